package dev.podnetwork.fake.sim.check;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.InstanceId;
import dev.podnetwork.api.PodRef;
import dev.podnetwork.api.allocation.Allocation;
import dev.podnetwork.api.allocation.AllocationPhase;
import dev.podnetwork.api.allocation.InterfaceAllocation;
import dev.podnetwork.api.cloud.CloudOp;
import dev.podnetwork.api.cloud.EniDescription;
import dev.podnetwork.fake.sim.SimProcess;
import dev.podnetwork.fake.sim.cluster.SimNode;
import dev.podnetwork.spi.Stored;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a call must rest on at the moment it leaves its process: a committed record in the right phase, and the lease. */
final class CallRules {
    private static final String INTENT = "no mutating call before its intent is committed";

    private final Scene scene;
    private final HoldingRules holdings;
    private final Map<String, PodRef> openTokens = new HashMap<>();

    CallRules(Scene scene, HoldingRules holdings) {
        this.scene = scene;
        this.holdings = holdings;
    }

    void changed(PodRef key, @Nullable Allocation before, @Nullable Allocation after) {
        TokenRule rule = scene.settings().tokens();
        Stored<Allocation> stored = rule == null || after == null ? null : scene.stored(key);
        if (rule == null || stored == null || after == null) {
            return;
        }
        for (InterfaceAllocation each : after.interfaces()) {
            String token = rule.token(stored.uid(), each.spec().name(), each.intent());
            if (each.eni() == null) {
                openTokens.put(token, key);
            } else {
                openTokens.remove(token);
            }
        }
    }

    void sent(SimProcess process, long deadline, CloudOp op) {
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
            create(create);
        } else if (op instanceof CloudOp.AttachEni attach) {
            attach(attach);
        } else if (op instanceof CloudOp.DetachEni detach) {
            detach(detach);
        } else if (op instanceof CloudOp.DeleteEni delete) {
            delete(delete);
        }
    }

    private void create(CloudOp.CreateEni op) {
        String tag = op.tags().get(scene.settings().ourTag());
        if (op.clientToken().isBlank() || !op.clientToken().equals(tag)) {
            scene.fail(
                    "a create carries its token, also as a tag",
                    null,
                    "token '" + op.clientToken() + "', tag " + scene.settings().ourTag() + "=" + tag);
        }
        if (scene.settings().tokens() != null && scene.settings().oneKeyIn() <= 1) {
            PodRef key = openTokens.get(op.clientToken());
            if (key == null || scene.record(key) == null) {
                scene.fail(INTENT, key, op + " belongs to no open intent");
            }
        }
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
        boolean wasBound = record.lastSeen() != null || record.phase() == AllocationPhase.BOUND;
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
        EniDescription eni = scene.eni(id);
        boolean release = op.releasing();
        boolean fine = scene.settings().oneKeyIn() > 1 || (release && (eni == null || scene.ours(eni)));
        if (!fine) {
            String name = release ? "what is released carries our tag or is in a record" : INTENT;
            scene.fail(name, null, op + ", and no record names " + id);
        }
    }
}
