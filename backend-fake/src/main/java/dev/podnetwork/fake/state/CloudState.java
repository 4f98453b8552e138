package dev.podnetwork.fake.state;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.InstanceId;
import dev.podnetwork.api.SecurityGroupId;
import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.VpcId;
import dev.podnetwork.api.ZoneId;
import dev.podnetwork.api.capacity.InstanceTypeLimits;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Every table of one fake account in one region, and the changes that keep them consistent with each other: an address has
 * one owner, a group and an instance count exactly the interfaces they have. Whether a change is permitted is decided by
 * the rule classes beside it. Not thread-safe.
 */
public final class CloudState {
    final TreeMap<VSwitchId, VSwitchState> vSwitches = new TreeMap<>();
    final TreeMap<SecurityGroupId, GroupState> groups = new TreeMap<>();
    final Map<InstanceId, InstanceState> instances = new LinkedHashMap<>();
    final TreeMap<String, InstanceTypeLimits> types = new TreeMap<>();
    final CreationOrder enis = new CreationOrder();
    final History history = new History();
    final TokenStore tokens;
    final EipBook eips = new EipBook(this);
    private final LeniBook lenis = new LeniBook(this);
    private final Map<EniId, Eni> byId = new FlatMap<>();
    private final Map<List<SecurityGroupId>, List<SecurityGroupId>> groupLists = new HashMap<>();
    private final Map<EniSpec, EniSpec> specs = new HashMap<>();
    private List<EniId> touched = new ArrayList<>();
    private boolean telling;
    private long lastNumber;
    long now;
    int quota = Integer.MAX_VALUE;
    int countedEnis;

    /**
     * An empty account.
     *
     * @param tokenLifeNanos how long a client token is remembered
     */
    public CloudState(long tokenLifeNanos) {
        this.tokens = new TokenStore(tokenLifeNanos);
    }

    /** Sets the cloud's time, in nanoseconds of the epoch, for everything that follows; forgets what is too old. */
    public void at(long nowNanos) {
        now = nowNanos;
        for (Eni eni : history.forgetOld(nowNanos)) {
            forget(eni);
        }
    }

    /** The cloud's time in nanoseconds of the epoch. */
    public long nowNanos() {
        return now;
    }

    /** The cloud's time. */
    public Instant now() {
        return Eni.instant(now);
    }

    /** The Lingjun nodes and interfaces of the account. */
    public LeniBook lenis() {
        return lenis;
    }

    /** The EIPs of the account. */
    public EipBook eips() {
        return eips;
    }

    /** How many interfaces there are, primary ones not counted. */
    public int eniCount() {
        return countedEnis;
    }

    /** The most interfaces, primary ones not counted. */
    public void quota(int enis) {
        quota = enis;
    }

    /** Keeps what was for at least that long. */
    public void keepHistory(long nanos) {
        history.keepAtLeast(nanos);
    }

    /** Whether {@link #drainTouched} tells anything. */
    public void tellChanges(boolean on) {
        telling = on;
    }

    /** The interfaces changed since the last time it was asked. */
    public List<EniId> drainTouched() {
        if (touched.isEmpty()) {
            return List.of();
        }
        List<EniId> result = touched;
        touched = new ArrayList<>();
        return result;
    }

    /** Adds a vSwitch; its blocks must not overlap another's in the VPC. */
    public void addVSwitch(VSwitchId id, VpcId vpc, ZoneId zone, String cidr, @Nullable String ipv6Cidr) {
        VSwitchState added = new VSwitchState(id, vpc, zone, cidr, ipv6Cidr);
        for (VSwitchState other : vSwitches.values()) {
            if (other.vpc.equals(vpc) && other.addresses.overlaps(added.addresses)) {
                throw new IllegalArgumentException("vSwitch " + id + " (" + cidr + ") overlaps " + other.id + " in VPC "
                        + vpc + ": give it another block");
            }
        }
        refuseTaken(vSwitches.putIfAbsent(id, added), id);
    }

    /** Adds a security group that covers at most {@code maxAddresses} private addresses. */
    public void addSecurityGroup(SecurityGroupId id, VpcId vpc, int maxAddresses) {
        refuseTaken(groups.putIfAbsent(id, new GroupState(id, vpc, maxAddresses)), id);
    }

    /** Adds or replaces an instance type. */
    public void putType(InstanceTypeLimits limits) {
        types.put(limits.instanceType(), limits);
    }

    /** The vSwitch, or a refusal that names it. */
    public VSwitchState vSwitch(VSwitchId id) {
        VSwitchState found = vSwitches.get(id);
        if (found == null) {
            throw new IllegalArgumentException("vSwitch " + id + " does not exist: add it first");
        }
        return found;
    }

