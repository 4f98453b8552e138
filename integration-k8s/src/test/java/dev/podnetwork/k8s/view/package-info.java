/** Tests. */
@NullMarked
package dev.podnetwork.k8s.view;

import org.jspecify.annotations.NullMarked;
