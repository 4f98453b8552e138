package dev.podnetwork.core.runtime;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.NodeRef;
import dev.podnetwork.api.PodRef;
import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.allocation.Allocation;
import dev.podnetwork.api.allocation.AllocationPhase;
import dev.podnetwork.api.allocation.Attached;
import dev.podnetwork.api.allocation.InterfaceAllocation;
import dev.podnetwork.api.allocation.InterfaceSpec;
import dev.podnetwork.core.allocation.Claims;
import dev.podnetwork.core.cloud.CardLedger;
import dev.podnetwork.core.cloud.NodeSlots;
import dev.podnetwork.core.cloud.QuotaGate;
import dev.podnetwork.core.cloud.VSwitchLedger;
import dev.podnetwork.core.cloud.WorkSlots;
import dev.podnetwork.spi.Env;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What records hold of what is shared. Every count follows from the committed records: when one replaces another, the
 * difference is booked; reservations of steps under way come on top.
 */
final class SharedResources {
    final NodeSlots slots = new NodeSlots();
    final CardLedger cards = new CardLedger();
    final VSwitchLedger ledger = new VSwitchLedger();
    final QuotaGate quotas = new QuotaGate();
    final WorkSlots work;
    /** Pods that wait in line for more than one slot: the next one may go before them. Read from any thread. */
    final Set<PodRef> wide = ConcurrentHashMap.newKeySet();

    /** Reservations of steps that are being written, by node and by vSwitch. Read from any thread. */
    private final Map<Object, Integer> opening = new ConcurrentHashMap<>();

    /** Asked, never walked. */
    private final Map<EniId, PodRef> holders = new HashMap<>();

    private final Set<VSwitchId> named = new LinkedHashSet<>();
    private final Env env;
    private final Consumer<PodRef> poke;

    SharedResources(Env env, int parallelPods, Consumer<PodRef> poke) {
        this.env = env;
        this.work = new WorkSlots(parallelPods);
        this.poke = poke;
    }

    /** Takes all or nothing. */
    boolean reserve(Claims claims, int slotsOfNode) {
        if (!slots.take(claims.node(), claims.slots(), slotsOfNode)) {
            return false;
        }
        if (claims.work() && !work.take()) {
            slots.add(claims.node(), -claims.slots());
            return false;
        }
        if (!takeAddresses(claims)) {
            slots.add(claims.node(), -claims.slots());
            work.add(claims.work() ? -1 : 0);
            return false;
        }
        opening(claims, 1);
        return true;
    }

    private boolean takeAddresses(Claims claims) {
        if (claims.addresses().size() == 1) {
            return ledger.take(claims.addresses().get(0), 1);
        }
        Map<VSwitchId, Integer> taken = new LinkedHashMap<>();
        for (VSwitchId id : new LinkedHashSet<>(claims.addresses())) {
            int addresses = Collections.frequency(claims.addresses(), id);
            if (!ledger.take(id, addresses)) {
                taken.forEach((back, count) -> ledger.reserve(back, -count));
                return false;
            }
            taken.put(id, addresses);
        }
        return true;
    }

    private void opening(Claims claims, int sign) {
        opening.merge(claims.node(), sign, SharedResources::orNone);
        claims.addresses().forEach(id -> opening.merge(id, sign, SharedResources::orNone));
    }

    @SuppressWarnings("NullAway") // a map drops what is merged to null
    private static Integer orNone(Integer before, Integer more) {
        return before + more == 0 ? null : before + more;
    }

    /** Whether a step that takes something of this node or vSwitch is being written, and may come to nothing. From any thread. */
    boolean isOpening(Object nodeOrVSwitch) {
        return opening.containsKey(nodeOrVSwitch);
    }

    /** Gives a reservation back. */
    void unreserve(Claims claims) {
        opening(claims, -1);
        slots.add(claims.node(), -claims.slots());
        work.add(claims.work() ? -1 : 0);
        claims.addresses().forEach(id -> ledger.reserve(id, -1));
        callForNode(claims.node());
        callForWork();
        claims.addresses().forEach(this::callForAddress);
    }

    /** Books the difference between two records of one key. */
    void replace(@Nullable Allocation before, @Nullable Allocation after) {
        if (after != null) {
            book(after, 1);
        }
        if (before != null) {
            book(before, -1);
        }
        addresses(before, after);
        quotas(before, after);
        index(before, after);
        cards(before, after);
        tell(before, after);
    }

    private void book(Allocation record, int sign) {
        if (holdsSlots(record)) {
            slots.add(record.node(), sign * record.interfaces().size());
        }
        if (working(record)) {
            work.add(sign);
        }
        if (record.phase() == AllocationPhase.REQUESTED) {
            for (InterfaceAllocation each : record.interfaces()) {
                if (each.eni() == null) {
                    ledger.reserve(each.vSwitch(), sign);
                }
            }
        }
    }

    /** An interface takes a slot of its node from the intent until it is seen unattached. */
    static boolean holdsSlots(Allocation record) {
        return switch (record.phase()) {
            case REQUESTED, ATTACHING, BOUND, DETACHING -> true;
            case RETAINED, DELETING -> false;
        };
    }

    private static boolean working(Allocation record) {
        return record.phase() == AllocationPhase.REQUESTED || record.phase() == AllocationPhase.ATTACHING;
    }

