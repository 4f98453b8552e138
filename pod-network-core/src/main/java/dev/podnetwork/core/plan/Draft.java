package dev.podnetwork.core.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A plan while it is made: what all its parts share. */
final class Draft {
    final NodeShape shape;
    final PoolPolicy policy;
    final NodeReading node;
    final VSwitchFunds funds;
    private final List<PlanStep> steps = new ArrayList<>();
    private final List<PoolPlan.Lack> lacks = new ArrayList<>();
    private int creates;
    private int unplaced;

    @Nullable
    private Long reclaimAt;

    Draft(NodeShape shape, PoolPolicy policy, NodeReading node) {
        this.shape = shape;
        this.policy = policy;
        this.node = node;
        this.funds = new VSwitchFunds(node.vSwitches(), node.readings());
        this.creates = (int) node.enis().stream()
                .filter(eni -> eni.state() == EniReading.State.COMING)
                .count();
    }

    void add(PlanStep step) {
        steps.add(step);
    }

    void lack(PoolPlan.Kind kind, String text, @Nullable Long retryAt) {
        if (lacks.stream().noneMatch(each -> each.kind() == kind && each.text().equals(text))) {
            lacks.add(new PoolPlan.Lack(kind, text, retryAt));
        }
    }

    /** Takes leave to send one more interface on its way. */
    boolean mayCreate() {
        if (creates >= shape.calls().parallelCreates()) {
            lack(PoolPlan.Kind.CREATES_UNDER_WAY, creates + " interfaces are on their way, as many as may be", null);
            return false;
        }
        creates++;
        return true;
    }

    void unplaced(int addresses) {
        unplaced += addresses;
    }

    void reclaimAt(@Nullable Long tick) {
        reclaimAt = tick;
    }

    boolean isNothing() {
        return steps.isEmpty();
    }

    PoolPlan finish() {
        steps.sort(Comparator.comparing(PlanStep::urgent).reversed());
        return new PoolPlan(steps, unplaced, lacks, funds.unread(), reclaimAt);
    }
}
