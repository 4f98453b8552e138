package dev.podnetwork.core.plan;

/**
 * Interfaces of each kind that a node may still get. What is there counts whether it fits the flavor or not, and one that
 * leaves counts until it is gone (spec: control-plane §6.6; terway#826).
 *
 * @param trunk with members
 * @param rdma for RDMA
 * @param secondary ordinary ones
 */
record NewSlots(int trunk, int rdma, int secondary) {

    /** What is left of the flavor. */
    static NewSlots left(NodeShape.Flavor flavor, NodeReading node) {
        int free = Math.max(flavor.total() - node.enis().size(), 0);
        int trunk = left(flavor, node, EniReading.Kind.TRUNK, free);
        int rdma = left(flavor, node, EniReading.Kind.RDMA, free - trunk);
        int secondary = left(flavor, node, EniReading.Kind.SECONDARY, free - trunk - rdma);
        return new NewSlots(trunk, rdma, secondary);
    }

    private static int left(NodeShape.Flavor flavor, NodeReading node, EniReading.Kind kind, int atMost) {
        long there = node.enis().stream().filter(eni -> eni.kind() == kind).count();
        return (int) Math.max(Math.min(flavor.of(kind) - there, atMost), 0);
    }
}
