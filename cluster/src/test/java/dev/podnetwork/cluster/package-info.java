/** What holds against a real control plane: classes named …IT run with {@code mvn verify -Pkubernetes} only. */
@NullMarked
package dev.podnetwork.cluster;

import org.jspecify.annotations.NullMarked;
