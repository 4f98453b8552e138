package dev.podnetwork.core.node;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.cloud.CloudFault;
import dev.podnetwork.api.cloud.EniDescription;
import dev.podnetwork.api.cloud.EniFilter;
import dev.podnetwork.api.cloud.EniStatus;
import dev.podnetwork.api.pool.CloudIntent;
import dev.podnetwork.api.pool.JournalEntry;
import dev.podnetwork.api.pool.JournalState;
import dev.podnetwork.api.pool.Lease;
import dev.podnetwork.api.pool.LeaseAddress;
import dev.podnetwork.core.cloud.Priority;
import dev.podnetwork.core.plan.EniReading;
import dev.podnetwork.core.plan.PlanStep;
import dev.podnetwork.core.pool.AddressStatus;
import dev.podnetwork.core.pool.LeaseHandle;
import dev.podnetwork.core.pool.LockFreeAddressPool;
import dev.podnetwork.core.retry.RetryPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The start of a node: takes the epoch, asks the cloud what is attached, puts leases and cooldowns back, and settles the
 * calls whose outcome the process before did not learn. A lease whose address the cloud does not show is kept, claimed and
 * unconfirmed: its pod may still use it (spec: node-ipam §2.14, §8.8).
 */
final class Recovery {
    private static final String UNKNOWN_VSWITCH = "vsw-unknown";

    private final NodeCore node;
    private final JournalState before;
    /** Those of before that are not over: what is over says nothing, and least of all that an answer is old. */
    private final Map<LeaseAddress, Instant> cooling = new LinkedHashMap<>();

    private int attempt;

    Recovery(NodeCore node, JournalState before) {
        this.node = node;
        this.before = before;
    }

    void start() {
        JournalEntry.Epoch last = before.epoch();
        node.epoch = last == null ? 1 : last.number() + 1;
        Instant now = node.fleet.env.now();
        node.intents.recover(before.openIntents());
        node.warmUp.recover(before.warmedUpAt());
        node.leases.tombstones.recover(before.tombstones(), now);
        node.holds.recover(before.holds(), now);
        before.damages().forEach(damage -> node.note("journal " + damage.where() + ": " + damage.why()));
        node.fleet.readVSwitches(node.spec.place().vSwitches(), Priority.WARM_UP);
        node.write(List.of(new JournalEntry.Epoch(node.spec.owner(), node.epoch)), this::ask);
    }

    private void ask() {
        new Inventory(node, EniFilter.onInstance(node.spec.instance()), Priority.POD, this::recover, this::notAnswered)
                .read();
    }

    private void notAnswered(CloudFault fault) {
        attempt++;
        node.note("the cloud does not say what is attached: " + fault.code() + " " + fault.message());
        node.after(RetryPolicy.decide(fault, attempt, node.fleet.env.nextLong()).nanos(), this::ask);
    }

    private void recover(List<EniDescription> listed) {
        forgetWhatIsOver();
        Map<EniId, EniDescription> ours = new LinkedHashMap<>();
        listed.stream().filter(eni -> CloudView.isOurs(node.spec, eni)).forEach(eni -> ours.put(eni.id(), eni));
        ours.values().forEach(this::place);
        putBack(ours);
        cooling.keySet().forEach(address -> known(address, ours.get(address.eni())));
        List<String> leaving = leaving();
        ours.values().forEach(seen -> adopt(seen, leaving));
        cool();
        before.openIntents().forEach(intent -> settle(intent, ours));
        ours.values().forEach(this::finish);
        node.ready = true;
        node.leases.ready();
        node.planner.start();
        node.sync.start();
    }

    /** The journal has no clock: until its process tells it, it keeps every cooldown. */
    private void forgetWhatIsOver() {
        Instant wall = node.fleet.env.now();
        List<JournalEntry> over = new ArrayList<>();
        before.cooling().forEach((address, until) -> {
            if (until.isAfter(wall)) {
                cooling.put(address, until);
            } else {
                over.add(new JournalEntry.Forgotten(address));
            }
        });
        if (!over.isEmpty()) {
            node.write(over, () -> {});
        }
    }

    /**
     * Leases whose prefix is not where they say come first: what a prefix that moved brings on its new interface is theirs
     * still.
     */
    private void putBack(Map<EniId, EniDescription> ours) {
        List<Lease> sorted = new ArrayList<>(before.leases().values());
        sorted.sort(Comparator.comparing(lease -> {
            EniDescription seen = ours.get(lease.address().eni());
            return seen != null && inPrefix(seen, lease.address());
        }));
        sorted.forEach(lease -> putBack(lease, ours.get(lease.address().eni())));
    }

    private List<String> leaving() {
        List<String> leaving = new ArrayList<>();
        for (CloudIntent intent : before.openIntents()) {
            leaving.addAll(intent.addresses().stream()
                    .filter(each -> !each.contains("/"))
                    .toList());
        }
        // A prefix that went back just now: an answer that still shows it is old.
        cooling.keySet().stream()
                .map(LeaseAddress::primary)
                .filter(each -> each.contains("/"))
                .forEach(leaving::add);
        return leaving;
    }

