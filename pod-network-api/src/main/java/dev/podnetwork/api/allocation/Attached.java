package dev.podnetwork.api.allocation;

import org.jspecify.annotations.Nullable;

/**
 * How an interface sits on its node, as the cloud reported it when it was observed attached.
 *
 * @param mode member or secondary
 * @param vid the VLAN id of a member, 0 for a secondary interface
 * @param networkCardIndex the card, null when there is none to choose
 */
public record Attached(AttachMode mode, int vid, @Nullable Integer networkCardIndex) {}
