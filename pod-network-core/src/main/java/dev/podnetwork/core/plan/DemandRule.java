package dev.podnetwork.core.plan;

import dev.podnetwork.api.allocation.IpStack;

/**
 * How many addresses to ask for. A pod counts once, what cools down is not idle, what is on its way is not asked for again:
 * {@code max(pods + min − idle, pods, rest of the warm-up) − incoming}, where a pod that an address will serve sooner than
 * the cloud could is no demand (spec: node-ipam §2.9, §2.10, §2.16; weakness W19).
 */
final class DemandRule {
    private DemandRule() {}

    /** The answer, at most the pods that wait plus the larger of the two targets; never negative. */
    static int wanted(PoolPolicy policy, NodeReading node) {
        int pods = Math.max(node.demand().pods() - node.count(SlotReading.Use.IDLE_SOON), 0);
        int forPool = pods + policy.minIdle() - complete(policy, node);
        int forWarmUp =
                node.warmUp().done() ? 0 : policy.warmUp() - node.warmUp().obtained();
        return Math.max(Math.max(pods, Math.max(forPool, forWarmUp)) - incoming(policy, node), 0);
    }

    /** How many of the wanted ones a pod waits for. */
    static int urgent(PoolPolicy policy, NodeReading node) {
        int pods = node.demand().pods() - node.count(SlotReading.Use.IDLE_SOON);
        return Math.max(pods - incoming(policy, node), 0);
    }

    /** Addresses for RDMA pods: none is kept ready. */
    static int wantedRdma(PoolPolicy policy, NodeReading node) {
        int incoming = 0;
        for (EniReading eni : node.enis()) {
            incoming += eni.kind() == EniReading.Kind.RDMA ? incoming(policy, eni) : 0;
        }
        return Math.max(node.demand().rdmaPods() - incoming, 0);
    }

    /** Idle addresses that have every family a pod gets. */
    static int complete(PoolPolicy policy, NodeReading node) {
        int sum = 0;
        for (EniReading eni : node.enis()) {
            if (eni.serves() && eni.kind() != EniReading.Kind.RDMA) {
                sum += eni.count(SlotReading.Use.IDLE) - halves(policy, eni);
            }
        }
        return sum;
    }

    /** Idle IPv4 addresses that lack the IPv6 address a pod needs too. */
    static int halves(PoolPolicy policy, EniReading eni) {
        if (policy.stack() == IpStack.IPV4) {
            return 0;
        }
        return (int) eni.slots().stream()
                .filter(slot -> slot.use() == SlotReading.Use.IDLE && !(slot.hasIpv4() && slot.hasIpv6()))
                .count();
    }

    private static int incoming(PoolPolicy policy, NodeReading node) {
        int sum = 0;
        for (EniReading eni : node.enis()) {
            sum += eni.kind() == EniReading.Kind.RDMA ? 0 : incoming(policy, eni);
        }
        return sum;
    }

    /** Of an interface that is still coming, the second family may follow when it is there. */
    private static int incoming(PoolPolicy policy, EniReading eni) {
        boolean second = policy.stack() == IpStack.DUAL && eni.state() == EniReading.State.IN_USE;
        return second ? eni.incoming().ipv6() : eni.incoming().ipv4();
    }
}
