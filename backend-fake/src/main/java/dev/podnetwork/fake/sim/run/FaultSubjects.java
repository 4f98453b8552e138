package dev.podnetwork.fake.sim.run;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.InstanceId;
import dev.podnetwork.api.NodeRef;
import dev.podnetwork.api.PodRef;
import dev.podnetwork.api.allocation.AllocatedEni;
import dev.podnetwork.api.allocation.Allocation;
import dev.podnetwork.api.allocation.InterfaceAllocation;
import dev.podnetwork.api.cloud.CloudOp;
import dev.podnetwork.api.cloud.LeniOp;
import dev.podnetwork.fake.sim.RecordChange;
import dev.podnetwork.fake.sim.check.TokenRule;
import dev.podnetwork.spi.Stored;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which keys a fault is about: those whose interface the call names, whose token it carries, whose record or pod was asked
 * for. What is asked for everybody, a list or the walk of a vSwitch, is about every key.
 */
final class FaultSubjects {
    private final SimSite site;
    private final @Nullable TokenRule tokens;
    private final String tokenTag;
    private final Map<EniId, PodRef> owners = new HashMap<>();

    FaultSubjects(SimSite site, @Nullable TokenRule tokens, String tokenTag) {
        this.site = site;
        this.tokens = tokens;
        this.tokenTag = tokenTag;
        site.store().onChange(new RecordChange<>() {
            @Override
            public void changed(PodRef key, @Nullable Allocation before, @Nullable Allocation after) {
                if (after != null) {
                    own(key, after);
                }
            }
        });
    }

    private void own(PodRef key, Allocation record) {
        for (InterfaceAllocation each : record.interfaces()) {
            AllocatedEni eni = each.eni();
            if (eni != null) {
                owners.put(eni.id(), key);
            }
        }
    }

    /** Tells a watch of every fault of this site from now on. */
    void tell(SimWatch watch) {
        site.faults()
                .onHappened((kind, op, eni) -> watch.fault(
                        kind, eni == null ? of(op) : owner(eni), site.world().nanos()));
        site.store()
                .faults()
                .onStrike((kind, about) ->
                        watch.fault("store " + kind, of(about), site.world().nanos()));
        site.cluster()
                .faults()
                .onStrike((kind, about) ->
                        watch.fault("view " + kind, of(about), site.world().nanos()));
    }

    private @Nullable Set<PodRef> of(@Nullable Object about) {
        if (about instanceof PodRef pod) {
            return Set.of(pod);
        }
        return about instanceof NodeRef node ? where(record -> record.node().equals(node)) : null;
    }

    private @Nullable Set<PodRef> of(CloudOp op) {
        if (op instanceof CloudOp.CreateEni create) {
            return owner(create.clientToken());
        } else if (op instanceof CloudOp.AttachEni attach) {
            InstanceId instance = attach.instance();
            Set<PodRef> there = where(record -> instance.equals(record.instance()));
            Set<PodRef> its = owner(attach.eni());
            return its.isEmpty() ? there : its;
        } else if (op instanceof CloudOp.DetachEni detach) {
            return owner(detach.eni());
        } else if (op instanceof CloudOp.DeleteEni delete) {
            return owner(delete.eni());
        } else if (op instanceof LeniOp leni) {
            return ofLingjun(leni);
        }
        return op instanceof CloudOp.DescribeEnis describe ? of(describe) : null;
    }

    private @Nullable Set<PodRef> ofLingjun(LeniOp op) {
        if (op instanceof LeniOp.CreateLeni create) {
            return owner(create.clientToken());
        } else if (op instanceof LeniOp.AttachLeni attach) {
            return owner(attach.leni());
        } else if (op instanceof LeniOp.DetachLeni detach) {
            return owner(detach.leni());
        } else if (op instanceof LeniOp.DeleteLeni delete) {
            return owner(delete.leni());
        }
        return op instanceof LeniOp.DescribeLenis describe && describe.leni() != null ? owner(describe.leni()) : null;
    }

    private @Nullable Set<PodRef> of(CloudOp.DescribeEnis describe) {
        String token = describe.filter().tags().get(tokenTag);
        if (token != null) {
            return owner(token);
        } else if (describe.filter().ids().isEmpty()) {
            return null;
        }
        Set<PodRef> all = new TreeSet<>();
        describe.filter().ids().forEach(id -> all.addAll(owner(id)));
        return all;
    }

    private Set<PodRef> owner(EniId eni) {
        PodRef owner = owners.get(eni);
        return owner == null ? Set.of() : Set.of(owner);
    }

    private Set<PodRef> owner(String token) {
        Set<PodRef> found = new TreeSet<>();
        for (Stored<Allocation> stored : site.store().all()) {
            for (InterfaceAllocation each : stored.record().interfaces()) {
                if (tokens != null
                        && tokens.token(stored.uid(), each.spec().name(), each.intent())
                                .equals(token)) {
                    found.add(stored.key());
                }
            }
        }
        return found;
    }

    private Set<PodRef> where(Predicate<Allocation> holds) {
        Set<PodRef> found = new TreeSet<>();
        for (Stored<Allocation> stored : site.store().all()) {
            if (holds.test(stored.record())) {
                found.add(stored.key());
            }
        }
        return found;
    }
}
