/** The cluster as informers show it: slimmed pods, nodes, namespaces, policies and configuration, and how old that is. */
@NullMarked
package dev.podnetwork.k8s.view;

import org.jspecify.annotations.NullMarked;
