package dev.podnetwork.core.allocation;

import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.cloud.VSwitchDescription;
import dev.podnetwork.core.vswitch.VSwitchReading;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is free of what allocations share, as seen by one allocation: those that were there before it come first.
 *
 * @param vSwitches the candidates that were ever asked about
 * @param described the vSwitches as last described, for their blocks
 * @param freeSlots free interface slots on the pod's node
 * @param slotsAhead how many wait for one before this allocation
 * @param freeWork free slots for work in parallel
 * @param workAhead how many wait for one before this allocation
 * @param quota a quota that is used up as far as refusals have told, null for none
 */
public record Readings(
        Map<VSwitchId, VSwitchReading> vSwitches,
        Map<VSwitchId, VSwitchDescription> described,
        int freeSlots,
        int slotsAhead,
        int freeWork,
        int workAhead,
        @Nullable QuotaReading quota) {

    /**
     * A quota that is used up.
     *
     * @param quota which one
     * @param reason the cloud's words
     * @param until the tick at which it is worth asking again
     */
    public record QuotaReading(String quota, String reason, long until) {}
}
