package dev.podnetwork.fake.sim.check;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.PodRef;
import dev.podnetwork.api.allocation.Allocation;
import dev.podnetwork.api.allocation.Binding;
import dev.podnetwork.api.cloud.CloudOp;
import dev.podnetwork.fake.sim.RecordChange;
import dev.podnetwork.fake.sim.SimProcess;
import dev.podnetwork.fake.sim.SimStore;
import dev.podnetwork.fake.sim.SimWorld;
import dev.podnetwork.fake.sim.cluster.ClusterModel;
import dev.podnetwork.spi.Leadership;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The invariants of design §8. They look at what changed, at the moment it changes, so that their cost does not grow with
 * the world; what may be wrong for a while is looked at again when its time is over. A violation is thrown out of the
 * event that caused it, even if somebody on the way catches it.
 *
 * <table>
 * <caption>Who tells what</caption>
 * <tr><td>records</td><td>subscribed to the store</td></tr>
 * <tr><td>pods</td><td>subscribed to the cluster</td></tr>
 * <tr><td>interfaces</td><td>{@link #eniChanged}, from the cloud's change listener</td></tr>
 * <tr><td>calls</td><td>{@link #sent}, when they leave a process</td></tr>
 * <tr><td>bindings</td><td>{@link #answered}, when a wish is answered</td></tr>
 * <tr><td>crashes, hand-overs, faults</td><td>{@link #disturbed}: what is to be put right within a time is measured
 * from then</td></tr>
 * </table>
 */
public final class Invariants {
    private final Scene scene;
    private final HoldingRules holdings;
    private final RecordRules records;
    private final BoundRules bounds;
    private final CallRules calls;
    private final RateRules rates;
    private final BindingRules bindings;
    private long checks;

    /** Watches a world; what was there before must be put into the store after this. */
    public Invariants(
            SimWorld world,
            SimStore<Allocation> store,
            ClusterModel cluster,
            CloudTruth cloud,
            InvariantSettings settings) {
        this.scene = new Scene(world, store, cluster, cloud, settings);
        this.holdings = new HoldingRules(scene);
        this.records = new RecordRules(scene);
        this.bounds = new BoundRules(scene);
        this.calls = new CallRules(scene, holdings);
        this.rates = new RateRules(scene);
        this.bindings = new BindingRules(scene);
        world.afterEvent(scene::demandNone);
        store.onChange(new RecordChange<>() {
            @Override
            public void changed(PodRef key, @Nullable Allocation before, @Nullable Allocation after) {
                recordChanged(key, before, after);
            }

            @Override
            public void deletionRequested(PodRef key) {
                records.deletionRequested(key);
            }
        });
        cluster.onChange(pod -> {
            if (scene.sampled(pod.ref())) {
                bounds.podChanged(pod);
                records.podChanged(pod);
            }
        });
    }

    private void recordChanged(PodRef key, @Nullable Allocation before, @Nullable Allocation after) {
        if (!scene.sampled(key)) {
            return;
        }
        checks++;
        holdings.changed(key, before, after);
        records.changed(key, before, after);
        bounds.changed(key, before, after);
        calls.changed(key, before, after);
        bindings.changed(key, after);
    }

    /** An interface changed in the cloud. */
    public void eniChanged(EniId id) {
        checks++;
        bounds.eniChanged(id);
        holdings.eniChanged(id);
    }

    /** From now on no call like this may be sent: the degradation switch holds it back. */
    public void holdBack(Predicate<CloudOp> which) {
        calls.holdBack(which);
    }

    /** A call leaves a process that leads until {@code leadership} says. */
    public void sent(SimProcess process, Leadership leadership, CloudOp op) {
        checks++;
        rates.sent(op.api());
        calls.sent(process, leadership.deadline(), op);
    }

    /** The system answered a wish with this binding. */
    public void answered(Binding binding) {
        if (scene.sampled(binding.pod())) {
            checks++;
            bindings.answered(binding);
        }
    }

    /** A fault, a crash or a hand-over: bounded times start again. */
    public void disturbed() {
        scene.disturbed();
    }

    /** A process starts that knows of no call made before: rate windows start again, and so do bounded times. */
    public void processStarted() {
        rates.processStarted();
        scene.disturbed();
    }

    /** How many changes were checked. */
    public long checks() {
        return checks;
    }
}
