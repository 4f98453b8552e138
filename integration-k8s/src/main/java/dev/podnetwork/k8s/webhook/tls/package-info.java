/**
 * The certificates of the webhook server: made by ourselves, shared by all replicas through one Secret, renewed before they end, and told to
 * the API server (spec: control-plane §2.1).
 */
@NullMarked
package dev.podnetwork.k8s.webhook.tls;

import org.jspecify.annotations.NullMarked;
