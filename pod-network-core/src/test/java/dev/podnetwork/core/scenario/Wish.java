package dev.podnetwork.core.scenario;

import dev.podnetwork.api.SecurityGroupId;
import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.allocation.AllocatedEni;
import dev.podnetwork.api.allocation.Allocation;
import dev.podnetwork.api.allocation.AttachMode;
import dev.podnetwork.api.allocation.InterfaceExtras;
import dev.podnetwork.api.allocation.InterfaceRequest;
import dev.podnetwork.api.allocation.InterfaceSpec;
import dev.podnetwork.api.allocation.IpStack;
import dev.podnetwork.api.release.ReleasePolicy;
import dev.podnetwork.api.selector.VSwitchSelectionPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a pod wishes for, said briefly.
 *
 * @param release the policy of each interface
 * @param attach the mode asked for, null to follow the node
 * @param stack the families
 * @param vSwitches candidates
 * @param group its security group
 * @param extras what it carries along
 */
public record Wish(
        ReleasePolicy release,
        @Nullable AttachMode attach,
        IpStack stack,
        List<VSwitchId> vSwitches,
        SecurityGroupId group,
        InterfaceExtras extras) {

    public static Wish elastic() {
        return of(ReleasePolicy.ELASTIC);
    }

    public static Wish ttl(Duration after) {
        return of(ReleasePolicy.Ttl.of(after));
    }

    public static Wish never() {
        return of(ReleasePolicy.NEVER);
    }

    public static Wish of(ReleasePolicy release) {
        return new Wish(
                release,
                null,
                IpStack.IPV4,
                List.of(SmallWorld.VSW_A, SmallWorld.VSW_B),
                SmallWorld.GROUP,
                InterfaceExtras.NONE);
    }

    public Wish as(AttachMode mode) {
        return new Wish(release, mode, stack, vSwitches, group, extras);
    }

    public Wish dual() {
        return new Wish(release, attach, IpStack.DUAL, vSwitches, group, extras);
    }

    public Wish from(String... ids) {
        return new Wish(
                release, attach, stack, List.of(ids).stream().map(VSwitchId::of).toList(), group, extras);
    }

    public Wish group(String id) {
        return new Wish(release, attach, stack, vSwitches, SecurityGroupId.of(id), extras);
    }

    public Wish with(InterfaceExtras other) {
        return new Wish(release, attach, stack, vSwitches, group, other);
    }

    /** One interface {@code eth0}. */
    public List<InterfaceRequest> one() {
        return each(this);
    }

    /** One interface per wish: {@code eth0}, {@code eth1} and so on. */
    public static List<InterfaceRequest> each(Wish... wishes) {
        List<InterfaceRequest> all = new ArrayList<>();
        for (Wish wish : wishes) {
            InterfaceSpec spec = new InterfaceSpec(
                    "eth" + all.size(), List.of(wish.group), wish.release, wish.attach, wish.stack, wish.extras);
            all.add(new InterfaceRequest(spec, wish.vSwitches, VSwitchSelectionPolicy.ORDERED));
        }
        return all;
    }

    /** The address of one interface of a record. */
    public static String address(Allocation record, int index) {
        AllocatedEni eni = record.interfaces().get(index).eni();
        if (eni == null) {
            throw new AssertionError("interface " + index + " does not exist yet: " + record);
        }
        return eni.ipv4();
    }
}
