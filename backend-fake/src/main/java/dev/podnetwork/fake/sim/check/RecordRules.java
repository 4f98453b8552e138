package dev.podnetwork.fake.sim.check;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.PodRef;
import dev.podnetwork.api.PodUid;
import dev.podnetwork.api.allocation.AllocatedEni;
import dev.podnetwork.api.allocation.Allocation;
import dev.podnetwork.api.allocation.AllocationPhase;
import dev.podnetwork.api.allocation.InterfaceAllocation;
import dev.podnetwork.api.cloud.EniDescription;
import dev.podnetwork.api.cloud.EniStatus;
import dev.podnetwork.api.release.ReleasePolicy;
import dev.podnetwork.fake.sim.cluster.SimPod;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a record may never do, whatever the cloud does: lose or change its address, forget when its pod went, expire early. */
final class RecordRules {
    /** A write that was held back carries the time at which it was decided. */
    private static final Duration STAMP_SLACK = Duration.ofMinutes(6);

    private final Scene scene;
    private final Set<PodRef> deletedByUser = new HashSet<>();
    private final Map<PodRef, Long> podSince = new HashMap<>();
    /** The newest incarnation of each name, and when it went. */
    private final Map<PodRef, PodUid> newest = new HashMap<>();

    private final Map<PodRef, Long> newestWent = new HashMap<>();

    RecordRules(Scene scene) {
        this.scene = scene;
    }

    void deletionRequested(PodRef key) {
        deletedByUser.add(key);
    }

    /** A pod of that name came, changed or went. */
    void podChanged(SimPod pod) {
        boolean there =
                scene.cluster().pod(pod.ref()).filter(each -> each == pod).isPresent();
        if (there) {
            podSince.putIfAbsent(pod.ref(), scene.world().nanos());
            newest.put(pod.ref(), pod.uid());
            newestWent.remove(pod.ref());
        } else {
            podSince.remove(pod.ref());
            newestWent.putIfAbsent(pod.ref(), scene.world().nanos());
        }
    }

    void changed(PodRef key, @Nullable Allocation before, @Nullable Allocation after) {
        if (before != null && after != null) {
            sameAddresses(key, before, after);
            sameIncarnation(key, before, after);
            deletionTime(key, before, after);
        }
        if (before != null && before.fixed() && letsGo(after) && !letsGo(before)) {
            mayGo(key, before, after == null || after.lastSeen() == null ? before : after);
        }
        if (after == null) {
            deletedByUser.remove(key);
        }
    }

    private void sameAddresses(PodRef key, Allocation before, Allocation after) {
        for (int i = 0; i < before.interfaces().size(); i++) {
            AllocatedEni had = before.interfaces().get(i).eni();
            AllocatedEni has =
                    i < after.interfaces().size() ? after.interfaces().get(i).eni() : null;
            boolean same = had == null
                    || isLost(before, had)
                    || (has != null
                            && had.id().equals(has.id())
                            && (had.ipv4().isEmpty() || had.ipv4().equals(has.ipv4()))
                            && Objects.equals(had.ipv6(), has.ipv6()));
            if (!same) {
                scene.fail("a record keeps its addresses", key, "had " + had + ", has " + has);
            }
        }
    }

    /** Gone, or a Lingjun interface that failed for good or is on its way out (scenario F11). */
    private boolean isLost(Allocation record, AllocatedEni had) {
        EniDescription eni = scene.eni(had.id());
        return eni == null || (record.api().lingjun() && eni.status() == EniStatus.DELETING);
    }

    private void sameIncarnation(PodRef key, Allocation before, Allocation after) {
        boolean bothBound = before.phase() == AllocationPhase.BOUND && after.phase() == AllocationPhase.BOUND;
        if (bothBound
                && !(before.podUid().equals(after.podUid()) && before.node().equals(after.node()))) {
            scene.fail(
                    "a bound record detaches before it serves another incarnation",
                    key,
                    before.podUid() + " on " + before.node() + " became " + after.podUid() + " on " + after.node());
        }
        boolean elastic = !before.fixed() && !before.podUid().equals(after.podUid());
        if (elastic) {
            scene.fail("an elastic record never changes uid", key, before.podUid() + " became " + after.podUid());
        }
    }

