package dev.podnetwork.core.allocation;

import dev.podnetwork.api.allocation.PodAnswer;
import dev.podnetwork.api.cloud.CloudFault;
import dev.podnetwork.api.cloud.EniDescription;
import dev.podnetwork.api.cloud.Observation;
import java.util.List;

/**
 * What can happen to an allocation. What is wanted is not an event but a level, read from the {@link View} at each step;
 * events are the completions of what was asked. Their {@code toString} is part of the trace.
 */
public sealed interface AllocationEvent {

    /**
     * Something may have changed: look at the levels again.
     *
     * @param why what gave the hint
     */
    record Look(String why) implements AllocationEvent {}

    /**
     * A create was answered.
     *
     * @param index which interface
     * @param intent which intent of it
     * @param eni what was made
     */
    record Created(int index, int intent, EniDescription eni) implements AllocationEvent {}

    /**
     * The question by tag was answered.
     *
     * @param index which interface
     * @param intent which intent of it
     * @param enis every interface that carries the tag of that intent
     * @param askedAt when the question was sent, in ticks
     */
    record Found(int index, int intent, List<EniDescription> enis, long askedAt) implements AllocationEvent {
        /** Keeps its own copy. */
        public Found {
            enis = List.copyOf(enis);
        }
    }

    /**
     * An asynchronous call was taken; its effect is still to be observed.
     *
     * @param index which interface
     * @param call which call
     */
    record Accepted(int index, Call call) implements AllocationEvent {}

    /**
     * A call failed.
     *
     * @param index which interface
     * @param intent which intent of it
     * @param call which call
     * @param fault why
     */
    record Failed(int index, int intent, Call call, CloudFault fault) implements AllocationEvent {}

    /**
     * A call was not sent after all.
     *
     * @param index which interface
     * @param call which call
     * @param reason why it was dropped at the fence
     */
    record Dropped(int index, Call call, String reason) implements AllocationEvent {}

    /**
     * An interface was described, because we asked or because a sweep came by.
     *
     * @param index which interface
     * @param observation what was seen
     */
    record Observed(int index, Observation observation) implements AllocationEvent {}

    /**
     * The uncached read of the pod was answered.
     *
     * @param answer what it said
     */
    record PodRead(PodAnswer answer) implements AllocationEvent {}
}