    /** Whether there is such a vSwitch. */
    public boolean hasVSwitch(VSwitchId id) {
        return vSwitches.containsKey(id);
    }

    /** The interface if it exists now. */
    public @Nullable Eni eni(EniId id) {
        Eni eni = byId.get(id);
        return eni == null || eni.state == null ? null : eni;
    }

    /** The interface if it exists now or existed within the history. */
    @Nullable
    Eni eniEverSeen(EniId id) {
        return byId.get(id);
    }

    List<SecurityGroupId> shared(List<SecurityGroupId> ids) {
        List<SecurityGroupId> known = groupLists.get(ids);
        if (known == null) {
            known = List.copyOf(ids);
            groupLists.put(known, known);
        }
        return known;
    }

    /** A new interface with the next free addresses; the caller has asked whether there are any. */
    Eni bear(EniSpec spec, TagSet tags) {
        spec.vSwitch().remember(now, history.horizonNanos());
        return enter(nextId(), spec, tags, spec.vSwitch().take(spec.counts()));
    }

    /** A new interface with addresses already taken. */
    Eni enter(EniId id, EniSpec spec, TagSet tags, Addresses addresses) {
        EniSpec shared = specs.computeIfAbsent(spec, each -> each);
        Eni eni = new Eni(id, lastNumber, shared, EniState.born(shared, tags, addresses), now);
        VSwitchState v = spec.vSwitch();
        v.own(addresses, eni);
        countedEnis++;
        cover(spec.groups(), addresses.covered());
        byId.put(id, eni);
        enis.add(eni);
        v.enis.add(eni);
        history.note(eni, null, now);
        touch(eni);
        return eni;
    }

    EniId nextId() {
        EniId id;
        do {
            id = EniId.of(idText(++lastNumber));
        } while (byId.containsKey(id));
        return id;
    }

    /** Numbers an interface that comes with an id of its own. */
    boolean claim(EniId id) {
        lastNumber++;
        return !byId.containsKey(id);
    }

    void change(Eni eni, EniState next) {
        history.note(eni, eni.state, now);
        eni.state = next;
        touch(eni);
    }

    /** The interface is gone: its addresses, its place in the groups and its quota are free. */
    void remove(Eni eni) {
        EniState last = alive(eni);
        history.note(eni, eni.state, now);
        eni.state = null;
        eni.transition++;
        VSwitchState v = eni.spec.vSwitch();
        v.remember(now, history.horizonNanos());
        v.giveBack(last.addresses());
        countedEnis--;
        cover(last.groups(), -last.addresses().covered());
        eips.forgetEni(eni);
        touch(eni);
        if (eni.past == null) {
            forget(eni);
        }
    }

    /** The interface has other addresses from now on; those of its vSwitch are taken or given back by the caller. */
    void readdress(Eni eni, EniState now, Addresses next) {
        eni.spec.vSwitch().own(next, eni);
        cover(now.groups(), next.covered() - now.addresses().covered());
        change(eni, now.having(next));
    }

    /** The interface has other groups from now on. */
    void regroup(Eni eni, EniState now, List<SecurityGroupId> next) {
        cover(now.groups(), -now.addresses().covered());
        cover(next, now.addresses().covered());
        change(eni, now.grouped(next));
    }

    private static EniState alive(Eni eni) {
        EniState now = eni.state;
        if (now == null) {
            throw new IllegalStateException(eni.id + " is gone already");
        }
        return now;
    }

    private void cover(List<SecurityGroupId> joined, int delta) {
        for (SecurityGroupId id : joined) {
            GroupState group = groups.get(id);
            if (group != null) {
                group.used += delta;
            }
        }
    }

    private void forget(Eni eni) {
        if (!eni.forgotten) {
            eni.forgotten = true;
            byId.remove(eni.id, eni);
            enis.oneForgotten();
            eni.spec.vSwitch().enis.oneForgotten();
        }
    }

    private void touch(Eni eni) {
        touch(eni.id);
    }

    /** Something about this interface changed. */
    void touch(EniId id) {
        if (telling) {
            touched.add(id);
        }
    }

    private static String idText(long number) {
        char[] text = "eni-0000000".toCharArray();
        long rest = number;
        for (int i = text.length - 1; i >= 4; i--) {
            text[i] = Character.forDigit((int) (rest % 36), 36);
            rest /= 36;
        }
        return new String(text);
    }

    private static void refuseTaken(@Nullable Object taken, Object id) {
        if (taken != null) {
            throw new IllegalArgumentException(id + " exists already: give it another id");
        }
    }
}
