package dev.podnetwork.core.match;

import dev.podnetwork.api.selector.PodNetworking;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Which policies apply to a pod. Immutable, safe for any number of threads; the lists are made when they are asked for, so that
 * asking only for {@link #chosen} costs the same however many apply (README decisions 3, 4).
 */
public final class PolicyMatch {
    private final List<PodNetworking> policies;
    private final long[] applying;
    private final long[] unusable;
    private final Function<PodNetworking, NearMiss> why;

    /**
     * An answer about policies that are in the order of their names.
     *
     * @param applying the positions of those that apply, as bits
     * @param unusable the positions of those that select the pod but may not apply, as bits
     * @param why says why one of those may not
     */
    PolicyMatch(List<PodNetworking> policies, long[] applying, long[] unusable, Function<PodNetworking, NearMiss> why) {
        this.policies = policies;
        this.applying = applying;
        this.unusable = unusable;
        this.why = why;
    }

    /** All that apply, lowest name first; more than one is an ambiguity to be reported. */
    public List<PodNetworking> matching() {
        return listed(applying, policy -> policy);
    }

    /** Those that select the pod but may not apply, by name. */
    public List<NearMiss> dropped() {
        return listed(unusable, why);
    }

    /** The one that counts: the lowest name. */
    public Optional<PodNetworking> chosen() {
        int first = PositionSet.first(applying);
        return first < 0 ? Optional.empty() : Optional.of(policies.get(first));
    }

    /** The names of all that apply, lowest first. */
    public List<String> names() {
        return listed(applying, PodNetworking::name);
    }

    /** True when more than one applies. */
    public boolean isAmbiguous() {
        int applies = 0;
        for (long word : applying) {
            applies += Long.bitCount(word);
        }
        return applies > 1;
    }

    private <T> List<T> listed(long[] bits, Function<PodNetworking, T> as) {
        int[] positions = PositionSet.positions(bits);
        List<T> list = new ArrayList<>(positions.length);
        for (int position : positions) {
            list.add(as.apply(policies.get(position)));
        }
        return List.copyOf(list);
    }

    /** Equal when the same policies apply, and the same may not for the same reasons. */
    @Override
    public boolean equals(Object other) {
        return other instanceof PolicyMatch match
                && matching().equals(match.matching())
                && dropped().equals(match.dropped());
    }

    @Override
    public int hashCode() {
        return 31 * matching().hashCode() + dropped().hashCode();
    }

    @Override
    public String toString() {
        return "matching " + names() + ", dropped " + dropped();
    }
}
