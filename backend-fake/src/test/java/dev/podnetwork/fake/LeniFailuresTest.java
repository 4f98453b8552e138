package dev.podnetwork.fake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.InstanceId;
import dev.podnetwork.api.ZoneId;
import dev.podnetwork.api.cloud.CloudReply;
import dev.podnetwork.api.cloud.EniStatus;
import dev.podnetwork.api.cloud.LeniDescription;
import dev.podnetwork.api.cloud.LeniOp;
import dev.podnetwork.api.cloud.LeniStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What goes wrong with Lingjun interfaces: each transition can fail, and what is left then (spec: openapi-wire §9.1). */
class LeniFailuresTest {
    private static final InstanceId NODE = InstanceId.of("e01-1");

    private final FakeScene scene = FakeScene.quick();

    private CloudReply serve(LeniOp op, Disturbance disturbance) {
        CloudReply reply = scene.cloud.serve(op, disturbance).reply();
        scene.pass(Duration.ofSeconds(2));
        return reply;
    }

    private EniId created(Disturbance disturbance) {
        LeniOp op = new LeniOp.CreateLeni(
                ZoneId.of("zone-a"), FakeScene.VSW, null, FakeScene.SG, NODE, Map.of(), scene.freshToken());
        return ((CloudReply.LeniCreated) serve(op, disturbance)).leni();
    }

    private LeniStatus status(EniId id) {
        return list(id, Disturbance.NONE).get(0).status();
    }

    private List<LeniDescription> list(EniId id, Disturbance disturbance) {
        CloudReply reply = scene.cloud
                .serve(new LeniOp.DescribeLenis(id, null, 1), disturbance)
                .reply();
        return ((CloudReply.LeniPage) reply).lenis();
    }

    private void taken(LeniOp op, Disturbance disturbance) {
        assertThat(serve(op, disturbance)).isInstanceOf(CloudReply.Accepted.class);
    }

    @Test
    void aFailedCreateIsOnItsWayOutAndCanOnlyBeDeleted() {
        EniId id = created(Disturbance.fallingBack());
        assertThat(status(id)).isEqualTo(LeniStatus.CREATE_FAILED);
        assertThat(scene.cloud.inspect().eni(id).orElseThrow().status()).isEqualTo(EniStatus.DELETING);

        assertThat(scene.codeOf(new LeniOp.AttachLeni(id, NODE))).isEqualTo("1017");
        taken(new LeniOp.DeleteLeni(id, scene.freshToken()), Disturbance.NONE);
        assertThat(list(id, Disturbance.NONE)).isEmpty();
        assertThat(scene.cloud.inspect().use(FakeScene.VSW).used()).isZero();
    }

    @Test
    void aFailedAttachIsAttachedAgain() {
        EniId id = created(Disturbance.NONE);
        taken(new LeniOp.DetachLeni(id, NODE), Disturbance.NONE);
        taken(new LeniOp.AttachLeni(id, NODE), Disturbance.fallingBack());
        assertThat(status(id)).isEqualTo(LeniStatus.ATTACH_FAILED);
        taken(new LeniOp.AttachLeni(id, NODE), Disturbance.NONE);
        assertThat(status(id)).isEqualTo(LeniStatus.AVAILABLE);
    }

    @Test
    void aFailedDetachStaysOnItsNodeAndIsDetachedAgain() {
        EniId id = created(Disturbance.NONE);
        taken(new LeniOp.DetachLeni(id, NODE), Disturbance.hanging());
        assertThat(status(id)).isEqualTo(LeniStatus.DETACH_FAILED);
        assertThat(list(id, Disturbance.NONE).get(0).node()).isEqualTo(NODE);
        taken(new LeniOp.DetachLeni(id, NODE), Disturbance.NONE);
        assertThat(status(id)).isEqualTo(LeniStatus.UNATTACHED);
    }

    @Test
    void aFailedDeleteIsDeletedAgainUnderAnotherToken() {
        EniId id = created(Disturbance.NONE);
        taken(new LeniOp.DetachLeni(id, NODE), Disturbance.NONE);
        String token = scene.freshToken();
        taken(new LeniOp.DeleteLeni(id, token), Disturbance.hanging());
        taken(new LeniOp.DeleteLeni(id, token), Disturbance.NONE);
        assertThat(status(id)).isEqualTo(LeniStatus.DELETE_FAILED);
        taken(new LeniOp.DeleteLeni(id, scene.freshToken()), Disturbance.NONE);
        assertThat(list(id, Disturbance.NONE)).isEmpty();
    }

    @Test
    void aStaleListShowsWhatWas() {
        scene.cloud.keepHistory(Duration.ofMinutes(1));
        EniId id = created(Disturbance.NONE);
        scene.pass(Duration.ofSeconds(10));
        taken(new LeniOp.DetachLeni(id, NODE), Disturbance.NONE);
        long detach = Duration.ofSeconds(5).toNanos();
        assertThat(list(id, Disturbance.stale(detach)).get(0).status()).isEqualTo(LeniStatus.AVAILABLE);
        assertThat(list(id, Disturbance.stale(Duration.ofSeconds(30).toNanos())))
                .isEmpty();

        taken(new LeniOp.DeleteLeni(id, scene.freshToken()), Disturbance.NONE);
        assertThat(list(id, Disturbance.NONE)).isEmpty();
        long delete = Duration.ofMillis(2_500).toNanos();
        assertThat(list(id, Disturbance.stale(delete)).get(0).status()).isEqualTo(LeniStatus.UNATTACHED);
        assertThat(list(id, Disturbance.seeingNothing())).isEmpty();
    }

    @Test
    void aReleasedNodeLeavesItsInterfacesUnattached() {
        EniId id = created(Disturbance.NONE);
        assertThat(scene.cloud.releaseInstance(NODE)).isTrue();
        assertThat(scene.cloud.inspect().hasInstance(NODE)).isFalse();
        assertThat(status(id)).isEqualTo(LeniStatus.UNATTACHED);
        assertThat(scene.codeOf(new LeniOp.AttachLeni(id, NODE))).isEqualTo("1003");
    }
}
