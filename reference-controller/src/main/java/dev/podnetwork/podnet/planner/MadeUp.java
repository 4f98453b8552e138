package dev.podnetwork.podnet.planner;

import dev.podnetwork.api.SecurityGroupId;
import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.ZoneId;
import dev.podnetwork.api.allocation.AllocatedEni;
import dev.podnetwork.api.allocation.InterfaceAllocation;
import dev.podnetwork.fake.FakeVSwitch;
import dev.podnetwork.podnet.plan.CloudPlan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Makes up what manifests name and nothing declares: a /19 per vSwitch, in zones in node order. Each is said once. */
final class MadeUp {
    private static final long FIRST = Ipv4Block.of("10.0.0.0/19").first();
    private static final long SIZE = 1L << 13;

    /** Of an advanced security group, so that a guess of ours is never what pods wait for. */
    private static final int ADDRESSES_OF_A_GROUP = 65_536;

    private final CloudReader.Declared declared;
    private final Map<VSwitchId, FakeVSwitch> vSwitches;
    private final Map<SecurityGroupId, CloudPlan.Group> groups;
    private final List<ZoneId> zones;
    private final boolean dual;
    private final Consumer<String> notices;
    private long nextBlock = FIRST;
    private int nextZone;

    MadeUp(CloudReader.Declared declared, List<ZoneId> zones, boolean dual, Consumer<String> notices) {
        this.declared = declared;
        this.vSwitches = new LinkedHashMap<>(declared.vSwitches());
        this.groups = new LinkedHashMap<>(declared.groups());
        this.zones = zones;
        this.dual = dual;
        this.notices = notices;
    }

    /** The vSwitch must exist, in that zone if somebody said so. */
    void vSwitch(VSwitchId id, @Nullable ZoneId zone) {
        vSwitch(id, zone, null, null);
    }

    /** The vSwitch of an interface that exists must exist, with the blocks that its record names. */
    void vSwitchOf(InterfaceAllocation each, ZoneId zone) {
        AllocatedEni eni = each.eni();
        if (eni == null) {
            vSwitch(each.vSwitch(), zone);
            return;
        }
        String around = Ipv4Block.isBlock(eni.ipv4() + "/32")
                ? Ipv4Block.around(eni.ipv4(), SIZE).toString()
                : null;
        String cidr = eni.ipv4Cidr() != null && Ipv4Block.isBlock(eni.ipv4Cidr()) ? eni.ipv4Cidr() : around;
        vSwitch(each.vSwitch(), zone, cidr, eni.ipv6Cidr());
    }

    private void vSwitch(VSwitchId id, @Nullable ZoneId zone, @Nullable String cidr, @Nullable String ipv6Cidr) {
        if (vSwitches.containsKey(id)) {
            return;
        }
        ZoneId where = zone != null ? zone : zones.get(nextZone++ % zones.size());
        String block = cidr != null && free(Ipv4Block.of(cidr)) ? cidr : block();
        String ipv6 = ipv6Cidr != null
                ? ipv6Cidr
                : dual ? "2001:db8:0:" + Integer.toHexString(vSwitches.size() + 1) + "::/64" : null;
        vSwitches.put(id, new FakeVSwitch(id, declared.vpc(), where, block, ipv6));
        notices.accept(
                "made up: vSwitch " + id + " (" + block + (ipv6 == null ? "" : ", " + ipv6) + ", zone " + where + ")");
    }

    /** The security group must exist. */
    void group(SecurityGroupId id) {
        if (!groups.containsKey(id)) {
            groups.put(id, new CloudPlan.Group(id, declared.vpc(), ADDRESSES_OF_A_GROUP));
            notices.accept("made up: security group " + id);
        }
    }

    private String block() {
        while (!free(new Ipv4Block(nextBlock, SIZE))) {
            nextBlock += SIZE;
        }
        String cidr = new Ipv4Block(nextBlock, SIZE).toString();
        nextBlock += SIZE;
        return cidr;
    }

    private boolean free(Ipv4Block block) {
        return vSwitches.values().stream()
                .noneMatch(each -> Ipv4Block.of(each.cidr()).overlaps(block));
    }

    List<FakeVSwitch> vSwitches() {
        return new ArrayList<>(vSwitches.values());
    }

    List<CloudPlan.Group> groups() {
        return new ArrayList<>(groups.values());
    }
}
