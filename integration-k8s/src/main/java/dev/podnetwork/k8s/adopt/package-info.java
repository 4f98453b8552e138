/**
 * Taking a cluster over from the published control plane, and giving it back (spec: control-plane §12): facts in, a plan out,
 * a reason for every object; then the plan, step by step.
 */
@NullMarked
package dev.podnetwork.k8s.adopt;

import org.jspecify.annotations.NullMarked;
