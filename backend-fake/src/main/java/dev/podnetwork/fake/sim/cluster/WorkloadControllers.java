package dev.podnetwork.fake.sim.cluster;

import dev.podnetwork.api.PodRef;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes and deletes pods until each workload has what it is to have. */
final class WorkloadControllers {
    private static final String ALPHABET = "bcdfghjklmnpqrstvwxz2456789";

    private final ClusterModel cluster;
    private final Map<PodRef, Workload> workloads = new LinkedHashMap<>();
    private final Map<PodRef, Crew> podsOf = new LinkedHashMap<>();
    /** Pods that have ended or are being deleted, of each workload that has such. */
    private final Map<PodRef, Set<SimPod>> leavingOf = new LinkedHashMap<>();

    private final Set<PodRef> planned = new LinkedHashSet<>();

    WorkloadControllers(ClusterModel cluster) {
        this.cluster = cluster;
    }

    /** The pods of one workload in the order they came; those that are gone are swept out once they are the most. */
    private static final class Crew {
        private final List<SimPod> pods = new ArrayList<>();
        private int gone;

        int size() {
            return pods.size() - gone;
        }

        void add(SimPod pod) {
            pods.add(pod);
        }

        void oneIsGone() {
            gone++;
            if (gone > pods.size() / 2) {
                pods.removeIf(Crew::isGone);
                gone = 0;
            }
        }

        List<SimPod> listed() {
            List<SimPod> listed = new ArrayList<>(pods);
            listed.removeIf(Crew::isGone);
            return listed;
        }

        private static boolean isGone(SimPod pod) {
            return pod.state() == SimPod.State.GONE;
        }
    }

    Map<PodRef, Workload> workloads() {
        return workloads;
    }

    void set(Workload workload) {
        workloads.put(workload.name(), workload);
        plan(workload.name());
    }

    void remove(PodRef name) {
        workloads.remove(name);
        plan(name);
    }

    void planPerNode() {
        for (Workload each : workloads.values()) {
            if (each.controller() == Workload.Controller.PER_NODE) {
                plan(each.name());
            }
        }
    }

    void podCame(SimPod pod) {
        crew(pod.owner().name()).add(pod);
    }

    private Crew crew(PodRef workload) {
        return podsOf.computeIfAbsent(workload, each -> new Crew());
    }

    void podMoved(SimPod pod) {
        PodRef owner = pod.owner().name();
        if (pod.state() == SimPod.State.GONE) {
            crew(owner).oneIsGone();
            Set<SimPod> leaving = leavingOf.get(owner);
            if (leaving != null) {
                leaving.remove(pod);
            }
        } else if (pod.deleted() || pod.state() == SimPod.State.ENDED) {
            leavingOf.computeIfAbsent(owner, each -> new LinkedHashSet<>()).add(pod);
        }
        if (pod.owner().controller() != Workload.Controller.BARE) {
            plan(pod.owner().name());
        }
    }

    void plan(PodRef name) {
        if (planned.add(name)) {
            cluster.later(cluster.timings().controller(), () -> {
                planned.remove(name);
                reconcile(name);
            });
        }
    }

    private void reconcile(PodRef name) {
        Workload workload = workloads.get(name);
        Crew mine = crew(name);
        if (workload != null && isComplete(workload, mine.size())) {
            return;
        }
        List<SimPod> pods = mine.listed();
        if (workload == null) {
            if (pods.isEmpty()) {
                podsOf.remove(name);
            }
            pods.forEach(pod -> cluster.deletePod(pod.ref()));
            return;
        }
        for (SimPod pod : pods) {
            if (pod.state() == SimPod.State.ENDED && workload.controller() != Workload.Controller.BARE) {
                cluster.deletePod(pod.ref());
            }
        }
        switch (workload.controller()) {
            case STATEFUL -> stateful(workload, pods);
            case REPLICATED -> replicated(workload, pods);
            case PER_NODE -> perNode(workload, pods);
            case BARE -> bare(workload, pods);
        }
    }

    /** The usual answer, without a look at each pod: a controller of a thousand pods is asked at every change of one. */
    private boolean isComplete(Workload workload, int pods) {
        return workload.controller() == Workload.Controller.REPLICATED
                && pods == workload.replicas()
                && leavingOf.getOrDefault(workload.name(), Set.of()).isEmpty();
    }

    private void bare(Workload workload, List<SimPod> pods) {
        if (pods.isEmpty() && workload.replicas() > 0) {
            workloads.put(workload.name(), workload.scaledTo(0));
            create(workload.name(), workload);
        }
    }

    private void stateful(Workload workload, List<SimPod> pods) {
        for (int ordinal = 0; ordinal < workload.replicas(); ordinal++) {
            PodRef ref = PodRef.of(workload.name().namespace(), workload.name().name() + "-" + ordinal);
            SimPod pod = cluster.pod(ref).orElse(null);
            if (pod == null && !create(ref, workload)) {
                return;
            }
            boolean ready = pod != null && pod.state() == SimPod.State.RUNNING;
            if (!ready && !workload.parallel()) {
                return;
            }
        }
        for (int i = pods.size() - 1; i >= 0; i--) {
            SimPod last = highest(pods);
            pods.remove(last);
            if (ordinal(last) < workload.replicas()) {
                return;
            }
            cluster.deletePod(last.ref());
            if (!workload.parallel()) {
                return;
            }
        }
    }

    private static SimPod highest(List<SimPod> pods) {
        SimPod highest = pods.get(0);
        for (SimPod pod : pods) {
            highest = ordinal(pod) > ordinal(highest) ? pod : highest;
        }
        return highest;
    }

    private static int ordinal(SimPod pod) {
        String name = pod.ref().name();
        return Integer.parseInt(name.substring(name.lastIndexOf('-') + 1));
    }

    private void replicated(Workload workload, List<SimPod> pods) {
        pods.removeIf(SimPod::deleted);
        for (int have = pods.size(); have < workload.replicas(); have++) {
            if (!create(suffixed(workload), workload)) {
                return;
            }
        }
        for (int i = pods.size() - 1; i >= workload.replicas(); i--) {
            cluster.deletePod(pods.get(i).ref());
        }
    }

    private void perNode(Workload workload, List<SimPod> pods) {
        pods.removeIf(SimPod::deleted);
        Set<Object> covered = new LinkedHashSet<>();
        for (SimPod pod : pods) {
            covered.add(pod.node().orElseThrow());
        }
        for (SimNode node : List.copyOf(cluster.nodes())) {
            if (!covered.contains(node.spec().facts().node())) {
                cluster.createOn(suffixed(workload), workload, node);
            }
        }
    }

    private PodRef suffixed(Workload workload) {
        StringBuilder name = new StringBuilder(workload.name().name()).append('-');
        for (int i = 0; i < 8; i++) {
            name.append(ALPHABET.charAt(cluster.random().below(ALPHABET.length())));
        }
        PodRef ref = PodRef.of(workload.name().namespace(), name.toString());
        return cluster.pod(ref).isPresent() ? suffixed(workload) : ref;
    }

    private boolean create(PodRef ref, Workload workload) {
        boolean admitted = cluster.create(ref, workload);
        if (!admitted) {
            cluster.later(cluster.timings().denied(), () -> plan(workload.name()));
        }
        return admitted;
    }
}