    /** A place in the table; what it does is decided when everything is known. */
    private void place(EniDescription seen) {
        NodeEni eni = new NodeEni(CloudView.kindOf(seen), seen.vSwitch());
        eni.fromBefore = true;
        eni.id = seen.id();
        eni.primary = seen.primaryIpv4();
        eni.schedulable = CloudView.isSchedulable(node.spec, seen);
        eni.state = switch (seen.status()) {
            case IN_USE -> EniReading.State.IN_USE;
            case ATTACHING -> EniReading.State.COMING;
            default -> EniReading.State.LEAVING;
        };
        node.enis.add(eni);
        node.pool.attach(eni, seen.ipv4().size() + remembered(seen.id()));
    }

    /** Addresses of prefixes that an old answer does not show are kept one by one: more than the interface has places. */
    private int remembered(EniId id) {
        long leased = before.leases().values().stream()
                .filter(lease -> lease.address().eni().equals(id))
                .count();
        long cooled = cooling.keySet().stream()
                .filter(address -> address.eni().equals(id))
                .count();
        return (int) (leased + cooled);
    }

    /** A lease, with its address as the cloud shows it or does not. */
    private void putBack(Lease lease, @Nullable EniDescription seen) {
        LeaseAddress address = lease.address();
        NodeEni known = node.eni(address.eni());
        NodeEni eni = known == null ? ghost(address.eni()) : known;
        boolean shown = seen != null && seen.status() == EniStatus.IN_USE && shows(seen, address);
        AddressStatus status = shown ? AddressStatus.VALID : AddressStatus.UNCONFIRMED;
        LockFreeAddressPool pool = node.pool.of(eni);
        if (pool.blocks().slotOf(address.primary()).isEmpty() && !isInPrefix(eni, seen, address)) {
            node.pool.add(eni, address, status);
        }
        OptionalInt slot = pool.blocks().slotOf(address.primary());
        long handle = slot.isEmpty() ? LeaseHandle.NONE : pool.adopt(lease.owner(), slot.getAsInt());
        if (!shown && seen != null) {
            seen.ipv4Prefixes().stream()
                    .filter(cidr -> CloudView.isIn(List.of(cidr), address.ipv4()))
                    .forEach(cidr -> node.prefixes.doubt(eni, cidr));
        }
        if (LeaseHandle.isLease(handle)) {
            Held held = new Held(lease, pool, handle);
            held.status = status;
            node.leases.recovered(held);
        } else {
            node.note(lease.owner() + " is said to hold " + address.primary() + ": " + LeaseHandle.describe(handle)
                    + "; it is left out");
        }
    }

    private static boolean shows(EniDescription seen, LeaseAddress address) {
        boolean ipv4 = address.ipv4() == null || seen.ipv4().contains(address.ipv4()) || inPrefix(seen, address);
        boolean ipv6 = address.ipv6() == null
                || seen.ipv6().contains(address.ipv6())
                || CloudView.isIn(seen.ipv6Prefixes(), address.ipv6());
        return ipv4 && ipv6;
    }

    private static boolean inPrefix(EniDescription seen, LeaseAddress address) {
        return CloudView.isIn(seen.ipv4Prefixes(), address.ipv4());
    }

    /** Prefixes come first where a lease needs one, so that its address has a slot. */
    private boolean isInPrefix(NodeEni eni, @Nullable EniDescription seen, LeaseAddress address) {
        if (seen == null || !inPrefix(seen, address)) {
            return false;
        }
        seen.ipv6Prefixes().forEach(cidr -> node.prefixes.add(eni, cidr));
        for (String cidr : seen.ipv4Prefixes()) {
            if (CloudView.isIn(List.of(cidr), address.ipv4())) {
                node.prefixes.claimed(eni, address, cidr);
            }
        }
        return node.pool.slotOf(eni, address.primary()).isPresent();
    }

    /** Leases name it and the cloud does not list it: it takes no place on the node, and its leases live on. */
    private NodeEni ghost(EniId id) {
        NodeEni eni = new NodeEni(EniReading.Kind.SECONDARY, VSwitchId.of(UNKNOWN_VSWITCH));
        eni.id = id;
        eni.state = EniReading.State.IN_USE;
        eni.schedulable = false;
        eni.ghost = true;
        node.enis.add(eni);
        node.pool.attach(eni, remembered(id));
        return eni;
    }

    /** A pair that cools down stays a pair. */
    private void known(LeaseAddress address, @Nullable EniDescription seen) {
        NodeEni eni = node.eni(address.eni());
        if (eni != null && seen != null && shows(seen, address) && !inPrefix(seen, address)) {
            node.pool.add(eni, address, AddressStatus.VALID);
        }
    }

    private void adopt(EniDescription seen, List<String> leaving) {
        NodeEni eni = node.eni(seen.id());
        if (eni != null && eni.state == EniReading.State.IN_USE) {
            CloudView.adopt(node, eni, seen, leaving);
            node.warmUp.obtained(seen.ipv4().size());
        }
    }