    private void deletionTime(PodRef key, Allocation before, Allocation after) {
        Instant was = before.lastSeen();
        Instant is = after.lastSeen();
        boolean detaches = before.phase() == AllocationPhase.BOUND && after.phase() == AllocationPhase.DETACHING;
        if (detaches && (is == null || is.isBefore(scene.world().storeTime().minus(STAMP_SLACK)))) {
            scene.fail("the release writes the deletion time", key, "pod last seen " + is + " in " + after.phase());
        }
        boolean away = isAway(before.phase()) && isAway(after.phase());
        if (away && was != null && !was.equals(is) && !seenAgain(key, before, after)) {
            scene.fail("the deletion time is written once", key, "was " + was + ", is " + is);
        }
    }

    /** The next pod of that name is there, or was until no longer ago than a cache can lag: the time follows it (decision 6). */
    private boolean seenAgain(PodRef key, Allocation before, Allocation after) {
        Instant was = before.lastSeen();
        Instant is = after.lastSeen();
        boolean forward = was != null
                && is != null
                && is.isAfter(was)
                && !is.isBefore(scene.world().storeTime().minus(STAMP_SLACK));
        boolean retained = before.phase() == AllocationPhase.RETAINED && after.phase() == AllocationPhase.RETAINED;
        PodUid next = newest.get(key);
        Long went = newestWent.get(key);
        boolean there = next != null
                && !next.equals(before.podUid())
                && (went == null || scene.world().nanos() - went < STAMP_SLACK.toNanos());
        return forward && retained && there;
    }

    private static boolean isAway(AllocationPhase phase) {
        return phase == AllocationPhase.DETACHING || phase == AllocationPhase.RETAINED;
    }

    /** On its way to be deleted, or gone. */
    private static boolean letsGo(@Nullable Allocation record) {
        return record == null
                || record.phase() == AllocationPhase.DELETING
                || (record.phase() == AllocationPhase.DETACHING && !record.keep());
    }

    private void mayGo(PodRef key, Allocation before, Allocation record) {
        if (deletedByUser.contains(key) || !before.complete() || noneLeft(before)) {
            return;
        }
        if (expired(record)) {
            noPodOf(key);
            return;
        }
        scene.fail(
                "a retained address goes only by expiry or by the deletion of its record",
                key,
                record.phase() + " with " + record.interfaces().get(0).spec().release() + ", pod last seen "
                        + record.lastSeen() + ", is let go at " + scene.world().storeTime());
    }

    private void noPodOf(PodRef key) {
        Long since = podSince.get(key);
        if (since != null && scene.world().nanos() - since > STAMP_SLACK.toNanos()) {
            scene.fail(
                    "a retained address does not expire while a pod of its name exists",
                    key,
                    "the pod is there for " + Duration.ofNanos(scene.world().nanos() - since));
        }
    }

    private boolean expired(Allocation record) {
        Instant seen = record.lastSeen();
        if (seen == null) {
            return false;
        }
        for (InterfaceAllocation each : record.interfaces()) {
            ReleasePolicy release = each.spec().release();
            boolean kept = release instanceof ReleasePolicy.Never
                    || (release instanceof ReleasePolicy.Ttl ttl
                            && scene.world().storeTime().isBefore(seen.plus(ttl.after())));
            if (kept) {
                return false;
            }
        }
        return true;
    }

    private boolean noneLeft(Allocation record) {
        for (InterfaceAllocation each : record.interfaces()) {
            AllocatedEni eni = each.eni();
            if (eni != null && isLost(eni.id())) {
                return true;
            }
        }
        return false;
    }

    /** Gone, or a Lingjun interface that failed to be made: it has no way back, and shows as being deleted. */
    private boolean isLost(EniId id) {
        EniDescription eni = scene.eni(id);
        return eni == null || id.value().startsWith("leni-") && eni.status() == EniStatus.DELETING;
    }
}
