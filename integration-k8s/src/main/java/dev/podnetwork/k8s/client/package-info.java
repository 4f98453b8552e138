/** HTTP to the API server: one request, one stream, and a reflector that keeps a cache up to date. No decision about pods. */
@NullMarked
package dev.podnetwork.k8s.client;

import org.jspecify.annotations.NullMarked;
