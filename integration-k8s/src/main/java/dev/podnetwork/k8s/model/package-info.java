/** PodNetworking and PodENI: their fields, and the way from objects to values of the core and back. No client library. */
@NullMarked
package dev.podnetwork.k8s.model;

import org.jspecify.annotations.NullMarked;
