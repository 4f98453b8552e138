package dev.podnetwork.fake.sim.cluster;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gives pending pods a node: the next one in turn that fits. What fits nowhere is tried again when something changes. */
final class PodScheduler {
    private final ClusterModel cluster;
    private final ArrayDeque<SimPod> pending = new ArrayDeque<>();
    private final List<SimNode> nodes = new ArrayList<>();
    private int turn;
    private boolean planned;

    PodScheduler(ClusterModel cluster) {
        this.cluster = cluster;
    }

    int pending() {
        return pending.size();
    }

    void add(SimPod pod) {
        pending.add(pod);
        plan();
    }

    void add(SimNode node) {
        nodes.add(node);
        plan();
    }

    void remove(SimNode node) {
        nodes.remove(node);
    }

    /** Something may fit now. */
    void plan() {
        if (!planned && !pending.isEmpty()) {
            planned = true;
            cluster.later(cluster.timings().scheduler(), this::pass);
        }
    }

    private void pass() {
        planned = false;
        for (int left = pending.size(); left > 0; left--) {
            SimPod pod = pending.poll();
            if (pod == null || pod.state() != SimPod.State.PENDING) {
                continue;
            }
            SimNode node = pick(pod);
            if (node == null) {
                pending.add(pod);
            } else {
                cluster.place(pod, node);
            }
        }
    }

    private @Nullable SimNode pick(SimPod pod) {
        int count = nodes.size();
        for (int i = 0; i < count; i++) {
            turn = turn + 1 >= count ? 0 : turn + 1;
            SimNode node = nodes.get(turn);
            if (node.fits(pod)) {
                return node;
            }
        }
        return null;
    }
}
