package dev.podnetwork.core.node;

import dev.podnetwork.api.cloud.CloudFault;
import dev.podnetwork.api.cloud.CloudOp;
import dev.podnetwork.api.cloud.CloudReply;
import dev.podnetwork.api.cloud.EniAttachment;
import dev.podnetwork.api.cloud.EniDescription;
import dev.podnetwork.api.cloud.Observation;
import dev.podnetwork.api.pool.CloudIntent;
import dev.podnetwork.api.pool.JournalEntry;
import dev.podnetwork.core.allocation.Call;
import dev.podnetwork.core.cloud.Priority;
import dev.podnetwork.core.plan.EniReading;
import dev.podnetwork.core.pool.SlotView;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An interface that goes: nothing is leased from it any more and nobody holds anything of it before the intent is written;
 * then detach, delete, and it is gone when two answers do not hold it. Until then it takes its place on the node
 * (spec: node-ipam §8.1; terway#770, #826).
 */
final class DeleteWork extends EniWork {
    private long changedAt;
    private int emptyAnswers;
    private boolean deleting;

    DeleteWork(NodeCore node, NodeEni eni) {
        super(node, eni);
    }

    /** Begins, unless somebody got an address of it since it was planned. */
    void start() {
        if (!node.pool.drained(eni, node.now())) {
            node.pool.reopen(eni);
            node.settled(eni);
            return;
        }
        eni.state = EniReading.State.LEAVING;
        open(wish(), this::look);
    }

    /** Begins with an interface that never served; its first intent is settled in the same write. */
    void startInPlaceOf(@Nullable CloudIntent before) {
        eni.state = EniReading.State.LEAVING;
        eni.incoming = EniReading.Incoming.NONE;
        List<JournalEntry> along = before == null ? List.of() : List.of(node.intents.closing(before));
        node.intents.open(wish(), along, made -> {
            intent = made;
            look();
        });
    }

    /** Another process began. */
    void resume(CloudIntent before) {
        intent = before;
        eni.state = EniReading.State.LEAVING;
        look();
    }

    private Intents.Wish wish() {
        return new Intents.Wish(CloudIntent.Kind.DELETE_ENI, eni.knownId(), eni.vSwitch, 0, 0, List.of());
    }

    private void look() {
        changedAt = node.now() - node.times().lag().toNanos();
        watch(Call.OBSERVE, true, this::observed);
    }

    private void observed(Observation observation) {
        EniDescription seen = observation.seen();
        boolean late = isAfter(observation, changedAt);
        if (seen == null) {
            missing(late);
            return;
        }
        emptyAnswers = 0;
        switch (seen.status()) {
            case IN_USE -> inUse(seen, late);
            case AVAILABLE -> available(late);
            // A detach or delete that hangs is asked for again.
            case DETACHING -> hanging(late, () -> detach(seen));
            case DELETING -> hanging(late, this::delete);
            case ATTACHING -> watch(Call.DETACH, false, this::observed);
        }
    }

    private void inUse(EniDescription seen, boolean late) {
        EniAttachment at = seen.attachment();
        if (at != null && !at.instance().equals(node.spec.instance())) {
            left(addresses());
        } else if (!CloudView.isSchedulable(node.spec, seen)) {
            undone();
        } else if (late) {
            detach(seen);
        } else {
            watch(Call.DETACH, false, this::observed);
        }
    }

    /** Somebody made it theirs while it was still attached: it is left alone, as it was (scenario H32). */
    private void undone() {
        eni.state = EniReading.State.IN_USE;
        eni.unserved = 0;
        eni.schedulable = false;
        node.pool.reopen(eni);
        node.pool.schedulable(eni);
        node.intents.close(opened(), List.of());
        node.settled(eni);
    }

    private void available(boolean late) {
        if (late || !deleting) {
            delete();
        } else {
            watch(Call.DELETE, false, this::observed);
        }
    }

    private void hanging(boolean late, Runnable again) {
        boolean forLong = node.now() - changedAt > 4 * node.times().lag().toNanos();
        if (late && forLong) {
            again.run();
        } else {
            watch(deleting ? Call.DELETE : Call.DETACH, false, this::observed);
        }
    }

    private void detach(EniDescription seen) {
        EniAttachment at = seen.attachment();
        CloudOp op = new CloudOp.DetachEni(eni.knownId(), at == null ? node.spec.instance() : at.instance(), null);
        call(op, Priority.SHRINK, (reply, sentAt) -> taken(reply, Call.DETACH));
    }

    private void delete() {
        deleting = true;
        call(new CloudOp.DeleteEni(eni.knownId()), Priority.SHRINK, (reply, sentAt) -> taken(reply, Call.DELETE));
    }

    private void taken(CloudReply reply, Call what) {
        changedAt = node.now();
        if (reply instanceof CloudReply.Accepted) {
            succeeded();
            watch(what, true, this::observed);
            return;
        }
        CloudFault fault = Answered.faultOf(reply);
        again(fault, () -> watch(what, false, this::observed));
    }

    private void missing(boolean late) {
        emptyAnswers += late && !eni.isYoung(node.now(), node.times().lag().toNanos()) ? 1 : 0;
        if (emptyAnswers >= 2) {
            gone();
        } else {
            node.after(node.times().lag().toNanos(), () -> watch(Call.DELETE, false, this::observed));
        }
    }

    private List<SlotView> addresses() {
        List<SlotView> all = new ArrayList<>(node.pool.slots(eni, node.now()));
        eni.prefixes.values().forEach(prefix -> all.addAll(node.pool.slots(eni, prefix, node.now())));
        return all;
    }

    /** The cloud has it no more, and its addresses are free. */
    private void gone() {
        List<SlotView> all = addresses();
        long ipv4 = all.stream().filter(slot -> slot.address().ipv4() != null).count();
        node.fleet.ledger.freed(eni.vSwitch, eni.unserved + (int) ipv4, node.now());
        left(all);
    }

    /** It is not this node's any more. */
    private void left(List<SlotView> all) {
        boolean out = eni.block == null || node.pool.detach(eni, node.now());
        if (out) {
            node.enis.remove(eni);
        }
        node.intents.close(opened(), out ? RecentlyGone.cooldownsEnd(all) : List.of());
        node.settled(eni);
    }
}
