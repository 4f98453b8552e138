package dev.podnetwork.core.node;

import dev.podnetwork.api.cloud.AddressCounts;
import dev.podnetwork.api.cloud.CloudFault;
import dev.podnetwork.api.cloud.CloudOp;
import dev.podnetwork.api.cloud.CloudReply;
import dev.podnetwork.api.cloud.EniAttachment;
import dev.podnetwork.api.cloud.EniDescription;
import dev.podnetwork.api.cloud.EniFilter;
import dev.podnetwork.api.cloud.EniType;
import dev.podnetwork.api.cloud.Observation;
import dev.podnetwork.api.cloud.TrafficMode;
import dev.podnetwork.api.pool.CloudIntent;
import dev.podnetwork.core.allocation.Call;
import dev.podnetwork.core.cloud.Priority;
import dev.podnetwork.core.plan.EniReading;
import dev.podnetwork.core.plan.EniReading.Incoming;
import dev.podnetwork.core.plan.EniReading.Kind;
import dev.podnetwork.core.plan.PlanStep;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A new interface: intent, create, attach, and when it is seen attached its addresses are idle. A create that cannot be
 * attached is deleted again (spec: node-ipam §2.5, §8.1).
 */
final class CreateWork extends EniWork {
    private static final int MOST_ATTACHES = 3;

    private final PlanStep.Create step;
    private final Priority priority;
    private int attaches;
    private int emptyAnswers;
    private long attachedAt;

    CreateWork(NodeCore node, NodeEni eni, PlanStep.Create step) {
        super(node, eni);
        this.step = step;
        this.priority = step.urgent() ? Priority.POD : Priority.WARM_UP;
        eni.incoming = new Incoming(step.ipv4(), step.ipv6(), step.ipv4Prefixes(), step.ipv6Prefixes());
    }

    void start() {
        node.fleet.ledger.reserve(step.vSwitch(), addresses());
        int ipv4 = step.ipv4Prefixes() > 0 ? step.ipv4Prefixes() : step.ipv4();
        int ipv6 = step.ipv6Prefixes() > 0 ? step.ipv6Prefixes() : step.ipv6();
        open(new Intents.Wish(CloudIntent.Kind.CREATE_ENI, null, step.vSwitch(), ipv4, ipv6, List.of()), this::create);
    }

    /** Another process opened the intent: its interface is looked for by tag, and never asked for again. */
    void resume(CloudIntent before) {
        intent = before;
        node.fleet.ledger.reserve(step.vSwitch(), addresses());
        find();
    }

    /** One that was found on its way to the node at the start. */
    void resumeAttach(EniDescription found, @Nullable CloudIntent before) {
        intent = before;
        eni.id = found.id();
        eni.primary = found.primaryIpv4();
        attachedAt = node.now();
        watch(Call.ATTACH, true, this::observed);
    }

    private int addresses() {
        return step.ipv4() + 16 * step.ipv4Prefixes();
    }

    private void create() {
        AddressCounts counts =
                new AddressCounts(step.ipv4() - 1, step.ipv6(), step.ipv4Prefixes(), step.ipv6Prefixes());
        CloudOp op = new CloudOp.CreateEni(
                step.vSwitch(),
                node.spec.place().securityGroups(),
                counts,
                step.kind() == Kind.TRUNK ? EniType.TRUNK : EniType.SECONDARY,
                true,
                node.spec.place().resourceGroupId(),
                step.kind() == Kind.RDMA ? TrafficMode.HIGH_PERFORMANCE : TrafficMode.STANDARD,
                NodeTags.of(node.spec, opened().clientToken()),
                opened().clientToken());
        call(op, priority, (reply, sentAt) -> created(reply));
    }

    private void created(CloudReply reply) {
        if (reply instanceof CloudReply.EniCreated made) {
            made(made.eni());
            return;
        }
        CloudFault fault = Answered.faultOf(reply);
        switch (fault.kind()) {
            case THROTTLED, UNAVAILABLE, OUTCOME_UNKNOWN, CONFLICT ->
                again(fault, tokenIsYoung() ? this::create : this::find);
            case TOKEN_SPENT -> find();
            default -> refused(fault);
        }
    }

    private void refused(CloudFault fault) {
        if (fault.kind() == CloudFault.Kind.ADDRESS_EXHAUSTED) {
            exhausted();
        } else {
            node.planner.refusedCreate(fault);
        }
        node.note("create from " + step.vSwitch() + ": " + fault.code() + " " + fault.message());
        end();
    }

    private void exhausted() {
        if (step.ipv4Prefixes() > 0) {
            node.planner.noBlock(step.vSwitch());
        } else {
            node.fleet.ledger.exhausted(step.vSwitch(), node.now());
        }
        node.fleet.readVSwitches(List.of(step.vSwitch()), priority);
    }

