package dev.podnetwork.core.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/** Which interface is filled first, and which is emptied first: the same order, read from both ends. */
final class Preference {
    private Preference() {}

    /** Trunk first, because it stays anyway; then by size. Ties keep the order in which they came. */
    static List<EniReading> toFill(PoolPolicy policy, List<EniReading> enis) {
        Comparator<EniReading> bySize = Comparator.comparingInt(EniReading::size);
        Comparator<EniReading> order = policy.order() == PoolPolicy.Order.MOST_IPS ? bySize.reversed() : bySize;
        List<EniReading> sorted = new ArrayList<>(enis);
        sorted.sort(Comparator.comparing(EniReading::kind).thenComparing(order));
        return sorted;
    }

    /** The last to be filled first; whatever the order of filling is, the smallest empties out soonest. */
    static List<EniReading> toEmpty(List<EniReading> enis) {
        List<EniReading> sorted = new ArrayList<>(enis);
        sorted.sort(Comparator.comparing(EniReading::kind)
                .thenComparing(Comparator.comparingInt(EniReading::size).reversed()));
        Collections.reverse(sorted);
        return sorted;
    }
}
