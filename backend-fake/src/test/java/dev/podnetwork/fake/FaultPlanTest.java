package dev.podnetwork.fake;

import static dev.podnetwork.fake.FakeScene.NODE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.cloud.CloudFault;
import dev.podnetwork.api.cloud.CloudFault.Kind;
import dev.podnetwork.api.cloud.CloudOp;
import dev.podnetwork.api.cloud.CloudReply;
import dev.podnetwork.api.cloud.EniFilter;
import dev.podnetwork.api.cloud.EniStatus;
import dev.podnetwork.fake.state.WireFault;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class FaultPlanTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final FakeScene scene = FakeScene.quick();
    private final FaultPlan plan = scene.plan;

    @Test
    void aThrottledCallIsNotAppliedAndIsCounted() {
        plan.on("CreateNetworkInterface").inject(new Fault.Throttle(SECOND));

        CloudFault fault = failed(send(scene.creation()));
        assertThat(fault.kind()).isEqualTo(Kind.THROTTLED);
        assertThat(fault.retryAfter()).isEqualTo(SECOND);
        assertThat(scene.cloud.inspect().usedAddresses(FakeScene.VSW)).isEmpty();
        assertThat(scene.cloud.inspect().calls("CreateNetworkInterface").refused())
                .isEqualTo(1);
        assertThat(plan.applied()).containsEntry("throttle", 1L);
    }

    @Test
    void aRefusalIsWhatTheScriptSays() {
        plan.onAny().times(1).inject(new Fault.Refuse(WireFault.of(403, "Forbidden.RAM", "not you")));
        plan.onAny().nth(2).inject(new Fault.Refuse(WireFault.of(418, "Teapot", "no")));
        plan.onAny().nth(3).inject(new Fault.Refuse(WireFault.of(599, "Odd", "no")));

        assertThat(failed(send(scene.creation())).kind()).isEqualTo(Kind.FORBIDDEN);
        CloudFault unknown = failed(send(scene.creation()));
        assertThat(unknown.kind()).isEqualTo(Kind.INVALID_REQUEST);
        assertThat(unknown.known()).isFalse();
        CloudFault broken = failed(send(scene.creation()));
        assertThat(broken.kind()).isEqualTo(Kind.UNAVAILABLE);
        assertThat(broken.known()).isFalse();
    }

    @Test
    void aLostReplyIsOfACallThatWasApplied() {
        plan.on("CreateNetworkInterface").nth(1).inject(new Fault.LoseReply(null));
        plan.on("CreateNetworkInterface").nth(2).inject(new Fault.LoseReply(Duration.ofSeconds(8)));
        CloudOp op = scene.creation();
        CompletableFuture<CloudReply> never = send(op);
        scene.pass(Duration.ofHours(1));

        assertThat(never).isNotDone();
        assertThat(scene.cloud.inspect().usedAddresses(FakeScene.VSW)).hasSize(1);
        CompletableFuture<CloudReply> unknown = send(op);
        scene.pass(Duration.ofSeconds(7));
        assertThat(unknown).isNotDone();
        scene.pass(SECOND);
        assertThat(failed(unknown).kind()).isEqualTo(Kind.OUTCOME_UNKNOWN);
    }

    @Test
    void aResetCallIsNotAppliedAndSaysSo() {
        plan.onAny().nth(1).inject(new Fault.Reset());

        assertThat(failed(send(scene.creation())).kind()).isEqualTo(Kind.UNAVAILABLE);
        assertThat(scene.cloud.inspect().usedAddresses(FakeScene.VSW)).isEmpty();
        assertThat(scene.await(send(scene.creation()))).isInstanceOf(CloudReply.EniCreated.class);
    }

    @Test
    void aLateApplyIsHeldBackOnItsWay() {
        plan.onAny().nth(1).inject(new Fault.LateApply(MINUTE, false));
        plan.onAny().nth(2).inject(new Fault.LateApply(MINUTE, true));
        CompletableFuture<CloudReply> late = send(scene.creation());
        CompletableFuture<CloudReply> lost = send(scene.creation());

        scene.pass(MINUTE.minusMillis(1));
        assertThat(scene.cloud.inspect().usedAddresses(FakeScene.VSW)).isEmpty();
        scene.pass(SECOND);
        assertThat(scene.cloud.inspect().usedAddresses(FakeScene.VSW)).hasSize(2);
        assertThat(late).isDone();
        scene.pass(MINUTE);
        assertThat(lost).isNotDone();
        assertThat(plan.applied()).containsEntry("late-apply", 2L);
    }

    @Test
    void aLateEffectAndASlowAttachTakeTheirTimeAfterTheReply() {
        plan.on("AttachNetworkInterface").nth(1).inject(new Fault.SlowAttach(MINUTE));
        plan.on("DetachNetworkInterface").nth(1).inject(new Fault.LateEffect(MINUTE));
        EniId id = scene.created();
        assertThat(scene.await(send(attach(id)))).isInstanceOf(CloudReply.Accepted.class);

        scene.pass(MINUTE);
        assertThat(scene.status(id)).isEqualTo(EniStatus.ATTACHING);
        scene.pass(SECOND);
        assertThat(scene.status(id)).isEqualTo(EniStatus.IN_USE);
        scene.await(send(new CloudOp.DetachEni(id, NODE, null)));
        scene.pass(MINUTE);
        assertThat(scene.status(id)).isEqualTo(EniStatus.DETACHING);
        scene.pass(SECOND);
        assertThat(scene.status(id)).isEqualTo(EniStatus.AVAILABLE);
    }

    @Test
    void anAttachFallsBackWithoutAWord() {
        plan.on("AttachNetworkInterface").nth(1).inject(new Fault.AttachFallsBack());
        EniId id = scene.created();

        assertThat(scene.await(send(attach(id)))).isInstanceOf(CloudReply.Accepted.class);
        assertThat(scene.status(id)).isEqualTo(EniStatus.ATTACHING);
        scene.pass(SECOND);
        assertThat(scene.status(id)).isEqualTo(EniStatus.AVAILABLE);
    }

    @Test
    void aStuckDetachAndAStuckDeleteEndWhenAskedAgain() {
        plan.on("DetachNetworkInterface").nth(1).inject(new Fault.Stuck());
        plan.on("DeleteNetworkInterface").nth(1).inject(new Fault.Stuck());
        EniId id = scene.attached(NODE, null);
        CloudOp detach = new CloudOp.DetachEni(id, NODE, null);
        CloudOp delete = new CloudOp.DeleteEni(id);
        scene.await(send(detach));
        scene.pass(Duration.ofHours(1));

        assertThat(scene.status(id)).isEqualTo(EniStatus.DETACHING);
        scene.await(send(detach));
        scene.pass(SECOND);
        assertThat(scene.status(id)).isEqualTo(EniStatus.AVAILABLE);
        scene.await(send(delete));
        scene.pass(Duration.ofHours(1));
        assertThat(scene.status(id)).isEqualTo(EniStatus.DELETING);
        scene.await(send(delete));
        scene.pass(SECOND);
        assertThat(scene.cloud.inspect().eni(id)).isEmpty();
    }

    @Test
    void aStaleDescribeAnswersFromBeforeAndAnEmptyOneNothing() {
        plan.on("DescribeNetworkInterfaces").nth(1).inject(new Fault.StaleDescribe(MINUTE));
        plan.on("DescribeNetworkInterfaces").nth(2).inject(new Fault.EmptyDescribe());
        scene.await(send(new CloudOp.DescribeInstances(List.of())));
        EniId id = scene.created();
        CloudOp look = new CloudOp.DescribeEnis(EniFilter.byIds(List.of(id)), null, 500);
        scene.pass(MINUTE);
        scene.accepted(attach(id));
        scene.pass(SECOND);

        CloudReply.EniPage stale = (CloudReply.EniPage) scene.await(send(look));
        assertThat(stale.enis().get(0).status()).isEqualTo(EniStatus.AVAILABLE);
        assertThat(((CloudReply.EniPage) scene.await(send(look))).enis()).isEmpty();
        CloudReply.EniPage now = (CloudReply.EniPage) scene.await(send(look));
        assertThat(now.enis().get(0).status()).isEqualTo(EniStatus.IN_USE);
    }

    @Test
    void thingsVanishBehindOurBackSomeTimeAfterACall() {
        plan.on("CreateNetworkInterface").nth(1).inject(new Fault.EniVanishes(MINUTE));
        EniId vanishing = ((CloudReply.EniCreated) scene.await(send(scene.creation())))
                .eni()
                .id();
        plan.on("AttachNetworkInterface").nth(1).inject(new Fault.EniTornOff(MINUTE));
        plan.on("AttachNetworkInterface").nth(2).inject(new Fault.InstanceVanishes(MINUTE));
        EniId torn = scene.created();
        EniId going = scene.created();
        scene.await(send(attach(torn)));
        scene.await(send(attach(going)));
        scene.pass(Duration.ofSeconds(59));

        assertThat(scene.status(torn)).isEqualTo(EniStatus.IN_USE);
        assertThat(plan.applied()).isEmpty();
        scene.pass(SECOND);
        assertThat(scene.cloud.inspect().eni(vanishing)).isEmpty();
        assertThat(scene.status(torn)).isEqualTo(EniStatus.AVAILABLE);
        assertThat(scene.cloud.inspect().eni(going)).isEmpty();
        assertThat(scene.cloud.inspect().hasInstance(NODE)).isFalse();
        assertThat(plan.applied()).containsOnlyKeys("eni-torn-off", "eni-vanishes", "instance-vanishes");
    }

    @Test
    void aProcessThatIsGoneGetsNoReplyAndItsCallIsApplied() {
        CompletableFuture<CloudReply> stage = send(scene.creation());
        scene.process.crash();
        scene.pass(MINUTE);

        assertThat(stage).isNotDone();
        assertThat(scene.cloud.inspect().usedAddresses(FakeScene.VSW)).hasSize(1);
    }

    @Test
    void rulesStrikeTheCallsTheyNameAndNoOthers() {
        plan.on("CreateNetworkInterface").nth(3).inject(new Fault.Reset());
        plan.on("DeleteNetworkInterface")
                .between(VirtualTime.START.plusSeconds(60), VirtualTime.START.plusSeconds(120))
                .inject(new Fault.Reset());
        CloudOp delete = new CloudOp.DeleteEni(EniId.of("eni-x"));

        assertThat(List.of(works(), works(), works(), works())).containsExactly(true, true, false, true);
        assertThat(failed(send(delete)).kind()).isEqualTo(Kind.NOT_FOUND);
        scene.pass(MINUTE);
        assertThat(failed(send(delete)).kind()).isEqualTo(Kind.UNAVAILABLE);
        scene.pass(MINUTE);
        assertThat(failed(send(delete)).kind()).isEqualTo(Kind.NOT_FOUND);
        plan.onAny()
                .matching(op -> op instanceof CloudOp.DeleteEni gone
                        && gone.eni().value().equals("eni-y"))
                .inject(new Fault.Reset());
        assertThat(failed(send(delete)).kind()).isEqualTo(Kind.NOT_FOUND);
        plan.stop();
        assertThat(failed(send(new CloudOp.DeleteEni(EniId.of("eni-y")))).kind())
                .isEqualTo(Kind.NOT_FOUND);
    }

    private boolean works() {
        return scene.await(send(scene.creation())) instanceof CloudReply.EniCreated;
    }

    private CompletableFuture<CloudReply> send(CloudOp op) {
        return scene.network().call(op).toCompletableFuture();
    }

    private CloudFault failed(CompletableFuture<CloudReply> stage) {
        return ((CloudReply.Failed) scene.await(stage)).fault();
    }

    private static CloudOp attach(EniId id) {
        return new CloudOp.AttachEni(id, NODE, null, null);
    }
}
