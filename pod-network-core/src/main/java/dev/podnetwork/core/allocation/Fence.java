package dev.podnetwork.core.allocation;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.allocation.Allocation;
import dev.podnetwork.api.allocation.InterfaceAllocation;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Whether a call that was meant for one state of a record may still be sent for another: not when phase, uid, node, instance,
 * interface or intent moved since. Any other change of the record does not matter (design §2, "Effects"). Pure.
 */
public final class Fence {
    private Fence() {}

    /**
     * Why a call about an interface must not be sent any more, null when it may.
     *
     * @param then the record that the call was meant for
     * @param now the record as it is, of the same object
     * @param index which interface
     */
    public static @Nullable String moved(Allocation then, Allocation now, int index) {
        if (then.phase() != now.phase()
                || !then.podUid().equals(now.podUid())
                || !then.node().equals(now.node())
                || !Objects.equals(then.instance(), now.instance())) {
            return "the record moved on";
        }
        InterfaceAllocation was = then.interfaces().get(index);
        InterfaceAllocation is = now.interfaces().get(index);
        return was.intent() == is.intent() && Objects.equals(id(was), id(is)) ? null : "the interface moved on";
    }

    private static @Nullable EniId id(InterfaceAllocation of) {
        return of.eni() == null ? null : of.eni().id();
    }
}
