package dev.podnetwork.podnet.run;

import dev.podnetwork.api.AllocatorSnapshot;
import dev.podnetwork.api.InstanceId;
import dev.podnetwork.api.PodRef;
import dev.podnetwork.api.allocation.AllocatedEni;
import dev.podnetwork.api.allocation.Allocation;
import dev.podnetwork.api.allocation.AllocationPhase;
import dev.podnetwork.api.allocation.Explanation;
import dev.podnetwork.api.allocation.ScarceResource;
import dev.podnetwork.api.cloud.EniType;
import dev.podnetwork.core.config.Degradation;
import dev.podnetwork.fake.FakeVSwitch;
import dev.podnetwork.fake.sim.SimStore;
import dev.podnetwork.fake.sim.cluster.SimPod;
import dev.podnetwork.podnet.plan.NodePlan;
import dev.podnetwork.podnet.plan.Simulation;
import dev.podnetwork.podnet.run.Outcome.Waiting;
import dev.podnetwork.spi.Stored;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Counts what there is at the end. */
final class SummaryWriter {
    private final Simulation plan;
    private final Controller.World world;
    private final SimStore<Allocation> store;
    private final Controller controller;
    private final SharedPools pools;
    private final SharedSummary shared;
    private final List<Waiting> waiting = new ArrayList<>();
    private int bound;
    private int notOurs;

    SummaryWriter(Simulation plan, Controller.World world, Controller controller, SharedPools pools) {
        this.pools = pools;
        this.shared = new SharedSummary(plan, pools);
        this.plan = plan;
        this.world = world;
        this.store = world.store();
        this.controller = controller;
    }

    Outcome.Summary write() {
        Outcome.Shared leased = shared.write();
        world.cluster().pods().forEach(this::count);
        world.admission().denied().forEach((pod, reason) -> waiting.add(new Waiting(pod, "denied", "", reason, null)));
        List<Outcome.ApiCount> calls = world.cloud().inspect().calls().stream()
                .map(each -> new Outcome.ApiCount(each.api(), each.calls(), each.refused(), each.throttled()))
                .toList();
        List<InstanceId> instances =
                plan.nodes().stream().map(NodePlan::instance).toList();
        long left = world.cloud().inspect().enis().stream()
                .filter(each -> each.type() == EniType.SECONDARY || each.type() == EniType.MEMBER)
                .filter(each -> !SharedPools.isOfPool(each.tags(), instances))
                .count();
        return new Outcome.Summary(
                bound, notOurs, List.copyOf(waiting), vSwitches(), calls, (int) left, retained(), held(), leased);
    }

    private Outcome.Held held() {
        AllocatorSnapshot now = controller.snapshot();
        Degradation level = world.degradation().level();
        String name = level == Degradation.OFF ? "" : level.name().toLowerCase(Locale.ROOT);
        return new Outcome.Held(name, now.callsQueued(), now.parked());
    }

    private void count(SimPod pod) {
        Optional<Allocation> record = store.get(pod.ref()).map(Stored::record);
        boolean has = record.filter(each ->
                        each.phase() == AllocationPhase.BOUND && each.podUid().equals(pod.uid()))
                .isPresent();
        boolean wants = pod.resource() != null || record.isPresent();
        if (pod.deleted() || pod.state() == SimPod.State.ENDED) {
            return;
        }
        SharedPools.SharedPod pooled = pools.of(pod.ref()).orElse(null);
        if (has) {
            bound++;
        } else if (pooled != null && pooled.owner.podUid().equals(pod.uid())) {
            if (pooled.lease == null && pooled.wanted) {
                waiting.add(shared.waits(pooled));
            }
        } else if (!wants) {
            notOurs++;
        } else if (pod.state() == SimPod.State.PENDING) {
            waiting.add(unscheduled(pod));
        } else {
            waiting.add(waits(pod.ref()));
        }
    }

    private Waiting unscheduled(SimPod pod) {
        String scarce = pod.resource() == null ? "" : "NODE_SLOT " + pod.resource();
        return new Waiting(pod.ref(), "unscheduled", scarce, Unscheduled.reason(pod, world.cluster()), null);
    }

    private Waiting waits(PodRef pod) {
        Explanation said = controller.explain(pod);
        ScarceResource scarce = said.waitsFor();
        String state = said.state() == Explanation.State.REJECTED ? "rejected" : "waiting";
        return new Waiting(pod, state, scarce == null ? "" : scarce.toString(), said.message(), said.atLeast());
    }

    private List<Outcome.VSwitchCount> vSwitches() {
        List<Outcome.VSwitchCount> all = new ArrayList<>();
        for (FakeVSwitch each : plan.cloud().vSwitches()) {
            var use = world.cloud().inspect().use(each.id());
            all.add(new Outcome.VSwitchCount(each.id().value(), each.zone().value(), use.used(), use.free()));
        }
        return all;
    }

    private List<Outcome.Kept> retained() {
        List<Outcome.Kept> all = new ArrayList<>();
        for (Stored<Allocation> each : store.all()) {
            Allocation record = each.record();
            AllocatedEni eni = record.interfaces().get(0).eni();
            if (record.phase() == AllocationPhase.RETAINED && eni != null) {
                all.add(new Outcome.Kept(record.pod(), eni.ipv4(), RecordStory.until(record)));
            }
        }
        return all;
    }
}