    /** Nothing came of it. */
    private void end() {
        node.fleet.ledger.reserve(step.vSwitch(), -addresses());
        node.enis.remove(eni);
        node.intents.close(opened(), List.of());
        node.settled(eni);
    }

    private void find() {
        CloudOp op = new CloudOp.DescribeEnis(
                EniFilter.tagged(NodeTags.INTENT, opened().clientToken()), null, CloudOp.DescribeEnis.MAX_PAGE);
        call(op, priority, (reply, sentAt) -> found(reply));
    }

    private void found(CloudReply reply) {
        if (!(reply instanceof CloudReply.EniPage page)) {
            again(Answered.faultOf(reply), this::find);
        } else if (!page.enis().isEmpty()) {
            made(page.enis().stream()
                    .min(Comparator.comparing(EniDescription::createdAt))
                    .orElseThrow());
        } else if (++emptyAnswers < 2) {
            node.after(node.times().lag().toNanos(), this::find);
        } else {
            end();
        }
    }

    private void made(EniDescription made) {
        succeeded();
        eni.id = made.id();
        eni.kind = CloudView.kindOf(made);
        eni.bornAt = node.now();
        eni.primary = made.primaryIpv4();
        node.fleet.ledger.reserve(step.vSwitch(), -addresses());
        node.fleet.ledger.made(step.vSwitch(), addresses(), node.now());
        eni.unserved = addresses();
        attach();
    }

    private void attach() {
        attaches++;
        CloudOp op = new CloudOp.AttachEni(eni.knownId(), node.spec.instance(), null, null);
        call(op, priority, (reply, sentAt) -> attachTaken(reply));
    }

    private void attachTaken(CloudReply reply) {
        attachedAt = node.now();
        if (reply instanceof CloudReply.Accepted) {
            succeeded();
            watch(Call.ATTACH, true, this::observed);
            return;
        }
        CloudFault fault = Answered.faultOf(reply);
        switch (fault.kind()) {
            case THROTTLED, UNAVAILABLE -> again(fault, this::attachAgain);
            case OUTCOME_UNKNOWN, CONFLICT, NOT_FOUND, TOKEN_SPENT -> {
                // A conflict says that it is attached, or on its way: what showed it loose was old.
                attaches -= fault.kind() == CloudFault.Kind.CONFLICT ? 1 : 0;
                again(fault, () -> watch(Call.ATTACH, false, this::observed));
            }
            default -> {
                node.planner.refusedCreate(fault);
                abandon();
            }
        }
    }

    private void attachAgain() {
        attaches--;
        attach();
    }

    private void observed(Observation observation) {
        EniDescription seen = observation.seen();
        boolean late = isAfter(observation, attachedAt);
        if (seen == null) {
            missing(late);
            return;
        }
        emptyAnswers = 0;
        EniAttachment at = seen.attachment();
        boolean here = at != null && at.instance().equals(node.spec.instance());
        switch (seen.status()) {
            case IN_USE -> {
                if (here) {
                    attached(seen);
                } else {
                    gone();
                }
            }
            case AVAILABLE -> {
                if (!late) {
                    watch(Call.ATTACH, false, this::observed);
                } else if (attaches < MOST_ATTACHES) {
                    attach();
                } else {
                    node.planner.pauseCreates(10_000_000_000L, eni + " was not attached in " + attaches + " attempts");
                    abandon();
                }
            }
            default -> watch(Call.ATTACH, false, this::observed);
        }
    }

    /** Gone is what two answers after the lag do not hold. */
    private void missing(boolean late) {
        emptyAnswers += late && !eni.isYoung(node.now(), node.times().lag().toNanos()) ? 1 : 0;
        if (emptyAnswers >= 2) {
            node.fleet.ledger.freed(eni.vSwitch, eni.unserved, node.now());
            gone();
        } else {
            node.after(late ? node.times().lag().toNanos() : 0, () -> watch(Call.ATTACH, false, this::observed));
        }
    }

    private void attached(EniDescription seen) {
        succeeded();
        eni.state = EniReading.State.IN_USE;
        node.planner.created();
        node.warmUp.obtained(CloudView.adopt(node, eni, seen, List.of()));
        if (intent != null) {
            node.intents.close(intent, List.of());
        }
        node.settled(eni);
    }

    private void gone() {
        node.enis.remove(eni);
        if (intent != null) {
            node.intents.close(intent, List.of());
        }
        node.settled(eni);
    }

    /** It exists and cannot serve: it is deleted, by an intent of its own that takes the place of this one. */
    private void abandon() {
        new DeleteWork(node, eni).startInPlaceOf(intent);
    }
}
