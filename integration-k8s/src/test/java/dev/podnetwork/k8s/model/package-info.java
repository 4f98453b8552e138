/** Tests of the codecs. */
@NullMarked
package dev.podnetwork.k8s.model;

import org.jspecify.annotations.NullMarked;
