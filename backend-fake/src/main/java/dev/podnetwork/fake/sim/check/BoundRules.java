package dev.podnetwork.fake.sim.check;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.InstanceId;
import dev.podnetwork.api.PodRef;
import dev.podnetwork.api.PodUid;
import dev.podnetwork.api.allocation.AllocatedEni;
import dev.podnetwork.api.allocation.Allocation;
import dev.podnetwork.api.allocation.AllocationPhase;
import dev.podnetwork.api.allocation.InterfaceAllocation;
import dev.podnetwork.api.cloud.EniAttachment;
import dev.podnetwork.api.cloud.EniDescription;
import dev.podnetwork.api.cloud.EniStatus;
import dev.podnetwork.fake.sim.cluster.SimPod;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What BOUND promises: attached on that node's instance, for that incarnation; undone only by a fault, and not for long. */
final class BoundRules {
    private static final String ATTACHED = "a bound interface is attached on its node";
    /** A cache that stalled may say for some minutes that the pod is there; then an event that was lost heals at the next look. */
    private static final Duration STALE_CACHE = Duration.ofMinutes(5);

    private static final String SAID = "a bound record says the addresses of its interface";
    private static final String FREE = "a retained interface is attached nowhere";
    private static final String SERVED = "a bound record serves a pod that is there";

    private final Scene scene;
    private final Map<EniId, Track> tracks = new HashMap<>();

    /** Which record names an interface, where it was seen attached since, and when a binding was last broken. */
    private static final class Track {
        final PodRef key;

        @Nullable
        InstanceId wasOn;

        /** Whether a bound record holds it and it is not where it belongs. */
        boolean broken;

        /** When it last was so since its record is bound, null for never. */
        @Nullable
        Long brokenAt;

        Track(PodRef key) {
            this.key = key;
        }
    }

    BoundRules(Scene scene) {
        this.scene = scene;
    }

    void changed(PodRef key, @Nullable Allocation before, @Nullable Allocation after) {
        if (after == null) {
            if (before != null) {
                before.interfaces().forEach(each -> forget(each.eni()));
            }
            return;
        }
        for (InterfaceAllocation each : after.interfaces()) {
            AllocatedEni eni = each.eni();
            if (eni != null && tracks.get(eni.id()) == null) {
                tracks.put(eni.id(), new Track(key));
                look(eni.id());
            }
        }
        if (after.phase() == AllocationPhase.RETAINED) {
            after.interfaces().forEach(each -> lookAgain(each.eni()));
            checkFree(key, before, after);
        }
        if (before != null && before.phase() == AllocationPhase.BOUND && after.phase() == AllocationPhase.ATTACHING) {
            checkUndone(key, before);
        }
        boolean bound = after.phase() == AllocationPhase.BOUND;
        if (bound && (before == null || before.phase() != AllocationPhase.BOUND)) {
            begin(after);
            checkAttached(key, after);
            checkAddresses(key, after);
            checkServed(key, after.podUid());
        }
    }

    /** What a data plane reads from the record is what the cloud routes to the interface. */
    private void checkAddresses(PodRef key, Allocation record) {
        for (InterfaceAllocation each : record.interfaces()) {
            AllocatedEni said = Objects.requireNonNull(each.eni(), "a bound record has every interface");
            EniDescription eni = scene.eni(said.id());
            if (eni == null) {
                continue;
            }
            String ipv6 = eni.ipv6().isEmpty() ? null : eni.ipv6().get(0);
            if (!said.ipv4().equals(eni.primaryIpv4()) || !Objects.equals(said.ipv6(), ipv6)) {
                scene.fail(SAID, key, said + ", and the cloud says " + eni.primaryIpv4() + " and " + ipv6);
            }
        }
    }

    /**
     * Only somebody else or a fault undoes a binding, so it is truly undone when the record says so, or was until just now: an
     * attach that was held back on its way may have mended what a view from before still shows.
     */
    private void checkUndone(PodRef key, Allocation before) {
        boolean holds = before.interfaces().stream().allMatch(each -> {
            AllocatedEni eni = each.eni();
            return eni != null && notAttached(before, eni.id()) == null && !brokenLately(eni.id());
        });
        if (holds) {
            scene.fail(
                    "a binding is not undone while it holds", key, "every interface is attached on " + before.node());
        }
    }

    private boolean brokenLately(EniId id) {
        Track track = tracks.get(id);
        Long at = track == null ? null : track.brokenAt;
        return at != null
                && scene.world().nanos() - at <= scene.settings().detection().toNanos();
    }

    /** The record is bound from now on: what was before says nothing about this binding. */
    private void begin(Allocation record) {
        for (InterfaceAllocation each : record.interfaces()) {
            AllocatedEni eni = each.eni();
            Track track = eni == null ? null : tracks.get(eni.id());
            if (eni != null && track != null) {
                track.broken = false;
                track.brokenAt = null;
                noteBroken(record, track, eni.id());
            }
        }
    }

    private void noteBroken(Allocation record, Track track, EniId id) {
        boolean broken = notAttached(record, id) != null;
        if (broken || track.broken) {
            track.brokenAt = scene.world().nanos();
        }
        track.broken = broken;
    }

