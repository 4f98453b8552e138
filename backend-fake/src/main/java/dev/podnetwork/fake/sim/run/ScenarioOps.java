package dev.podnetwork.fake.sim.run;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.InstanceId;
import dev.podnetwork.api.NodeRef;
import dev.podnetwork.api.allocation.AllocatedEni;
import dev.podnetwork.api.allocation.Allocation;
import dev.podnetwork.fake.sim.SimRandom;
import dev.podnetwork.fake.sim.cluster.ClusterModel;
import dev.podnetwork.fake.sim.cluster.SimNode;
import dev.podnetwork.fake.sim.cluster.SimPod;
import dev.podnetwork.fake.sim.cluster.Workload;
import dev.podnetwork.spi.Stored;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** What users and machines do to a scenario: one operation at a time, drawn by chance. */
final class ScenarioOps {
    private static final long SECONDS = 1_000_000_000L;

    private final ScenarioSite scenario;
    private final SimSite site;
    private final ClusterModel cluster;
    private final SimFleet fleet;
    private final SimRandom random;
    private final Map<String, Long> done = new TreeMap<>();

    ScenarioOps(ScenarioSite scenario, SimFleet fleet) {
        this.scenario = scenario;
        this.site = scenario.site();
        this.cluster = site.cluster();
        this.fleet = fleet;
        this.random = site.world().newRandom();
    }

    Map<String, Long> done() {
        return done;
    }

    void one() {
        switch (random.below(14)) {
            case 0, 1, 2 -> pod("delete pod", pod -> cluster.deletePod(pod.ref()));
            case 3 -> pod("force-delete pod", pod -> cluster.forceDelete(pod.ref()));
            case 4 -> pod("pod succeeds", pod -> cluster.succeed(pod.ref()));
            case 5, 6 -> workload("scale", each -> cluster.scale(each.name(), random.below(scenario.replicas() + 2)));
            case 7 -> node("drain", this::drain);
            case 8 -> node("node object goes", this::objectGoes);
            case 9 -> node("node is replaced", this::replace);
            case 10 -> record("record deletion", stored -> site.store().requestDeletion(stored.key()));
            case 11 -> record("another writer", stored -> site.store().touch(stored.key()));
            case 12 -> eni("interface torn off", id -> site.cloud().tearOff(id));
            default -> eni("interface vanishes", id -> site.cloud().vanish(id));
        }
    }

    private void drain(SimNode node) {
        NodeRef name = node.spec().facts().node();
        cluster.drain(name);
        site.world().schedule(random.between(20, 200) * SECONDS, () -> cluster.cordon(name, false));
    }

    private void objectGoes(SimNode node) {
        cluster.deleteNode(node.spec().facts().node());
        site.world().schedule(random.between(45, 200) * SECONDS, () -> {
            InstanceId instance = node.spec().facts().instance();
            boolean free = cluster.node(node.spec().facts().node()).isEmpty();
            if (free && site.cloud().inspect().hasInstance(instance)) {
                cluster.addNode(node.spec());
            }
        });
    }

    private void replace(SimNode node) {
        NodeRef name = node.spec().facts().node();
        site.cloud().releaseInstance(node.spec().facts().instance());
        cluster.deleteNode(name);
    }

    /** Replaces nodes whose instance is gone, and adds again those that are missing for good. */
    void healNodes() {
        for (int i = 0; i < scenario.nodes(); i++) {
            SimNode node = cluster.node(scenario.node(i)).orElse(null);
            if (node != null
                    && !site.cloud().inspect().hasInstance(node.spec().facts().instance())) {
                cluster.deleteNode(scenario.node(i));
            } else if (node == null && random.chance(0.02)) {
                scenario.addNode(i);
            }
        }
    }

    private void pod(String what, Consumer<SimPod> act) {
        any(what, cluster.pods(), act);
    }

    private void workload(String what, Consumer<Workload> act) {
        List<Workload> scalable = cluster.workloads().stream()
                .filter(each -> each.controller() != Workload.Controller.BARE)
                .toList();
        any(what, scalable, act);
    }

    private void node(String what, Consumer<SimNode> act) {
        any(what, cluster.nodes(), act);
    }

    private void record(String what, Consumer<Stored<Allocation>> act) {
        any(what, site.store().all(), act);
    }

    private void eni(String what, Consumer<EniId> act) {
        record(what, stored -> {
            AllocatedEni eni = stored.record().interfaces().get(0).eni();
            if (eni != null) {
                act.accept(eni.id());
            }
        });
    }

    private <T> void any(String what, Collection<T> all, Consumer<T> act) {
        if (!all.isEmpty()) {
            fleet.invariants().disturbed();
            done.merge(what, 1L, Long::sum);
            act.accept(new ArrayList<>(all).get(random.below(all.size())));
        }
    }

    /** Makes sure that a wish of the story's end can be met: no node stays cordoned. */
    void calm() {
        cluster.nodes().forEach(node -> cluster.cordon(node.spec().facts().node(), false));
    }
}
