/** Tests of the requests to the API server. */
@NullMarked
package dev.podnetwork.k8s.client;

import org.jspecify.annotations.NullMarked;