    /** What was detached is attached nowhere, unless a fault held an attach back until just now: then it is found soon. */
    private void checkFree(PodRef key, @Nullable Allocation before, Allocation after) {
        if (before == null || before.phase() != AllocationPhase.DETACHING) {
            return;
        }
        for (InterfaceAllocation each : after.interfaces()) {
            AllocatedEni held = each.eni();
            String found = held == null ? null : attachedThough(key, held.id());
            if (held != null && found != null && scene.calmFor(scene.settings().detection())) {
                scene.fail(FREE, key, found);
            } else if (held != null && found != null) {
                scene.within(scene.settings().detection(), key, FREE, () -> attachedThough(key, held.id()));
            }
        }
    }

    private @Nullable String attachedThough(PodRef key, EniId id) {
        Allocation record = scene.record(key);
        EniDescription eni = scene.eni(id);
        if (record == null || record.phase() != AllocationPhase.RETAINED || eni == null) {
            return null;
        }
        boolean there = eni.status() == EniStatus.ATTACHING || eni.status() == EniStatus.IN_USE;
        return there ? id + " is at " + eni.attachment() : null;
    }

    private void lookAgain(@Nullable AllocatedEni eni) {
        if (eni != null) {
            look(eni.id());
        }
    }

    private void forget(@Nullable AllocatedEni eni) {
        if (eni != null) {
            tracks.remove(eni.id());
        }
    }

    void eniChanged(EniId id) {
        Track track = tracks.get(id);
        if (track == null) {
            return;
        }
        look(id);
        Allocation record = scene.record(track.key);
        if (record != null && record.phase() == AllocationPhase.BOUND) {
            noteBroken(record, track, id);
            checkAttached(track.key, record);
        }
    }

    void podChanged(SimPod pod) {
        if (!pod.mayRun() && pod.state() != SimPod.State.PENDING) {
            Allocation record = scene.record(pod.ref());
            if (record != null && record.phase() == AllocationPhase.BOUND) {
                checkServed(pod.ref(), record.podUid());
            }
        }
    }

    /** Remembers where the interface is attached now. */
    private void look(EniId id) {
        Track track = tracks.get(id);
        EniDescription eni = scene.eni(id);
        EniAttachment at = eni == null ? null : eni.attachment();
        if (track != null && eni != null && at != null && eni.status() == EniStatus.IN_USE) {
            track.wasOn = belongsOn(track, at.instance()) ? at.instance() : track.wasOn;
        } else if (track != null && leaving(track.key)) {
            track.wasOn = null;
        }
    }

    /** What somebody attached elsewhere was still where it belongs before. */
    private boolean belongsOn(Track track, InstanceId instance) {
        Allocation record = scene.record(track.key);
        return track.wasOn == null || record == null || instance.equals(record.instance());
    }

    private boolean leaving(PodRef key) {
        Allocation record = scene.record(key);
        return record != null
                && (record.phase() == AllocationPhase.DETACHING || record.phase() == AllocationPhase.RETAINED);
    }

    private void checkAttached(PodRef key, Allocation record) {
        for (InterfaceAllocation each : record.interfaces()) {
            AllocatedEni eni = Objects.requireNonNull(each.eni(), "a bound record has every interface");
            if (notAttached(record, eni.id()) == null) {
                continue;
            }
            Track track = Objects.requireNonNull(tracks.get(eni.id()));
            if (!Objects.equals(track.wasOn, record.instance())) {
                scene.fail(ATTACHED, key, notAttached(record, eni.id()) + ", and never was on " + record.instance());
            }
            scene.within(scene.settings().detection(), key, ATTACHED, () -> {
                Allocation now = scene.record(key);
                if (now == null || now.phase() != AllocationPhase.BOUND || !holds(now, eni.id())) {
                    return null;
                }
                return notAttached(now, eni.id());
            });
        }
    }

    private static boolean holds(Allocation record, EniId id) {
        return record.interfaces().stream().anyMatch(each -> {
            AllocatedEni eni = each.eni();
            return eni != null && eni.id().equals(id);
        });
    }

    private @Nullable String notAttached(Allocation record, EniId id) {
        EniDescription eni = scene.eni(id);
        if (eni == null) {
            return id + " does not exist";
        }
        EniAttachment at = eni.attachment();
        boolean there = eni.status() == EniStatus.IN_USE
                && at != null
                && at.instance().equals(record.instance())
                && Objects.equals(at.trunk(), record.trunk());
        return there ? null : id + " is " + eni.status() + " at " + at;
    }

    private void checkServed(PodRef key, PodUid uid) {
        if (scene.mayRun(key, uid)) {
            return;
        }
        scene.within(scene.settings().detection().plus(STALE_CACHE), key, SERVED, () -> {
            Allocation now = scene.record(key);
            boolean still = now != null
                    && now.phase() == AllocationPhase.BOUND
                    && now.podUid().equals(uid)
                    && !scene.mayRun(key, uid);
            return still ? "incarnation " + uid + " is gone" : null;
        });
    }
}