    /** Cooldowns go on for what is left of them, never longer than one cooldown or one wait for a describe. */
    private void cool() {
        Instant wall = node.fleet.env.now();
        long most = Math.max(
                node.times().cooldown().toNanos(), 4 * node.times().lag().toNanos());
        List<Map.Entry<LeaseAddress, Instant>> sorted = new ArrayList<>(cooling.entrySet());
        sorted.sort(Comparator.comparing(Map.Entry::getValue));
        for (Map.Entry<LeaseAddress, Instant> each : sorted) {
            long left = Math.min(Duration.between(wall, each.getValue()).toNanos(), most);
            // Wherever it is now: its interface may have lost it to another one.
            node.pool.cool(each.getKey().primary(), node.now() + left);
            node.leases.cooling(node.now() + left);
        }
    }

    private void settle(CloudIntent intent, Map<EniId, EniDescription> ours) {
        EniId id = intent.eni();
        NodeEni eni = id == null ? null : node.eni(id);
        switch (intent.kind()) {
            case CREATE_ENI -> settleCreate(intent, ours);
            case DELETE_ENI -> settleDelete(intent);
            case ASSIGN_ADDRESSES, ASSIGN_PREFIXES -> settleAssign(intent, eni);
            case UNASSIGN -> settleUnassign(intent, eni);
        }
    }

    private void settleCreate(CloudIntent intent, Map<EniId, EniDescription> ours) {
        for (EniDescription seen : ours.values()) {
            if (intent.clientToken().equals(seen.tags().get(NodeTags.INTENT))) {
                NodeEni eni = node.eni(seen.id());
                if (eni != null && eni.state == EniReading.State.COMING) {
                    work(eni, seen.vSwitch(), intent).resumeAttach(seen, intent);
                } else {
                    node.intents.close(intent, List.of());
                }
                return;
            }
        }
        VSwitchId from = intent.vSwitch();
        VSwitchId vSwitch = from == null ? VSwitchId.of(UNKNOWN_VSWITCH) : from;
        NodeEni eni = new NodeEni(EniReading.Kind.SECONDARY, vSwitch);
        node.enis.add(eni);
        work(eni, vSwitch, intent).resume(intent);
    }

    private CreateWork work(NodeEni eni, VSwitchId vSwitch, CloudIntent intent) {
        int ipv4 = Math.max(intent.ipv4Count(), 1);
        return new CreateWork(node, eni, new PlanStep.Create(eni.kind, vSwitch, ipv4, intent.ipv6Count(), 0, 0, true));
    }

    private void settleDelete(CloudIntent intent) {
        EniId id = intent.eni();
        if (id == null) {
            node.intents.close(intent, List.of());
            return;
        }
        NodeEni eni = node.eni(id);
        if (eni == null) {
            VSwitchId from = intent.vSwitch();
            eni = new NodeEni(EniReading.Kind.SECONDARY, from == null ? VSwitchId.of(UNKNOWN_VSWITCH) : from);
            eni.id = id;
            node.enis.add(eni);
        }
        node.pool.drained(eni, node.now());
        new DeleteWork(node, eni).resume(intent);
    }

    private void settleAssign(CloudIntent intent, @Nullable NodeEni eni) {
        long age = Math.abs(
                Duration.between(intent.openedAt(), node.fleet.env.now()).toNanos());
        boolean young = age < node.times().tokenLife().toNanos();
        if (eni == null || eni.state != EniReading.State.IN_USE || eni.busy != null || !young) {
            // Whatever came of it is on the interface, and the second look of the start takes it in.
            node.intents.close(intent, List.of());
            return;
        }
        boolean prefixes = intent.kind() == CloudIntent.Kind.ASSIGN_PREFIXES;
        AssignWork.Ask ask = new AssignWork.Ask(intent.ipv4Count(), intent.ipv6Count(), prefixes, false);
        new AssignWork(node, eni, ask).resume(intent, age);
    }

    private void settleUnassign(CloudIntent intent, @Nullable NodeEni eni) {
        if (eni == null || eni.state != EniReading.State.IN_USE || eni.busy != null) {
            node.intents.close(intent, List.of());
            return;
        }
        boolean prefixes = intent.addresses().stream().anyMatch(each -> each.contains("/"));
        new GiveBackWork(node, eni, intent.addresses(), prefixes).resume(intent);
    }

    /** What is on its way with no intent of ours behind it. */
    private void finish(EniDescription seen) {
        NodeEni eni = node.eni(seen.id());
        if (eni == null || eni.busy != null || !eni.schedulable) {
            return;
        }
        if (eni.state == EniReading.State.COMING) {
            PlanStep.Create step = new PlanStep.Create(
                    eni.kind, eni.vSwitch, seen.ipv4().size(), seen.ipv6().size(), 0, 0, true);
            new CreateWork(node, eni, step).resumeAttach(seen, null);
        } else if (eni.state == EniReading.State.LEAVING) {
            new DeleteWork(node, eni).startInPlaceOf(null);
        }
    }
}
