package dev.podnetwork.core.runtime;

import dev.podnetwork.api.NodeRef;
import dev.podnetwork.api.PodNetworkAllocator;
import dev.podnetwork.api.PodRef;
import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.allocation.Allocation;
import dev.podnetwork.api.allocation.AllocationPhase;
import dev.podnetwork.api.allocation.AllocationRequest;
import dev.podnetwork.api.allocation.InterfaceAllocation;
import dev.podnetwork.core.allocation.AllocationEvent;
import dev.podnetwork.core.allocation.Memory;
import dev.podnetwork.core.cloud.WaitLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an allocator believes of what is shared, compared with what it is about: every count follows from the committed records
 * and the steps under way, nobody stands uncalled before what is free, and whoever was called is about to step. To be asked
 * between two tasks of its loop.
 */
public final class Books {
    private final Term term;
    private final SharedResources shared;
    private final List<String> wrong = new ArrayList<>();

    private Books(Term term) {
        this.term = term;
        this.shared = term.shared();
    }

    /** Everything that is not so, one line each; empty as well for an allocator that does not lead. */
    public static List<String> wrong(PodNetworkAllocator allocator) {
        Term term = allocator instanceof AllocatorShell shell ? shell.term() : null;
        return term == null || !term.driver().synced() ? List.of() : new Books(term).findings();
    }

    /** Plants what {@link #wrong} must find: a slot for this pod is not given back, though its step came to nothing. */
    public static void keepSlot(PodNetworkAllocator allocator, PodRef pod) {
        Term term = ((AllocatorShell) allocator).term();
        AllocationRequest request = term == null ? null : term.wishes().request(pod);
        if (term != null && request != null) {
            term.shared().slots.add(request.node(), 1);
        }
    }

    /** Plants the same for the work in parallel. */
    public static void keepWork(PodNetworkAllocator allocator) {
        Term term = ((AllocatorShell) allocator).term();
        if (term != null) {
            term.shared().work.add(1);
        }
    }

    /** Plants the same for those who are called: the first before each vSwitch does not hear it. Whether anybody stood there. */
    public static boolean loseCall(PodNetworkAllocator allocator) {
        Term term = ((AllocatorShell) allocator).term();
        boolean lost = false;
        for (VSwitchId id :
                term == null ? List.<VSwitchId>of() : term.shared().ledger.known()) {
            lost |= !term.shared().ledger.line(id).call(1).isEmpty();
        }
        return lost;
    }

    private List<String> findings() {
        boolean still = true;
        for (Mailbox<Allocation, AllocationEvent, Memory> box : term.driver().mailboxes()) {
            still &= !isMoving(box);
        }
        if (still) {
            counts();
        }
        for (NodeRef node : shared.slots.nodes()) {
            line("slots of " + node, shared.slots.line(node), shared.slots.left(node), still, true);
        }
        line("parallel work", shared.work.line(), shared.work.left(), still, false);
        for (VSwitchId id : shared.ledger.known()) {
            line("addresses of " + id, shared.ledger.line(id), shared.ledger.callable(id), still, false);
        }
        return wrong;
    }

    private static boolean isMoving(Mailbox<Allocation, AllocationEvent, Memory> box) {
        return box.busy || box.posted || box.hasEvents() || box.stopped;
    }

    private void counts() {
        Map<NodeRef, Integer> slots = new TreeMap<>();
        Map<VSwitchId, Integer> reserved = new TreeMap<>();
        int work = 0;
        for (Mailbox<Allocation, AllocationEvent, Memory> box : term.driver().mailboxes()) {
            Allocation record = box.record();
            if (record == null) {
                continue;
            }
            if (holdsSlots(record.phase())) {
                slots.merge(record.node(), record.interfaces().size(), Integer::sum);
            }
            work += isWork(record.phase()) ? 1 : 0;
            for (InterfaceAllocation each : record.interfaces()) {
                if (record.phase() == AllocationPhase.REQUESTED && each.eni() == null) {
                    reserved.merge(each.vSwitch(), 1, Integer::sum);
                }
            }
        }
        same("slots", slots, shared.slots.taken());
        same("parallel work", work, shared.work.used());
        for (VSwitchId id : shared.ledger.known()) {
            int idle = term.stepper().idle().givenBack(id);
            same("reservations of " + id, reserved.getOrDefault(id, 0) - idle, shared.ledger.reserved(id));
        }
    }

    /** Design §5, said again here: an interface that is not seen to be off its node takes a slot of it. */
    private static boolean holdsSlots(AllocationPhase phase) {
        return isWork(phase) || phase == AllocationPhase.BOUND || phase == AllocationPhase.DETACHING;
    }

    private static boolean isWork(AllocationPhase phase) {
        return phase == AllocationPhase.REQUESTED || phase == AllocationPhase.ATTACHING;
    }

    private void same(String what, Object expected, Object found) {
        if (!expected.equals(found)) {
            wrong.add(what + ": the records say " + expected + ", booked are " + found);
        }
    }

    private void line(String what, WaitLine line, long free, boolean still, boolean slots) {
        if (line.isOwed(free)) {
            wrong.add(line.everybody() + " wait for " + what + ", " + free + " are free, and called are only "
                    + line.called());
        }
        for (PodRef called : line.called()) {
            Mailbox<Allocation, AllocationEvent, Memory> box = term.driver().mailbox(called);
            if (box == null || !isMoving(box)) {
                wrong.add(called + " was called to " + what + " and does not try");
            }
        }
        for (PodRef declined : still ? line.declined() : List.<PodRef>of()) {
            long needs = needs(declined, slots);
            if (needs > 0 && free - line.called().size() >= needs) {
                wrong.add(declined + " waits for " + what + " and does not take " + needs + " of " + free
                        + " that are free");
            }
        }
    }

    /** How many units of a line this pod needs: 0 when that is not known for sure. */
    private long needs(PodRef pod, boolean slots) {
        Mailbox<Allocation, AllocationEvent, Memory> box = term.driver().mailbox(pod);
        AllocationRequest request = term.wishes().request(pod);
        if (box == null || box.record() != null || request == null) {
            return 0;
        }
        int interfaces = request.interfaces().size();
        return slots || interfaces == 1 ? interfaces : 0;
    }
}
