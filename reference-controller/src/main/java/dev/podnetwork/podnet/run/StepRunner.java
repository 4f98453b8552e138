package dev.podnetwork.podnet.run;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.PodRef;
import dev.podnetwork.api.allocation.Allocation;
import dev.podnetwork.api.allocation.InterfaceAllocation;
import dev.podnetwork.core.DegradationSwitch;
import dev.podnetwork.core.config.Degradation;
import dev.podnetwork.fake.FakeCloud;
import dev.podnetwork.fake.Fault;
import dev.podnetwork.fake.FaultPlan;
import dev.podnetwork.fake.FaultRule;
import dev.podnetwork.fake.sim.SimStore;
import dev.podnetwork.fake.sim.cluster.ClusterModel;
import dev.podnetwork.fake.sim.cluster.SimPod;
import dev.podnetwork.podnet.plan.Action;
import dev.podnetwork.podnet.plan.Scenario;
import java.time.Instant;
import java.util.List;

/** Does what the steps of a scenario say. */
final class StepRunner {
    private final ClusterModel cluster;
    private final SimStore<Allocation> store;
    private final FakeCloud cloud;
    private final FaultPlan faults;
    private final DegradationSwitch degradation;
    private final Runnable restart;
    private final SharedPools shared;
    private final Story story;
    private int faultsSwitchedOff;

    StepRunner(Controller.World world, Runnable restart, SharedPools shared) {
        this.shared = shared;
        this.cluster = world.cluster();
        this.store = world.store();
        this.cloud = world.cloud();
        this.faults = world.faults();
        this.degradation = world.degradation();
        this.story = world.story();
        this.restart = restart;
    }

    void run(Scenario.Step step) {
        story.happened("STEP", step.text());
        Action action = step.action();
        if (action instanceof Action.DeletePod delete) {
            deletePods(delete);
        } else if (action instanceof Action.FinishPod finish) {
            cluster.succeed(finish.pod());
        } else if (action instanceof Action.Scale scale) {
            cluster.scale(scale.workload(), scale.replicas());
        } else if (action instanceof Action.DeleteWorkload delete) {
            cluster.remove(delete.workload());
        } else if (action instanceof Action.ChangeNode change) {
            changeNode(change);
        } else if (action instanceof Action.DeleteRecord delete) {
            deleteRecord(delete.record());
        } else if (action instanceof Action.LoseInterfaces lose) {
            lose(lose);
        } else if (action instanceof Action.RestartController) {
            restart.run();
        } else if (action instanceof Action.Degrade degrade) {
            degradation.set(Degradation.valueOf(degrade.level().name()));
        } else if (action instanceof Action.Fail fail) {
            fail(fail);
        }
    }

    private void deletePods(Action.DeletePod delete) {
        String name = delete.pod().name();
        String prefix = name.endsWith("*") ? name.substring(0, name.length() - 1) : null;
        List<PodRef> found = cluster.pods().stream()
                .map(SimPod::ref)
                .filter(ref -> ref.namespace().equals(delete.pod().namespace()))
                .filter(ref ->
                        prefix == null ? ref.name().equals(name) : ref.name().startsWith(prefix))
                .toList();
        if (found.isEmpty()) {
            story.happened("NOTHING", "there is no pod " + delete.pod() + " now");
        }
        found.forEach(delete.force() ? cluster::forceDelete : cluster::deletePod);
    }

    private void changeNode(Action.ChangeNode change) {
        switch (change.change()) {
            case DRAIN -> {
                shared.draining(change.node(), true);
                cluster.drain(change.node());
            }
            case CORDON -> cluster.cordon(change.node(), true);
            case UNCORDON -> {
                shared.draining(change.node(), false);
                cluster.cordon(change.node(), false);
            }
            case DELETE -> cluster.deleteNode(change.node());
            case RELEASE_INSTANCE -> {
                cluster.node(change.node())
                        .ifPresent(node ->
                                cloud.releaseInstance(node.spec().facts().instance()));
                cluster.deleteNode(change.node());
            }
        }
    }

    private void deleteRecord(PodRef record) {
        if (!store.requestDeletion(record)) {
            story.happened("NOTHING", "there is no PodENI " + record + " now");
        }
    }

    private void lose(Action.LoseInterfaces lose) {
        store.get(lose.record()).ifPresent(stored -> {
            for (InterfaceAllocation each : stored.record().interfaces()) {
                if (each.eni() != null) {
                    lose(each.eni().id(), lose.gone());
                }
            }
        });
        shared.of(lose.record())
                .map(pod -> pod.lease)
                .ifPresent(lease -> lose(lease.address().eni(), lose.gone()));
    }

    private void lose(EniId eni, boolean gone) {
        if (!(gone ? cloud.vanish(eni) : cloud.tearOff(eni))) {
            story.happened("NOTHING", "ENI " + eni + " is not there to lose");
        }
    }

    /** Rules stay in the plan for ever; those that were made before a switch-off strike no more. */
    private void fail(Action.Fail fail) {
        Fault fault = fail.fault();
        if (fault == null) {
            faultsSwitchedOff++;
            return;
        }
        int madeAt = faultsSwitchedOff;
        FaultRule rule = fail.api() == null ? faults.onAny() : faults.on(fail.api());
        Instant now = cloud.now();
        if (fail.period() != null) {
            rule.between(now, now.plus(fail.period()));
        }
        if (fail.times() != null) {
            rule.times(fail.times());
        }
        rule.matching(op -> madeAt == faultsSwitchedOff).inject(fault);
    }
}
