package dev.podnetwork.api.allocation;

import dev.podnetwork.api.VSwitchId;

/**
 * One interface of a bound pod.
 *
 * @param spec what was asked for
 * @param vSwitch where its address comes from
 * @param eni what the cloud made
 * @param attached how it sits on the node
 */
public record BoundInterface(InterfaceSpec spec, VSwitchId vSwitch, AllocatedEni eni, Attached attached) {}
