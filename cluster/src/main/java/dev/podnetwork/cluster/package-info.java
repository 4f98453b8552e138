/**
 * A real Kubernetes control plane on this machine, for tests and for trying things out: etcd, API server, controller manager and scheduler as
 * processes on loopback, kwok as the kubelets, and a node agent that does what the node daemon does. Nothing here is shipped.
 */
@NullMarked
package dev.podnetwork.cluster;

import org.jspecify.annotations.NullMarked;
