package dev.podnetwork.core.plan;

/**
 * Decides what a node's pool asks of the cloud. Pure, closed form, stateless: the plan depends on the reading only, so that
 * restarts and repeats converge, and a plan that was carried out leaves nothing to plan (spec: node-ipam §2.6–§2.11, §7.3).
 *
 * <p>It grows or it shrinks, never both, and it never gives back what it would have to fetch again.
 */
public final class PoolPlanner {
    private PoolPlanner() {}

    /** The plan for this moment. */
    public static PoolPlan plan(NodeShape shape, PoolPolicy policy, NodeReading node) {
        Draft draft = new Draft(shape, policy, node);
        if (policy.prefixes() != null) {
            new PrefixGrowth(draft, policy.prefixes()).plan();
        } else {
            addresses(draft);
        }
        return draft.finish();
    }

    /** How many addresses the pods and the watermarks ask for beyond what is idle and on its way. */
    public static int wanted(PoolPolicy policy, NodeReading node) {
        return DemandRule.wanted(policy, node);
    }

    /** Interfaces of a kind that the node may still get. */
    public static int newSlots(NodeShape shape, NodeReading node, EniReading.Kind kind) {
        NewSlots left = NewSlots.left(shape.flavor(), node);
        return switch (kind) {
            case TRUNK -> left.trunk();
            case RDMA -> left.rdma();
            case SECONDARY -> left.secondary();
        };
    }

    private static void addresses(Draft draft) {
        int wanted = DemandRule.wanted(draft.policy, draft.node);
        int rdma = DemandRule.wantedRdma(draft.policy, draft.node);
        if (draft.node.permits().grow()) {
            grow(draft, wanted, rdma);
        } else if (wanted + rdma > 0) {
            draft.unplaced(wanted + rdma);
            draft.lack(PoolPlan.Kind.GROWTH_OFF, "the emergency switch stops every cloud call", null);
        }
        if (draft.node.permits().shrink()) {
            new Shrink(draft).by(surplus(draft, wanted));
        }
    }

    private static void grow(Draft draft, int wanted, int rdma) {
        Growth growth = new Growth(draft);
        growth.ordinary(wanted, DemandRule.urgent(draft.policy, draft.node));
        growth.rdma(rdma);
    }

    private static int surplus(Draft draft, int wanted) {
        if (wanted > 0 || draft.node.demand().pods() > 0 || !draft.node.warmUp().done()) {
            return 0;
        }
        int idle = draft.node.count(SlotReading.Use.IDLE);
        IdleReclaim decided = IdleReclaim.decide(draft.policy, draft.node.quiet(), idle);
        draft.reclaimAt(decided.nextAt());
        return decided.surplus();
    }
}
