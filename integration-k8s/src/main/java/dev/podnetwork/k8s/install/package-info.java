/**
 * Installing into a cluster: the chart rendered as plain manifests, applied, checked beforehand, and removed again. The templates are those of
 * the Helm chart, so that both ways install the same.
 */
@NullMarked
package dev.podnetwork.k8s.install;

import org.jspecify.annotations.NullMarked;
