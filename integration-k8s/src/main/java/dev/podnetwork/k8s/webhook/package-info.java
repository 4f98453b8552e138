/**
 * Admission over HTTPS: what the API server asks, the core's answer, and the certificates between them (spec: control-plane §2).
 */
@NullMarked
package dev.podnetwork.k8s.webhook;

import org.jspecify.annotations.NullMarked;
