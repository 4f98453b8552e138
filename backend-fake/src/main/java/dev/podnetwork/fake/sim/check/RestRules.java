package dev.podnetwork.fake.sim.check;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.PodRef;
import dev.podnetwork.api.allocation.AllocatedEni;
import dev.podnetwork.api.allocation.Allocation;
import dev.podnetwork.api.allocation.InterfaceAllocation;
import dev.podnetwork.api.cloud.EniAttachment;
import dev.podnetwork.api.cloud.EniDescription;
import dev.podnetwork.api.cloud.EniStatus;
import dev.podnetwork.api.release.ReleasePolicy;
import dev.podnetwork.fake.sim.cluster.SimPod;
import dev.podnetwork.spi.Stored;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What records and interfaces must be when nothing moves any more. */
final class RestRules {
    private static final Duration EXPIRY_SLACK = Duration.ofMinutes(10);

    private final CapacityOracle.World world;
    private final String ourTag;

    RestRules(CapacityOracle.World world, String ourTag) {
        this.world = world;
        this.ourTag = ourTag;
    }

    List<String> findings() {
        List<String> findings = new ArrayList<>();
        Set<EniId> held = new HashSet<>();
        for (Stored<Allocation> stored : world.store().all()) {
            String found = wrong(stored.key(), stored);
            if (found != null) {
                findings.add("the record of " + stored.key() + " " + found);
            }
            for (InterfaceAllocation each : stored.record().interfaces()) {
                AllocatedEni eni = each.eni();
                if (eni != null) {
                    held.add(eni.id());
                }
            }
        }
        for (EniDescription eni : world.cloud().enis()) {
            if (eni.tags().containsKey(ourTag) && !held.contains(eni.id())) {
                findings.add(
                        eni.id() + " (" + eni.status() + ", created " + eni.createdAt() + ") is ours and in no record");
            }
        }
        return findings;
    }

    private @Nullable String wrong(PodRef key, Stored<Allocation> stored) {
        Allocation record = stored.record();
        return switch (record.phase()) {
            case BOUND -> wrongBound(key, record);
            case RETAINED -> wrongRetained(key, stored);
            case REQUESTED -> record.returning() && lacksAddress(record) ? null : "is stuck in " + record.phase();
            case ATTACHING, DETACHING, DELETING -> "is stuck in " + record.phase();
        };
    }

    /** An interface of a bound pod vanished, and its vSwitch has no address for another one. */
    private boolean lacksAddress(Allocation record) {
        return record.interfaces().stream()
                .anyMatch(each ->
                        each.eni() == null && world.cloud().use(each.vSwitch()).free() == 0);
    }

    private @Nullable String wrongBound(PodRef key, Allocation record) {
        SimPod pod = world.cluster().pod(key).orElse(null);
        boolean served = pod != null
                && pod.uid().equals(record.podUid())
                && pod.mayRun()
                && pod.node().filter(record.node()::equals).isPresent();
        if (!served) {
            return "is bound for " + record.podUid() + " on " + record.node() + ", and the pod is " + pod;
        }
        for (InterfaceAllocation each : record.interfaces()) {
            AllocatedEni held = Objects.requireNonNull(each.eni());
            EniDescription eni = world.cloud().eni(held.id()).orElse(null);
            EniAttachment at = eni == null ? null : eni.attachment();
            boolean right = eni != null
                    && at != null
                    && eni.status() == EniStatus.IN_USE
                    && at.instance().equals(record.instance())
                    && Objects.equals(at.trunk(), record.trunk())
                    && eni.primaryIpv4().equals(held.ipv4());
            if (!right) {
                return "is bound, and " + held.id() + " is " + eni;
            }
        }
        return null;
    }

    private @Nullable String wrongRetained(PodRef key, Stored<Allocation> stored) {
        Allocation record = stored.record();
        if (!record.fixed()) {
            return "is retained and elastic";
        }
        if (stored.deletionRequested()) {
            return "is retained although its deletion was asked for";
        }
        for (InterfaceAllocation each : record.interfaces()) {
            EniDescription eni = each.eni() == null
                    ? null
                    : world.cloud().eni(Objects.requireNonNull(each.eni()).id()).orElse(null);
            if (eni == null || eni.status() != EniStatus.AVAILABLE) {
                return "is retained, and its interface is " + (eni == null ? "gone" : eni.status());
            }
        }
        return world.cluster().pod(key).isEmpty() && overdue(record)
                ? "is retained since " + record.lastSeen() + " and long expired"
                : null;
    }

    private boolean overdue(Allocation record) {
        Instant seen = record.lastSeen();
        for (InterfaceAllocation each : record.interfaces()) {
            ReleasePolicy release = each.spec().release();
            Duration keep = release instanceof ReleasePolicy.Ttl ttl ? ttl.after() : Duration.ZERO;
            boolean kept = seen == null
                    || release instanceof ReleasePolicy.Never
                    || world.time().storeTime().isBefore(seen.plus(keep).plus(EXPIRY_SLACK));
            if (kept) {
                return false;
            }
        }
        return true;
    }
}
