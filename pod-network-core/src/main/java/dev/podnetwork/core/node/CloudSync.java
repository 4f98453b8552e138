package dev.podnetwork.core.node;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.cloud.CloudFault;
import dev.podnetwork.api.cloud.EniDescription;
import dev.podnetwork.api.cloud.EniFilter;
import dev.podnetwork.api.cloud.EniStatus;
import dev.podnetwork.api.pool.LeaseAddress;
import dev.podnetwork.core.cloud.Priority;
import dev.podnetwork.core.plan.EniReading;
import dev.podnetwork.core.plan.PrefixReading;
import dev.podnetwork.core.pool.AddressStatus;
import dev.podnetwork.core.pool.SlotView;
import dev.podnetwork.spi.Env;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Compares the node with the cloud. One answer makes an address unconfirmed, so that it is not handed out; only answers
 * that are a lag apart, and agree over a dozen lags, make it invalid. What the cloud has and we do not know is taken in
 * by the two looks of a start, and only reported later (spec: node-ipam §2.13; weakness W16).
 */
final class CloudSync {
    private static final int LAGS_UNTIL_GONE = 12;
    private static final int START_LOOKS = 2;

    private final NodeCore node;
    private final Map<LeaseAddress, Long> missing = new LinkedHashMap<>();
    private final Map<String, Stranger> strangers = new LinkedHashMap<>();
    private final OrphanSweep orphans;
    private final PrefixSync prefixes;
    private int looks;
    private long nextAt;
    private boolean asking;

    private Env.@Nullable Timer timer;

    private record Stranger(long firstSeen, long lastSeen) {}

    CloudSync(NodeCore node) {
        this.node = node;
        this.orphans = new OrphanSweep(node);
        this.prefixes = new PrefixSync(node);
    }

    /** The start itself was the first look. */
    void start() {
        looks = 1;
        plan(node.times().lag().toNanos());
    }

    /** Something does not fit: look again, though not at once and not twice. */
    void soon() {
        plan(node.times().lag().toNanos());
    }

    /** What the cloud has and we do not know, for people. */
    List<String> strangers() {
        List<String> seen = new ArrayList<>(strangers.keySet());
        seen.addAll(orphans.seen());
        return seen;
    }

    private void plan(long delay) {
        long at = node.now() + delay;
        if (timer != null && nextAt - at <= 0) {
            return;
        }
        if (timer != null) {
            timer.cancel();
        }
        nextAt = at;
        timer = node.fleet.loop.postAfter(delay, this::look);
    }

    private void look() {
        timer = null;
        if (node.stopped() != null || asking) {
            return;
        }
        asking = true;
        Inventory[] self = new Inventory[1];
        self[0] = new Inventory(
                node,
                EniFilter.onInstance(node.spec.instance()),
                Priority.SWEEP,
                listed -> compared(listed, self[0].askedAt()),
                this::notAnswered);
        self[0].read();
    }

    private void notAnswered(CloudFault fault) {
        asking = false;
        node.note("comparison with the cloud: " + fault.code() + " " + fault.message());
        plan(node.times().lag().toNanos());
    }

    private void compared(List<EniDescription> listed, long askedAt) {
        asking = false;
        looks++;
        boolean doubt = false;
        Map<EniId, EniDescription> ours = new LinkedHashMap<>();
        listed.stream().filter(eni -> CloudView.isOurs(node.spec, eni)).forEach(eni -> ours.put(eni.id(), eni));
        for (NodeEni eni : List.copyOf(node.enis)) {
            EniDescription seen = eni.id == null ? null : ours.get(eni.id);
            doubt |= eni.id != null && eni.busy == null && !compare(eni, seen, askedAt);
        }
        ours.values().forEach(seen -> unknownEni(seen, askedAt));
        strangers
                .values()
                .removeIf(each ->
                        askedAt - each.lastSeen() > 3 * node.times().sync().toNanos());
        orphans.look();
        node.recentlyGone.forget();
        node.leases.serve();
        node.planner.lookSoon(0);
        plan(doubt || looks < START_LOOKS ? node.times().lag().toNanos() : period());
    }

    private long period() {
        long sync = node.times().sync().toNanos();
        return sync + (node.fleet.env.nextLong() >>> 1) % Math.max(sync, 1);
    }

    /** Whether there is no doubt about it. */
    private boolean compare(NodeEni eni, @Nullable EniDescription seen, long askedAt) {
        boolean stale = eni.changedAt != Long.MIN_VALUE
                && askedAt - eni.changedAt < node.times().lag().toNanos();
        if (stale) {
            return false;
        }
        if (seen == null || seen.status() != EniStatus.IN_USE) {
            return notListed(eni, askedAt);
        }
        eni.missingSince = Long.MIN_VALUE;
        if (eni.ghost) {
            backAgain(eni, seen);
        }
        if (eni.schedulable != CloudView.isSchedulable(node.spec, seen)) {
            eni.schedulable = !eni.schedulable;
            node.pool.schedulable(eni);
            thaw(eni);
        }
        boolean agreed = true;
        for (SlotView slot : node.pool.slots(eni, node.now())) {
            agreed &= compare(eni, slot, seen, askedAt);
        }
        agreed &= prefixes.compare(eni, seen, askedAt, untilGone());
        unknownAddresses(eni, seen, askedAt);
        return agreed;
    }

    /** What was to be given back of an interface that is somebody else's now is left as it was (scenario H32). */
    private void thaw(NodeEni eni) {
        eni.prefixes.values().stream()
                .filter(prefix -> !eni.schedulable && prefix.state == PrefixReading.State.FROZEN)
                .forEach(prefix -> node.pool.freeze(eni, prefix, false));
    }

