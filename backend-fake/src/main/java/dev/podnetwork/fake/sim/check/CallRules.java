package dev.podnetwork.fake.sim.check;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.InstanceId;
import dev.podnetwork.api.PodRef;
import dev.podnetwork.api.PodUid;
import dev.podnetwork.api.allocation.Allocation;
import dev.podnetwork.api.allocation.AllocationPhase;
import dev.podnetwork.api.allocation.EnoApi;
import dev.podnetwork.api.allocation.InterfaceAllocation;
import dev.podnetwork.api.cloud.CloudOp;
import dev.podnetwork.api.cloud.EniDescription;
import dev.podnetwork.api.cloud.LeniOp;
import dev.podnetwork.fake.sim.SimProcess;
import dev.podnetwork.fake.sim.cluster.SimNode;
import dev.podnetwork.spi.Stored;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What a call must rest on at the moment it leaves its process: a committed record in the right phase, and the lease. */
final class CallRules {
    private static final String INTENT = "no mutating call before its intent is committed";

    /** Everybody who looks for interfaces of a cluster looks for these (spec: control-plane §8.2). */
    private static final List<String> USUAL_TAGS = List.of("ack.aliyun.com", "creator");

    private final Scene scene;
    private final HoldingRules holdings;
    private final LeavingRules leavings;
    private final Map<String, Intent> intents = new HashMap<>();
    private final Map<PodRef, PodUid> lastBound = new HashMap<>();

    /** Which interface of which record a token was computed for. */
    private record Intent(PodRef key, int index) {}

    private Predicate<CloudOp> heldBack = op -> false;

    CallRules(Scene scene, HoldingRules holdings) {
        this.scene = scene;
        this.holdings = holdings;
        this.leavings = new LeavingRules(scene);
    }

    void changed(PodRef key, @Nullable Allocation before, @Nullable Allocation after) {
        if (after != null && after.phase() == AllocationPhase.BOUND) {
            lastBound.put(key, after.podUid());
        }
        if (before != null && after == null) {
            lastBound.remove(key);
            leavings.recordGone(key, before);
        }
        TokenRule rule = scene.settings().tokens();
        Stored<Allocation> stored = rule == null || after == null ? null : scene.stored(key);
        if (rule == null || stored == null || after == null) {
            return;
        }
        for (int i = 0; i < after.interfaces().size(); i++) {
            InterfaceAllocation each = after.interfaces().get(i);
            String token = rule.token(stored.uid(), each.spec().name(), each.intent());
            if (each.eni() == null) {
                intents.put(token, new Intent(key, i));
                leavings.opened(key, i, token);
            } else {
                intents.remove(token);
            }
        }
    }

    /** From now on no call like this may be sent. */
    void holdBack(Predicate<CloudOp> which) {
        heldBack = which;
    }

    void sent(SimProcess process, long deadline, CloudOp op) {
        if (heldBack.test(op)) {
            scene.fail("nothing is sent that the degradation switch holds back", null, process + " sent " + op);
        }
        if (!op.mutating()) {
            return;
        }
        if (process.ticks() > deadline) {
            scene.fail(
                    "a deposed process sends nothing",
                    null,
                    process + " sent " + op + " " + (process.ticks() - deadline) / 1_000_000 + " ms after its lease");
        }
        if (op instanceof CloudOp.CreateEni create) {
            create(create, create.clientToken(), create.tags());
        } else if (op instanceof LeniOp leni) {
            lingjun(leni);
        } else if (op instanceof CloudOp.AttachEni attach) {
            attach(attach);
        } else if (op instanceof CloudOp.DetachEni detach) {
            detach(detach);
        } else if (op instanceof CloudOp.DeleteEni delete) {
            delete(delete);
        }
    }

    /** A call about a Lingjun interface rests on what the same call about another one does. */
    private void lingjun(LeniOp op) {
        if (op instanceof LeniOp.CreateLeni create) {
            create(create, create.clientToken(), create.tags());
        } else if (op instanceof LeniOp.AttachLeni attach) {
            attach(new CloudOp.AttachEni(attach.leni(), attach.node(), null, null));
        } else if (op instanceof LeniOp.DetachLeni detach) {
            detach(new CloudOp.DetachEni(detach.leni(), detach.node(), null));
        } else if (op instanceof LeniOp.DeleteLeni delete) {
            delete(new CloudOp.DeleteEni(delete.leni()));
        }
    }

    private void create(CloudOp op, String token, Map<String, String> tags) {
        String tag = tags.get(scene.settings().ourTag());
        if (token.isBlank() || !token.equals(tag)) {
            scene.fail(
                    "a create carries its token, also as a tag",
                    null,
                    "token '" + token + "', tag " + scene.settings().ourTag() + "=" + tag);
        }
        TokenRule rule = scene.settings().tokens();
        if (rule != null && !tags.keySet().containsAll(USUAL_TAGS)) {
            scene.fail("a create carries the tags of the cluster and its creator", null, op.toString());
        }
        if (rule != null && scene.settings().oneKeyIn() <= 1) {
            Intent intent = intents.get(token);
            Stored<Allocation> stored = intent == null ? null : scene.stored(intent.key());
            if (intent == null || stored == null || !isOpen(intent, stored, token, rule)) {
                scene.fail(INTENT, intent == null ? null : intent.key(), op + " belongs to no open intent");
            } else {
                asRecorded(intent, stored.record(), op);
                leavings.nextIntent(intent.key(), intent.index(), token);
            }
        }
    }

