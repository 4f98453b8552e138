package dev.podnetwork.fake.state;

import dev.podnetwork.api.EipId;
import dev.podnetwork.api.cloud.EipBinding;
import dev.podnetwork.api.cloud.EipDescription;
import dev.podnetwork.api.cloud.EipSpec;
import dev.podnetwork.api.cloud.EipStatus;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** One EIP: what was fixed at its allocation, what it is now, and what it was within the horizon of the reads. */
final class Eip {
    final EipId id;
    final EipSpec spec;
    final String address;
    final long allocatedAtNanos;
    private final Deque<Was> past = new ArrayDeque<>();

    /** Null once it is gone. */
    @Nullable
    View view;

    /** Until then another operation on it is a conflict. */
    long busyUntilNanos;

    /** On its way into or out of a package. */
    boolean packaging;

    /** Raised by whatever starts or ends a transition. */
    int transition;

    Eip(EipId id, EipSpec spec, String address, long allocatedAtNanos) {
        this.id = id;
        this.spec = spec;
        this.address = address;
        this.allocatedAtNanos = allocatedAtNanos;
        this.view = new View(
                EipStatus.AVAILABLE,
                null,
                null,
                spec.bandwidthMbps(),
                spec.name() == null ? "" : spec.name(),
                TagSet.of(spec.tags()));
    }

    /**
     * The part that changes.
     *
     * @param status where it is in its life
     * @param bound the interface and address it is bound to, or on its way to or from
     * @param packageId the shared bandwidth package
     * @param bandwidth in Mbit/s
     * @param name its name
     * @param tags its tags
     */
    record View(
            EipStatus status,
            @Nullable Bound bound,
            @Nullable String packageId,
            int bandwidth,
            String name,
            TagSet tags) {
        View in(EipStatus next, @Nullable Bound to) {
            return new View(next, to, packageId, bandwidth, name, tags);
        }

        View inPackage(@Nullable String next) {
            return new View(status, bound, next, bandwidth, name, tags);
        }

        View tagged(TagSet next) {
            return new View(status, bound, packageId, bandwidth, name, next);
        }
    }

    /**
     * Where it is bound.
     *
     * @param eni the interface
     * @param privateIp its address
     */
    record Bound(Eni eni, String privateIp) {}

    private record Was(long untilNanos, @Nullable View view) {}

    void change(@Nullable View next, long nowNanos, long horizonNanos) {
        while (!past.isEmpty() && past.getFirst().untilNanos() <= nowNanos - horizonNanos) {
            past.removeFirst();
        }
        past.addLast(new Was(nowNanos, view));
        view = next;
    }

    /** What it was at that time; null when it did not exist. */
    @Nullable
    View at(long nanos) {
        if (nanos < allocatedAtNanos) {
            return null;
        }
        for (Was was : past) {
            if (was.untilNanos() > nanos) {
                return was.view();
            }
        }
        return view;
    }

    EipDescription describe(View v) {
        Bound to = v.bound();
        return new EipDescription(
                id,
                address,
                v.status(),
                to == null ? null : binding(to),
                v.bandwidth(),
                spec.payByTraffic(),
                spec.isp(),
                v.name(),
                spec.resourceGroupId(),
                v.packageId(),
                spec.publicIpAddressPoolId(),
                v.tags(),
                Eni.instant(allocatedAtNanos));
    }

    /** The cloud does not name the primary address of an interface (spec: eip §3). */
    private static EipBinding binding(Bound to) {
        Book book = to.eni().spec.vSwitch().addresses;
        boolean primary = book.text(to.eni().born.ipv4()[0]).equals(to.privateIp());
        return new EipBinding(EipBinding.NETWORK_INTERFACE, to.eni().id.value(), primary ? null : to.privateIp());
    }
}
