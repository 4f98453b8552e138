package dev.podnetwork.fake;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.SecurityGroupId;
import dev.podnetwork.api.cloud.CloudReply;
import dev.podnetwork.api.cloud.LeniOp;
import dev.podnetwork.fake.state.Answer;
import dev.podnetwork.fake.state.CloudState;
import dev.podnetwork.fake.state.LeniBook;
import dev.podnetwork.fake.state.LeniRules;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where calls about Lingjun interfaces arrive: rule, and the asynchronous end. Guarded by the lock of {@link FakeCloud}. */
final class LeniDesk {
    private final CloudState state;
    private final LeniBook book;
    private final LeniRules rules;
    private final Desk.Later later;
    private final SplitMix64 chance;
    private final FakeLatencies latencies;

    LeniDesk(CloudState state, Desk.Later later, SplitMix64 chance, FakeLatencies latencies) {
        this.state = state;
        this.book = state.lenis();
        this.rules = new LeniRules(state, book);
        this.later = later;
        this.chance = chance;
        this.latencies = latencies;
    }

    Answer decide(LeniOp op, Disturbance disturbance, long answeredAt) {
        if (op instanceof LeniOp.CreateLeni create) {
            Answer answer = rules.create(create, answeredAt);
            if (answer instanceof Answer.Done done && done.reply() instanceof CloudReply.LeniCreated made) {
                end(made.leni(), latencies.attach(), disturbance);
            }
            return answer;
        }
        if (op instanceof LeniOp.AttachLeni attach) {
            return ending(attach.leni(), rules.attach(attach), latencies.attach(), disturbance);
        }
        if (op instanceof LeniOp.DetachLeni detach) {
            return ending(detach.leni(), rules.detach(detach), latencies.detach(), disturbance);
        }
        if (op instanceof LeniOp.DeleteLeni delete) {
            return ending(delete.leni(), rules.delete(delete, answeredAt), latencies.delete(), disturbance);
        }
        return addresses(op, disturbance, answeredAt);
    }

    Answer update(EniId id, @Nullable SecurityGroupId group) {
        return rules.update(id, group);
    }

    private Answer addresses(LeniOp op, Disturbance disturbance, long answeredAt) {
        if (op instanceof LeniOp.AssignLeniAddress assign) {
            Answer answer = rules.assign(assign, answeredAt);
            if (answer instanceof Answer.Done done && done.reply() instanceof CloudReply.LeniAddressAssigned made) {
                endAddress(made.leni(), made.name(), disturbance);
            }
            return answer;
        }
        if (op instanceof LeniOp.UnassignLeniAddress less) {
            Answer answer = rules.unassign(less, answeredAt);
            if (answer instanceof Answer.Done) {
                endAddress(less.leni(), less.name(), disturbance);
            }
            return answer;
        }
        return op instanceof LeniOp.DescribeLenis describe ? page(describe, disturbance) : book.read(op);
    }

    private Answer page(LeniOp.DescribeLenis op, Disturbance disturbance) {
        long age = latencies.readLag().pick(chance) + disturbance.staleNanos();
        return disturbance.empty()
                ? new Answer.Done(new CloudReply.LeniPage(List.of(), 0, state.now()))
                : book.page(op, age);
    }

    private Answer ending(EniId id, Answer answer, Latency latency, Disturbance disturbance) {
        if (answer instanceof Answer.Done) {
            end(id, latency, disturbance);
        }
        return answer;
    }

    private void end(EniId id, Latency latency, Disturbance disturbance) {
        int transition = book.transition(id);
        boolean fails = disturbance.stuck() || disturbance.fallsBack();
        later.run(latency.pick(chance) + disturbance.effectDelayNanos(), () -> book.end(id, transition, fails));
    }

    private void endAddress(EniId id, String name, Disturbance disturbance) {
        later.run(latencies.call().pick(chance) + disturbance.effectDelayNanos(), () -> book.endAddress(id, name));
    }
}
