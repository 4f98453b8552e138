package dev.podnetwork.fake.state;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.InstanceId;
import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.VpcId;
import dev.podnetwork.api.ZoneId;
import dev.podnetwork.api.capacity.InstanceTypeLimits;
import dev.podnetwork.api.cloud.AddressCounts;
import dev.podnetwork.api.cloud.EniStatus;
import dev.podnetwork.api.cloud.EniType;
import dev.podnetwork.api.cloud.TrafficMode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is there without a call: instances with their primary and, if the type can, one trunk interface, and interfaces
 * that existed before the story begins. Not thread-safe.
 */
public final class Boot {
    private final CloudState cloud;
    private final EniLife life;

    /** Sets up this account. */
    public Boot(CloudState cloud, EniLife life) {
        this.cloud = cloud;
        this.life = life;
    }

    /**
     * Adds a running instance whose own interfaces come from {@code vSwitch}.
     *
     * @param withTrunk whether it boots with a trunk interface, if its type can have one
     */
    public void instance(InstanceId id, String type, VSwitchId vSwitch, boolean withTrunk) {
        InstanceTypeLimits limits = cloud.types.get(type);
        if (limits == null) {
            throw new IllegalArgumentException("instance type " + type + " of " + id + " does not exist: add it first");
        }
        if (cloud.instances.containsKey(id)) {
            throw new IllegalArgumentException(id + " exists already: give it another id");
        }
        VSwitchState from = cloud.vSwitch(vSwitch);
        InstanceState instance = new InstanceState(id, limits, from.vpc, from.zone);
        cloud.instances.put(id, instance);
        own(instance, from, EniType.PRIMARY);
        cloud.countedEnis--;
        if (withTrunk && limits.memberEniLimit() > 0) {
            instance.trunk = own(instance, from, EniType.TRUNK);
        }
    }

    /** The vSwitch that instances of that zone come from when none is named, made when it is first needed. */
    public VSwitchId nodeVSwitch(VpcId vpc, ZoneId zone) {
        VSwitchId id = VSwitchId.of("vsw-nodes-" + vpc + "-" + zone);
        if (!cloud.hasVSwitch(id)) {
            int nth = 0;
            for (VSwitchState v : cloud.vSwitches.values()) {
                nth += v.vpc.equals(vpc) && v.id.value().startsWith("vsw-nodes-") ? 1 : 0;
            }
            // The shared address space, which no VPC gives to vSwitches, a /14 per zone.
            cloud.addVSwitch(id, vpc, zone, "100." + (64 + nth * 4) + ".0.0/14", null);
        }
        return id;
    }

    /** Whether the instance exists. */
    public boolean hasInstance(InstanceId id) {
        return cloud.instances.containsKey(id);
    }

    /** Stops or starts an instance; only a running one takes interfaces. */
    public void running(InstanceId id, boolean running) {
        instanceOf(id).running = running;
    }

    /** Replaces the tags of an interface. */
    public void tag(EniId id, Map<String, String> tags) {
        Eni eni = cloud.eni(id);
        EniState now = eni == null ? null : eni.state;
        if (eni == null || now == null) {
            throw new IllegalArgumentException("interface " + id + " does not exist: add it first");
        }
        cloud.change(eni, now.tagged(TagSet.of(tags)));
    }

    /** The trunk interface of an instance, null when it has none. */
    public @Nullable EniId trunkOf(InstanceId id) {
        InstanceState instance = cloud.instances.get(id);
        Eni trunk = instance == null ? null : instance.trunk;
        return trunk == null ? null : trunk.id;
    }

    /**
     * Adds an interface that was there before, unattached.
     *
     * @param tags its tags
     * @param ipv4 its address, null for the next free one
     * @param ipv6 its IPv6 addresses
     */
    public void eni(EniId id, EniSpec spec, TagSet tags, @Nullable String ipv4, List<String> ipv6) {
        AddressBook book = spec.vSwitch().addresses;
        if (ipv4 == null ? book.free() < 1 : !book.isFree(Ipv4Text.parse(ipv4))) {
            throw new IllegalArgumentException((ipv4 == null ? "an address" : ipv4) + " for " + id + " is not free in "
                    + spec.vSwitch().id() + ": name an address of its block that nobody has");
        }
        if (!cloud.claim(id)) {
            throw new IllegalArgumentException(id + " exists already: give it another id");
        }
        long[] hosts = hosts(spec.vSwitch(), ipv6);
        long primary = ipv4 == null ? book.take() : Ipv4Text.parse(ipv4);
        if (ipv4 != null) {
            book.take(primary);
        }
        cloud.enter(id, spec, tags, new Addresses(new long[] {primary}, hosts, Addresses.NONE, Addresses.NONE));
    }

    /** Attaches an interface that was added here, at once. */
    public void attach(EniId id, InstanceId instanceId, boolean member) {
        InstanceState instance = instanceOf(instanceId);
        Eni eni = cloud.eni(id);
        if (eni == null || !eni.inStatus(EniStatus.AVAILABLE) || (member && instance.trunk == null)) {
            throw new IllegalArgumentException(id + " cannot be attached to " + instanceId
                    + (member ? " as a member" : "") + ": it must be Available, and a member needs a trunk");
        }
        life.startAttach(eni, instance, member ? instance.trunk : null, null);
        life.end(eni, life.transition(eni), false);
    }

    private InstanceState instanceOf(InstanceId id) {
        InstanceState instance = cloud.instances.get(id);
        if (instance == null) {
            throw new IllegalArgumentException("instance " + id + " does not exist: add it first");
        }
        return instance;
    }

    private Eni own(InstanceState instance, VSwitchState from, EniType type) {
        if (from.addresses.free() < 1) {
            throw new IllegalArgumentException("vSwitch " + from.id + " has no address for the own interfaces of "
                    + instance.id + ": give the instance a larger vSwitch");
        }
        AddressCounts one = AddressCounts.PRIMARY_ONLY;
        EniSpec spec = new EniSpec(from, type, one, List.of(), null, TrafficMode.STANDARD, true);
        Eni eni = cloud.bear(spec, TagSet.NONE);
        instance.take(eni, false);
        cloud.change(
                eni, new EniState(type, EniStatus.IN_USE, instance, null, 0, null, TagSet.NONE, List.of(), eni.born));
        return eni;
    }

    private static long[] hosts(VSwitchState vSwitch, List<String> ipv6) {
        Ipv6Book book = vSwitch.ipv6;
        if (book == null && !ipv6.isEmpty()) {
            throw new IllegalArgumentException("vSwitch " + vSwitch.id + " has no IPv6 block for " + ipv6);
        }
        long[] hosts = new long[ipv6.size()];
        for (int i = 0; i < hosts.length && book != null; i++) {
            hosts[i] = book.parse(ipv6.get(i));
            if (!book.isFree(hosts[i])) {
                throw new IllegalArgumentException(ipv6.get(i) + " is not free in " + vSwitch.id);
            }
            book.take(hosts[i]);
        }
        return hosts;
    }
}
