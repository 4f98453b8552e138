/**
 * Nodes under virtual time: a kubelet that adds and deletes pods, a disk that loses what was not forced, checks after every
 * event. What is checked comes as a factory, so that this package knows contracts only.
 */
@NullMarked
package dev.podnetwork.fake.sim.node;

import org.jspecify.annotations.NullMarked;
