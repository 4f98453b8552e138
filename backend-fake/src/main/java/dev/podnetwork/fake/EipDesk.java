package dev.podnetwork.fake;

import dev.podnetwork.api.EipId;
import dev.podnetwork.api.cloud.CloudReply;
import dev.podnetwork.api.cloud.EipOp;
import dev.podnetwork.fake.state.Answer;
import dev.podnetwork.fake.state.CloudState;
import dev.podnetwork.fake.state.EipBook;
import dev.podnetwork.fake.state.EipRules;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where calls about EIPs arrive: rule, and the asynchronous end. Guarded by the lock of {@link FakeCloud}. */
final class EipDesk {
    private final CloudState state;
    private final EipBook book;
    private final EipRules rules;
    private final Desk.Later later;
    private final SplitMix64 chance;
    private final FakeLatencies latencies;

    EipDesk(CloudState state, Desk.Later later, SplitMix64 chance, FakeLatencies latencies) {
        this.state = state;
        this.book = state.eips();
        this.rules = new EipRules(state, book);
        this.later = later;
        this.chance = chance;
        this.latencies = latencies;
    }

    Answer decide(EipOp op, Disturbance disturbance, long answeredAt) {
        if (op instanceof EipOp.DescribeEips describe) {
            long age = latencies.readLag().pick(chance) + disturbance.staleNanos();
            return disturbance.empty()
                    ? new Answer.Done(new CloudReply.EipPage(List.of(), 0, state.now()))
                    : book.page(describe, age);
        }
        if (op instanceof EipOp.AllocateEip allocate) {
            return rules.allocate(allocate, answeredAt);
        }
        if (op instanceof EipOp.AssociateEip associate) {
            return ending(
                    associate.eip(),
                    book.transition(associate.eip()),
                    rules.associate(associate, answeredAt),
                    latencies.attach(),
                    disturbance);
        }
        if (op instanceof EipOp.UnassociateEip less) {
            return ending(
                    less.eip(),
                    book.transition(less.eip()),
                    rules.unassociate(less, answeredAt),
                    latencies.detach(),
                    disturbance);
        }
        if (op instanceof EipOp.ReleaseEip release) {
            return ending(
                    release.eip(),
                    book.transition(release.eip()),
                    rules.release(release, answeredAt),
                    latencies.delete(),
                    disturbance);
        }
        return change(op, disturbance, answeredAt);
    }

    private Answer change(EipOp op, Disturbance disturbance, long answeredAt) {
        if (op instanceof EipOp.AddToBandwidthPackage add) {
            return packaging(
                    add.eip(),
                    book.transition(add.eip()),
                    add.packageId(),
                    rules.addToPackage(add, answeredAt),
                    disturbance);
        }
        if (op instanceof EipOp.RemoveFromBandwidthPackage remove) {
            return packaging(
                    remove.eip(),
                    book.transition(remove.eip()),
                    null,
                    rules.removeFromPackage(remove, answeredAt),
                    disturbance);
        }
        return op instanceof EipOp.ModifyEip modify
                ? rules.modify(modify, answeredAt)
                : rules.tag((EipOp.TagEips) op, answeredAt);
    }

    /** Sets the end of what was started; a replayed answer has started nothing. */
    private Answer ending(EipId id, int before, Answer answer, Latency latency, Disturbance disturbance) {
        int transition = book.transition(id);
        if (answer instanceof Answer.Done && transition != before) {
            later.run(latency.pick(chance) + disturbance.effectDelayNanos(), () -> book.end(id, transition));
        }
        return answer;
    }

    private Answer packaging(EipId id, int before, @Nullable String into, Answer answer, Disturbance disturbance) {
        int transition = book.transition(id);
        if (answer instanceof Answer.Done && transition != before) {
            later.run(
                    latencies.attach().pick(chance) + disturbance.effectDelayNanos(),
                    () -> book.endPackage(id, transition, into));
        }
        return answer;
    }
}