    private boolean compare(NodeEni eni, SlotView slot, EniDescription seen, long askedAt) {
        LeaseAddress address = slot.address();
        boolean primary = address.primary().equals(eni.primary);
        boolean ipv4 = primary || address.ipv4() == null || seen.ipv4().contains(address.ipv4());
        boolean ipv6 = address.ipv6() == null
                || seen.ipv6().contains(address.ipv6())
                || CloudView.isIn(seen.ipv6Prefixes(), address.ipv6());
        if (ipv4 && ipv6) {
            missing.remove(address);
            if (slot.status() == AddressStatus.UNCONFIRMED) {
                say(eni, slot, AddressStatus.VALID);
            }
            return true;
        }
        if (slot.status() == AddressStatus.INVALID || slot.status() == AddressStatus.DELETING) {
            lost(eni, slot, primary);
            return true;
        }
        long since = missing.computeIfAbsent(address, a -> askedAt);
        if (isGone(since, askedAt)) {
            missing.remove(address);
            say(eni, slot, AddressStatus.INVALID);
            node.note(address.primary() + " of " + eni + " is no longer in the cloud");
            return true;
        }
        say(eni, slot, AddressStatus.UNCONFIRMED);
        return false;
    }

    /** What is leaving is forgotten; a primary address whose other half is lost stays, and is paired anew. */
    private void lost(NodeEni eni, SlotView slot, boolean primary) {
        String text = slot.address().primary();
        if (slot.owner() == null && (primary || slot.status() == AddressStatus.DELETING)) {
            node.pool.forget(eni, text, node.now());
        }
        if (primary) {
            CloudView.addAll(node, eni, List.of(text), List.of(), address -> AddressStatus.VALID);
        }
    }

    private void say(NodeEni eni, SlotView slot, AddressStatus status) {
        node.pool.status(eni, slot.slot(), status);
        node.leases.status(slot.owner(), status);
    }

    private boolean isGone(long since, long askedAt) {
        return askedAt - since >= untilGone();
    }

    private long untilGone() {
        return LAGS_UNTIL_GONE * node.times().lag().toNanos();
    }

    /** The first answer without it closes it; when it stays away its addresses are invalid and it takes no place. */
    private boolean notListed(NodeEni eni, long askedAt) {
        if (eni.missingSince == Long.MIN_VALUE) {
            eni.missingSince = askedAt;
        }
        boolean gone = isGone(eni.missingSince, askedAt);
        for (SlotView slot : node.pool.slots(eni, node.now())) {
            if (slot.status() == AddressStatus.VALID || slot.status() == AddressStatus.UNCONFIRMED) {
                say(eni, slot, gone ? AddressStatus.INVALID : AddressStatus.UNCONFIRMED);
            }
        }
        prefixes.notListed(eni, gone);
        if (gone && !eni.ghost) {
            eni.ghost = true;
            node.note(eni + " is no longer attached to " + node.spec.instance());
        }
        if (gone && node.pool.detach(eni, node.now())) {
            node.enis.remove(eni);
        }
        return gone;
    }

    private void backAgain(NodeEni eni, EniDescription seen) {
        eni.ghost = false;
        eni.kind = CloudView.kindOf(seen);
        eni.schedulable = CloudView.isSchedulable(node.spec, seen);
        eni.state = EniReading.State.IN_USE;
        node.pool.reopen(eni);
        CloudView.adopt(node, eni, seen, List.of());
    }

    private void unknownAddresses(NodeEni eni, EniDescription seen, long askedAt) {
        if (looks <= START_LOOKS || eni.fromBefore) {
            // While it was busy or had just changed it could not be compared: its second look may come later.
            eni.fromBefore = false;
            CloudView.adopt(node, eni, seen, node.recentlyGone.of(eni.knownId()));
            return;
        }
        List<String> listed = new ArrayList<>(seen.ipv4());
        listed.addAll(seen.ipv6());
        unknownPrefixes(eni, seen, askedAt);
        for (String address : listed) {
            if (node.pool.slotOf(eni, address).isEmpty()) {
                stranger(address + " of " + eni, askedAt);
            }
        }
    }

    private void unknownPrefixes(NodeEni eni, EniDescription seen, long askedAt) {
        List<String> listed = new ArrayList<>(seen.ipv4Prefixes());
        listed.addAll(seen.ipv6Prefixes());
        listed.removeAll(eni.prefixes.keySet());
        listed.forEach(cidr -> stranger(cidr + " of " + eni, askedAt));
    }

    private void unknownEni(EniDescription seen, long askedAt) {
        if (node.eni(seen.id()) != null) {
            return;
        }
        if (looks <= START_LOOKS && seen.status() == EniStatus.IN_USE && !node.intents.awaits(seen)) {
            takeIn(seen);
        } else {
            stranger(String.valueOf(seen.id()), askedAt);
        }
    }

    /** It was attached so shortly before the start that its first look did not show it. */
    private void takeIn(EniDescription seen) {
        NodeEni eni = new NodeEni(CloudView.kindOf(seen), seen.vSwitch());
        eni.id = seen.id();
        eni.state = EniReading.State.IN_USE;
        eni.schedulable = CloudView.isSchedulable(node.spec, seen);
        node.enis.add(eni);
        CloudView.adopt(node, eni, seen, node.recentlyGone.of(seen.id()));
    }

    private void stranger(String what, long askedAt) {
        Stranger known = strangers.getOrDefault(what, new Stranger(askedAt, askedAt));
        strangers.put(what, new Stranger(known.firstSeen(), askedAt));
        if (askedAt - known.firstSeen() >= node.times().lag().toNanos()) {
            node.note(what + " is in the cloud and not ours: it is left alone until the next start");
        }
    }
}
