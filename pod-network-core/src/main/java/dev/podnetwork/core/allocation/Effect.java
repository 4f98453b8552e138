package dev.podnetwork.core.allocation;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.InstanceId;
import dev.podnetwork.api.PodUid;
import dev.podnetwork.api.VSwitchId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a step asks for, to be done only after the record it proposed is committed. Their {@code toString} is part of the trace. */
public sealed interface Effect {

    /** An effect that is one cloud call for one interface. */
    sealed interface ForInterface extends Effect permits Create, Find, Attach, Detach, Delete, Observe {
        /** Which interface of the record. */
        int index();

        /** Which call. */
        Call call();
    }

    /**
     * Create the interface that the current intent names.
     *
     * @param index which interface
     * @param intent which intent
     */
    record Create(int index, int intent) implements ForInterface {
        @Override
        public Call call() {
            return Call.CREATE;
        }
    }

    /**
     * Ask by tag for what the current intent may have made.
     *
     * @param index which interface
     * @param intent which intent
     */
    record Find(int index, int intent) implements ForInterface {
        @Override
        public Call call() {
            return Call.FIND;
        }
    }

    /**
     * Attach.
     *
     * @param index which interface
     * @param eni the interface
     * @param instance to which instance
     * @param trunk under which trunk, null for a secondary interface
     */
    record Attach(
            int index,
            EniId eni,
            InstanceId instance,
            @Nullable EniId trunk) implements ForInterface {
        @Override
        public Call call() {
            return Call.ATTACH;
        }
    }

    /**
     * Detach from where it is.
     *
     * @param index which interface
     * @param eni the interface
     * @param instance from which instance
     * @param trunk from under which trunk
     */
    record Detach(
            int index,
            EniId eni,
            InstanceId instance,
            @Nullable EniId trunk) implements ForInterface {
        @Override
        public Call call() {
            return Call.DETACH;
        }
    }

    /**
     * Delete.
     *
     * @param index which interface
     * @param eni the interface
     */
    record Delete(int index, EniId eni) implements ForInterface {
        @Override
        public Call call() {
            return Call.DELETE;
        }
    }

    /**
     * Describe, in a batch with others.
     *
     * @param index which interface
     * @param eni the interface
     * @param after the call whose result is awaited, which tells how long it usually takes; {@link Call#OBSERVE} for none
     * @param first whether this is the first look after that call
     */
    record Observe(int index, EniId eni, Call after, boolean first) implements ForInterface {
        @Override
        public Call call() {
            return Call.OBSERVE;
        }
    }

    /** Read the pod past every cache. */
    record ReadPod() implements Effect {}

    /**
     * Read these vSwitches.
     *
     * @param ids which
     */
    record ReadVSwitches(List<VSwitchId> ids) implements Effect {}

    /** Publish the binding of the bound record. */
    record Publish() implements Effect {}

    /**
     * Withdraw the binding.
     *
     * @param uid of the incarnation that had it
     */
    record Withdraw(PodUid uid) implements Effect {}
}
