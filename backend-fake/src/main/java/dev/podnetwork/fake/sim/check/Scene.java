package dev.podnetwork.fake.sim.check;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.PodRef;
import dev.podnetwork.api.PodUid;
import dev.podnetwork.api.allocation.Allocation;
import dev.podnetwork.api.cloud.EniDescription;
import dev.podnetwork.fake.sim.SimStore;
import dev.podnetwork.fake.sim.SimWorld;
import dev.podnetwork.fake.sim.cluster.ClusterModel;
import dev.podnetwork.fake.sim.cluster.SimPod;
import dev.podnetwork.spi.Stored;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the rules look at, and how they fail. */
final class Scene {
    private final SimWorld world;
    private final SimStore<Allocation> store;
    private final ClusterModel cluster;
    private final CloudTruth cloud;
    private final InvariantSettings settings;
    private long disturbedAt;
    private @Nullable InvariantViolation first;

    Scene(
            SimWorld world,
            SimStore<Allocation> store,
            ClusterModel cluster,
            CloudTruth cloud,
            InvariantSettings settings) {
        this.world = world;
        this.store = store;
        this.cluster = cluster;
        this.cloud = cloud;
        this.settings = settings;
    }

    SimWorld world() {
        return world;
    }

    ClusterModel cluster() {
        return cluster;
    }

    InvariantSettings settings() {
        return settings;
    }

    void disturbed() {
        disturbedAt = world.nanos();
    }

    /** Whether nothing was disturbed for this long. */
    boolean calmFor(Duration time) {
        return world.nanos() - disturbedAt > time.toNanos();
    }

    boolean sampled(PodRef key) {
        int oneIn = settings.oneKeyIn();
        return oneIn <= 1
                || Math.floorMod(key.name().hashCode() * 31 + key.namespace().hashCode(), oneIn) == 0;
    }

    @Nullable
    Stored<Allocation> stored(PodRef key) {
        return store.get(key).orElse(null);
    }

    @Nullable
    Allocation record(PodRef key) {
        Stored<Allocation> stored = stored(key);
        return stored == null ? null : stored.record();
    }

    @Nullable
    EniDescription eni(EniId id) {
        return cloud.eni(id).orElse(null);
    }

    /** The interface that carries this token as its tag; slow, for rare questions. */
    @Nullable
    EniDescription madeBy(String token) {
        for (EniDescription eni : cloud.enis()) {
            if (token.equals(eni.tags().get(settings.ourTag()))) {
                return eni;
            }
        }
        return null;
    }

    boolean ours(EniDescription eni) {
        return eni.tags().containsKey(settings.ourTag());
    }

    /** Whether this incarnation may be running, so that its network must stay. */
    boolean mayRun(PodRef key, PodUid uid) {
        SimPod pod = cluster.pod(key).orElse(null);
        return pod != null && pod.uid().equals(uid) && pod.mayRun();
    }

    /** Demands that {@code wrong} says nothing any more once this much undisturbed time has passed; null means all is well. */
    void within(Duration bound, PodRef key, String invariant, Supplier<@Nullable String> wrong) {
        again(bound.toNanos(), bound, key, invariant, wrong);
    }

    private void again(long delay, Duration bound, PodRef key, String invariant, Supplier<@Nullable String> wrong) {
        world.schedule(delay, () -> {
            long quietFor = world.nanos() - disturbedAt;
            String found = wrong.get();
            if (found != null && quietFor < bound.toNanos()) {
                again(bound.toNanos() - quietFor, bound, key, invariant, wrong);
            } else if (found != null) {
                fail(invariant, key, found);
            }
        });
    }

    /** Throws the violation, and again after the event, should somebody have caught it. */
    void fail(String invariant, @Nullable Object key, String found) {
        InvariantViolation violation = new InvariantViolation(world.where(key), invariant, found);
        if (first == null) {
            first = violation;
        }
        throw violation;
    }

    void demandNone() {
        if (first != null) {
            throw first;
        }
    }
}