    private static boolean isOpen(Intent intent, Stored<Allocation> stored, String token, TokenRule rule) {
        if (stored.record().phase() != AllocationPhase.REQUESTED) {
            return false;
        }
        InterfaceAllocation each = stored.record().interfaces().get(intent.index());
        return each.eni() == null
                && rule.token(stored.uid(), each.spec().name(), each.intent()).equals(token);
    }

    private void asRecorded(Intent intent, Allocation record, CloudOp op) {
        InterfaceAllocation each = record.interfaces().get(intent.index());
        boolean right = op instanceof CloudOp.CreateEni create
                ? asRecorded(create, each, record)
                : op instanceof LeniOp.CreateLeni leni && asRecorded(leni, each, record);
        if (!right) {
            scene.fail("a create asks for what its record says", intent.key(), op + ", and the record says " + each);
        }
    }

    /** A Lingjun node takes interfaces that are made for it, and no others. */
    private static boolean asRecorded(LeniOp.CreateLeni op, InterfaceAllocation each, Allocation record) {
        return record.api().lingjun()
                && op.vSwitch().equals(each.vSwitch())
                && op.zone().equals(record.zone())
                && Objects.equals(op.node(), record.instance())
                && each.spec().securityGroups().contains(op.securityGroup());
    }

    private boolean asRecorded(CloudOp.CreateEni op, InterfaceAllocation each, Allocation record) {
        return op.vSwitch().equals(each.vSwitch())
                && op.securityGroups().equals(each.spec().securityGroups())
                && op.ipv6Count() == each.spec().stack().ipv6Count()
                && op.trafficMode() == each.spec().extras().trafficMode()
                && Objects.equals(op.resourceGroupId(), each.spec().extras().resourceGroupId())
                && op.deleteOnRelease() == !record.fixed()
                && !servedByEflo(record);
    }

    /** A Lingjun node that does not say otherwise takes no interface of ECS; of a node that is gone nothing is known. */
    private boolean servedByEflo(Allocation record) {
        EnoApi api = scene.cluster()
                .node(record.node())
                .map(node -> node.spec().facts().api())
                .orElse(EnoApi.NONE);
        return api.lingjun() && api.annotation() == null;
    }

    private void attach(CloudOp.AttachEni op) {
        PodRef key = holdings.holder(op.eni());
        Allocation record = key == null ? null : scene.record(key);
        if (record == null) {
            unknown(op.eni(), op);
            return;
        }
        boolean right = record.phase() == AllocationPhase.ATTACHING
                && op.instance().equals(record.instance())
                && Objects.equals(op.trunk(), record.trunk());
        if (!right) {
            scene.fail(INTENT, key, op + ", and the record is " + record.phase() + " on " + record.instance());
        }
        SimNode node = scene.cluster().node(record.node()).orElse(null);
        EniDescription eni = scene.eni(op.eni());
        if (node != null && eni != null && !node.spec().facts().zone().equals(eni.zone())) {
            scene.fail(
                    "an attach stays in the zone of the interface",
                    key,
                    op + ", which is in " + eni.zone() + ", and " + record.node() + " is in "
                            + node.spec().facts().zone());
        }
    }

    private void detach(CloudOp.DetachEni op) {
        PodRef key = holdings.holder(op.eni());
        Allocation record = key == null ? null : scene.record(key);
        if (key == null || record == null) {
            unknown(op.eni(), op);
            return;
        }
        boolean here = op.instance().equals(record.instance());
        boolean leaving = record.phase() == AllocationPhase.BOUND || record.phase() == AllocationPhase.DETACHING;
        if (here && record.phase() == AllocationPhase.BOUND) {
            scene.fail(INTENT, key, op + ", and the record is " + record.phase());
        }
        boolean wasBound = record.podUid().equals(lastBound.get(key));
        if (here && leaving && wasBound && scene.mayRun(key, record.podUid()) && stillThere(record)) {
            scene.fail(
                    "the network of a living pod is never taken away",
                    key,
                    op + " while incarnation " + record.podUid() + " may run on " + record.node());
        }
    }

    /** Whether the record's node is still the machine the record was made for. */
    private boolean stillThere(Allocation record) {
        SimNode node = scene.cluster().node(record.node()).orElse(null);
        InstanceId instance = record.instance();
        return node != null && node.spec().facts().instance().equals(instance);
    }

    private void delete(CloudOp.DeleteEni op) {
        PodRef key = holdings.holder(op.eni());
        Allocation record = key == null ? null : scene.record(key);
        if (record == null) {
            unknown(op.eni(), op);
        } else if (!meantToGo(record)) {
            String name = record.phase() == AllocationPhase.RETAINED ? "a retained interface is never deleted" : INTENT;
            scene.fail(name, key, op + ", and the record is " + record.phase());
        }
    }

    /** The committed status {@code Deleting} is the intent for detach and delete (design §5). */
    private static boolean meantToGo(Allocation record) {
        return record.phase() == AllocationPhase.DELETING
                || (record.phase() == AllocationPhase.DETACHING && !record.keep());
    }

    /** The call is about an interface that no record names. */
    private void unknown(EniId id, CloudOp op) {
        if (scene.settings().oneKeyIn() > 1) {
            // It may well be named by a record of a key that is not looked at.
            return;
        }
        EniDescription eni = scene.eni(id);
        boolean release = op.releasing();
        if (!release || (eni != null && !scene.ours(eni))) {
            String name = release ? "what is released carries our tag or is in a record" : INTENT;
            scene.fail(name, null, op + ", and no record names " + id);
        }
        Duration age = eni == null
                ? Duration.ZERO
                : Duration.between(eni.createdAt(), scene.world().now());
        if (eni != null && age.compareTo(scene.settings().grace()) < 0) {
            scene.fail("an orphan is left alone during its grace", null, op + " at the age of " + age);
        }
    }
}
