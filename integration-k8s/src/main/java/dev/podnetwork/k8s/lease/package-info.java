/** Which of several processes may act: leader election by a Lease object. */
@NullMarked
package dev.podnetwork.k8s.lease;

import org.jspecify.annotations.NullMarked;