    /** A record that is read again after a restart books its cards again (weakness W30). */
    private void cards(@Nullable Allocation before, @Nullable Allocation after) {
        if (before != null && cards.knows(before.node())) {
            for (InterfaceAllocation each : before.interfaces()) {
                if (each.eni() != null
                        && !isThere(after, before.node(), each.eni().id())) {
                    cards.release(before.node(), each.eni().id());
                }
            }
        }
        if (after != null && holdsSlots(after)) {
            for (InterfaceAllocation each : after.interfaces()) {
                Attached at = each.attached();
                if (each.eni() != null && at != null && at.networkCardIndex() != null) {
                    cards.hold(after.node(), each.eni().id(), at.networkCardIndex());
                }
            }
        }
    }

    private static boolean isThere(@Nullable Allocation record, NodeRef node, EniId eni) {
        return record != null
                && holdsSlots(record)
                && record.node().equals(node)
                && record.interfaces().stream()
                        .anyMatch(each -> each.eni() != null && each.eni().id().equals(eni));
    }

    private void addresses(@Nullable Allocation before, @Nullable Allocation after) {
        if (before != null && after != null) {
            int common = Math.min(before.interfaces().size(), after.interfaces().size());
            for (int i = 0; i < common; i++) {
                if (before.interfaces().get(i).eni() == null
                        && after.interfaces().get(i).eni() != null) {
                    ledger.made(after.interfaces().get(i).vSwitch(), 1, env.ticks());
                }
            }
        } else if (before != null) {
            for (InterfaceAllocation each : before.interfaces()) {
                if (each.eni() != null) {
                    ledger.freed(each.vSwitch(), 1, env.ticks());
                }
            }
        }
    }

    private void quotas(@Nullable Allocation before, @Nullable Allocation after) {
        if (before == null || !quotas.anyUsedUp()) {
            return;
        }
        boolean made = after != null && after.complete() && !before.complete();
        if (made || after == null) {
            for (InterfaceAllocation each : before.interfaces()) {
                if (made || each.eni() != null) {
                    quotas(quotasOf(each.spec()), made);
                }
            }
        }
    }

    private void quotas(List<String> touched, boolean made) {
        if (!quotas.anyUsedUp()) {
            return;
        }
        if (made) {
            quotas.made(touched);
        } else {
            quotas.freed(touched, env.ticks());
        }
        touched.forEach(this::passOnQuota);
    }

    /** The quotas that an interface counts against. */
    static List<String> quotasOf(InterfaceSpec spec) {
        List<String> quotas = new ArrayList<>(spec.securityGroups().size() + 1);
        quotas.add(QuotaGate.ACCOUNT);
        spec.securityGroups().forEach(each -> quotas.add(each.value()));
        return quotas;
    }

    private void index(@Nullable Allocation before, @Nullable Allocation after) {
        if (before != null && after != null && before.interfaces() == after.interfaces()) {
            return;
        }
        if (before != null) {
            for (InterfaceAllocation each : before.interfaces()) {
                if (each.eni() != null) {
                    holders.remove(each.eni().id(), before.pod());
                }
            }
        }
        if (after != null) {
            for (InterfaceAllocation each : after.interfaces()) {
                named.add(each.vSwitch());
                if (each.eni() != null) {
                    holders.put(each.eni().id(), after.pod());
                }
            }
        }
    }

    /** The pod whose record names this interface. */
    @Nullable
    PodRef holder(EniId eni) {
        return holders.get(eni);
    }

    /** Every vSwitch that a record or a wish has named. */
    Set<VSwitchId> vSwitches() {
        Set<VSwitchId> all = new LinkedHashSet<>(named);
        all.addAll(ledger.known());
        return all;
    }

    private void tell(@Nullable Allocation before, @Nullable Allocation after) {
        if (before == null) {
            return;
        }
        boolean stays = after != null && holdsSlots(after) && after.node().equals(before.node());
        if (holdsSlots(before) && !stays) {
            callForNode(before.node());
        }
        if (working(before) && (after == null || !working(after))) {
            callForWork();
        }
        if (after == null || before.phase() == AllocationPhase.REQUESTED) {
            before.interfaces().forEach(each -> callForAddress(each.vSwitch()));
        }
    }

    /** More slots of a node may be free than before. */
    void callForNode(NodeRef node) {
        slots.line(node).renew();
        passOnNode(node);
    }

    /** Somebody did not take a slot that is free. */
    void passOnNode(NodeRef node) {
        slots.call(node).forEach(poke);
    }

    /** More slots for work may be free than before. */
    void callForWork() {
        work.line().renew();
        passOnWork();
    }

    /** Somebody did not take a slot for work that is free. */
    void passOnWork() {
        work.call().forEach(poke);
    }

    /** Somebody did not take the room that a quota may have. */
    void passOnQuota(String quota) {
        quotas.call(quota).forEach(poke);
    }

    /** The first thing is known of a vSwitch: everybody who waits for it learns what it is. */
    void tellAll(VSwitchId id) {
        ledger.line(id).everybody().forEach(poke);
    }

    /** More addresses of a vSwitch may be free than before. */
    void callForAddress(VSwitchId id) {
        ledger.line(id).renew();
        passOnAddress(id);
    }

    /** Somebody did not take an address that is free. */
    void passOnAddress(VSwitchId id) {
        ledger.call(id, env.ticks()).forEach(poke);
    }
}
