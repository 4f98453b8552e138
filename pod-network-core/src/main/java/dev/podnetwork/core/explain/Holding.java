package dev.podnetwork.core.explain;

import static java.util.Objects.requireNonNull;

import dev.podnetwork.api.allocation.AllocatedEni;
import dev.podnetwork.api.allocation.Allocation;
import dev.podnetwork.api.allocation.InterfaceAllocation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One interface that a pod has or is getting. Immutable.
 *
 * @param name such as {@code eth0}
 * @param vSwitch where its address comes from
 * @param eni the interface in the cloud; empty until it is made
 * @param ipv4 its address; empty until it is made
 * @param ipv6 its other address; empty until it is made, and when it has none
 * @param release what becomes of it when the pod goes
 */
public record Holding(String name, String vSwitch, String eni, String ipv4, String ipv6, String release) {
    /** Refuses missing parts. */
    public Holding {
        requireNonNull(name, "name");
        requireNonNull(vSwitch, "vSwitch");
        requireNonNull(eni, "eni");
        requireNonNull(ipv4, "ipv4");
        requireNonNull(ipv6, "ipv6");
        requireNonNull(release, "release");
    }

    /** Its addresses, for people. */
    String addresses() {
        return ipv6.isEmpty() ? ipv4 : ipv4 + " " + ipv6;
    }

    /** What a record holds; nothing without one. */
    public static List<Holding> of(@Nullable Allocation record) {
        return record == null
                ? List.of()
                : record.interfaces().stream().map(Holding::of).toList();
    }

    private static Holding of(InterfaceAllocation each) {
        AllocatedEni eni = each.eni();
        return new Holding(
                each.spec().name(),
                each.vSwitch().value(),
                eni == null ? "" : eni.id().value(),
                eni == null ? "" : eni.ipv4(),
                eni == null || eni.ipv6() == null ? "" : eni.ipv6(),
                each.spec().release().toString());
    }
}
