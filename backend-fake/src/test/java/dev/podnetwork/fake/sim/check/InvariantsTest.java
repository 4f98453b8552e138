package dev.podnetwork.fake.sim.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.PodRef;
import dev.podnetwork.api.PodUid;
import dev.podnetwork.api.SecurityGroupId;
import dev.podnetwork.api.allocation.AllocatedEni;
import dev.podnetwork.api.allocation.Allocation;
import dev.podnetwork.api.allocation.AllocationPhase;
import dev.podnetwork.api.cloud.CloudOp;
import dev.podnetwork.api.cloud.EniDescription;
import dev.podnetwork.api.cloud.TrafficMode;
import dev.podnetwork.api.release.ReleasePolicy;
import dev.podnetwork.spi.Leadership;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class InvariantsTest {
    private static final ReleasePolicy TEN_MINUTES = ReleasePolicy.Ttl.of(Duration.ofMinutes(10));

    private final CheckedWorld w = new CheckedWorld();

    private static void violates(String invariant, org.assertj.core.api.ThrowableAssert.ThrowingCallable what) {
        Throwable thrown = catchThrowable(what);
        assertThat(thrown).isInstanceOf(InvariantViolation.class).hasMessageContaining("seed 9 at PT");
        assertThat(((InvariantViolation) thrown).invariant()).isEqualTo(invariant);
    }

    private void send(CloudOp op) {
        w.invariants.sent(w.process, Leadership.always(), op);
    }

    private CloudOp.DetachEni detach() {
        return new CloudOp.DetachEni(w.held(), CheckedWorld.INSTANCE, w.trunk());
    }

    @Test
    void doingEverythingRightViolatesNothing() {
        assertThatCode(() -> {
                    w.bind(TEN_MINUTES);
                    w.minutes(10);
                    w.retain();
                    w.minutes(11);
                    w.store.put(CheckedWorld.POD, w.now().in(AllocationPhase.DELETING));
                    send(new CloudOp.DeleteEni(w.held()));
                    w.cloud.call(new CloudOp.DeleteEni(w.held()));
                    w.minutes(60);
                })
                .doesNotThrowAnyException();
        assertThat(w.invariants.checks()).isGreaterThan(5);
    }

    @Test
    void twoRecordsWithOneInterface() {
        EniDescription eni = w.create("t");
        w.store.put(CheckedWorld.POD, w.record(CheckedWorld.POD, eni, ReleasePolicy.ELASTIC));
        PodRef other = PodRef.of("default", "other");
        violates("nothing is in two records", () -> w.store.put(other, w.record(other, eni, ReleasePolicy.ELASTIC)));
    }

    @Test
    void theAddressOfAVanishedInterfaceMayBeGivenOutAgainButNotThatOfAnExistingOne() {
        EniDescription first = w.create("first");
        w.store.put(CheckedWorld.POD, w.record(CheckedWorld.POD, first, ReleasePolicy.ELASTIC));
        EniDescription second = w.create("second");
        PodRef other = PodRef.of("default", "other");
        violates("nothing is in two records", () -> w.store.put(other, withAddress(w, other, second, first)));
        CheckedWorld again = new CheckedWorld();
        EniDescription vanishing = again.create("first");
        again.store.put(CheckedWorld.POD, again.record(CheckedWorld.POD, vanishing, ReleasePolicy.ELASTIC));
        again.cloud.vanish(vanishing.id());
        EniDescription next = again.create("second");
        assertThatCode(() -> {
                    again.store.put(other, withAddress(again, other, next, vanishing));
                    again.store.put(CheckedWorld.POD, again.now().detaching(false));
                })
                .doesNotThrowAnyException();
    }

    private static Allocation withAddress(CheckedWorld w, PodRef key, EniDescription eni, EniDescription address) {
        Allocation record = w.record(key, eni, ReleasePolicy.ELASTIC);
        AllocatedEni made =
                new AllocatedEni(eni.id(), eni.mac(), null, eni.zone(), address.primaryIpv4(), null, null, null);
        return record.withInterface(0, record.interfaces().get(0).withEni(made));
    }

    @Test
    void boundWithoutEverHavingBeenAttached() {
        EniDescription eni = w.create("t");
        w.store.put(CheckedWorld.POD, w.record(CheckedWorld.POD, eni, ReleasePolicy.ELASTIC));
        violates("a bound interface is attached on its node", w::putBound);
    }

    @Test
    void boundAgainOnTheStrengthOfTheLastAttachment() {
        w.bind(ReleasePolicy.NEVER);
        w.retain();
        w.store.put(
                CheckedWorld.POD,
                w.now()
                        .serving(PodUid.of("next"), CheckedWorld.NODE, CheckedWorld.INSTANCE, w.trunk())
                        .attachingAgain());
        violates("a bound interface is attached on its node", w::putBound);
    }

    @Test
    void aBoundInterfaceThatAFaultToreOffAndNobodyPutBack() {
        w.bind(ReleasePolicy.ELASTIC);
        w.cloud.tearOff(w.held());
        w.minutes(5);
        violates("a bound interface is attached on its node", () -> w.minutes(2));
    }

    @Test
    void aDisturbanceStartsTheTimeAgain() {
        w.bind(ReleasePolicy.ELASTIC);
        w.cloud.tearOff(w.held());
        w.minutes(5);
        w.invariants.disturbed();
        w.minutes(5);
        violates("a bound interface is attached on its node", () -> w.minutes(2));
    }

    @Test
    void boundForAPodThatIsGone() {
        w.bind(ReleasePolicy.ELASTIC);
        w.cluster.deletePod(CheckedWorld.POD);
        violates("a bound record serves a pod that is there", () -> w.minutes(10));
    }

    @Test
    void anInterfaceOfOursThatNoRecordNames() {
        w.create("lost");
        w.minutes(29);
        violates("every interface of ours has a record", () -> w.minutes(2));
    }

    @Test
    void aRecordThatIsRemovedBeforeItsInterface() {
        w.bind(ReleasePolicy.ELASTIC);
        EniId eni = w.held();
        w.store.put(CheckedWorld.POD, w.now().detaching(false).seenAt(w.world.storeTime()));
        w.store.handle(w.process).remove(w.store.get(CheckedWorld.POD).orElseThrow());
        w.minutes(20);
        assertThat(w.cloud.inspect().eni(eni)).isPresent();
        violates("every interface of ours has a record", () -> w.minutes(20));
    }

    @Test
    void aRecordThatChangesItsAddress() {
        w.bind(ReleasePolicy.NEVER);
        EniDescription other = w.create("other");
        violates(
                "a record keeps its addresses",
                () -> w.store.put(CheckedWorld.POD, w.record(CheckedWorld.POD, other, ReleasePolicy.NEVER)));
    }

    @Test
    void aRetainedAddressThatGoesTooEarly() {
        w.bind(TEN_MINUTES);
        w.retain();
        w.minutes(9);
        violates(
                "a retained address goes only by expiry or by the deletion of its record",
                () -> w.store.put(CheckedWorld.POD, w.now().in(AllocationPhase.DELETING)));
    }

    @Test
    void aRetainedAddressMayGoWhenAUserDeletesItsRecord() {
        w.bind(ReleasePolicy.NEVER);
        w.retain();
        w.store.requestDeletion(CheckedWorld.POD);
        assertThatCode(() -> w.store.put(CheckedWorld.POD, w.now().in(AllocationPhase.DELETING)))
                .doesNotThrowAnyException();
    }

    @Test
    void aDeletionTimeThatIsMissingOrWrittenAgain() {
        w.bind(TEN_MINUTES);
        w.minutes(10);
        violates(
                "the release writes the deletion time",
                () -> w.store.put(CheckedWorld.POD, w.now().detaching(true)));
        CheckedWorld second = new CheckedWorld();
        second.bind(TEN_MINUTES);
        second.retain();
        second.minutes(1);
        violates(
                "the deletion time is written once",
                () -> second.store.put(CheckedWorld.POD, second.now().seenAt(second.world.storeTime())));
    }

    @Test
    void aBoundRecordThatTakesAnotherIncarnation() {
        w.bind(ReleasePolicy.NEVER);
        Allocation other = w.now().serving(PodUid.of("other"), CheckedWorld.NODE, CheckedWorld.INSTANCE, w.trunk());
        violates(
                "a bound record detaches before it serves another incarnation",
                () -> w.store.put(CheckedWorld.POD, other));
    }

    @Test
    void anElasticRecordThatTakesAnotherIncarnation() {
        EniDescription eni = w.create("t");
        w.store.put(CheckedWorld.POD, w.record(CheckedWorld.POD, eni, ReleasePolicy.ELASTIC));
        Allocation other = w.now().serving(PodUid.of("other"), CheckedWorld.NODE, CheckedWorld.INSTANCE, w.trunk());
        violates("an elastic record never changes uid", () -> w.store.put(CheckedWorld.POD, other));
    }

    @Test
    void takingTheNetworkOfALivingPodAway() {
        w.bind(ReleasePolicy.ELASTIC);
        w.store.put(CheckedWorld.POD, w.now().detaching(false).seenAt(w.world.storeTime()));
        violates("the network of a living pod is never taken away", () -> send(detach()));
    }

    @Test
    void callsBeforeTheirIntentIsCommitted() {
        w.bind(ReleasePolicy.NEVER);
        String invariant = "no mutating call before its intent is committed";
        violates(invariant, () -> send(detach()));
        violates(invariant, () -> send(new CloudOp.AttachEni(w.held(), CheckedWorld.INSTANCE, w.trunk(), null)));
        violates(invariant, () -> send(new CloudOp.DeleteEni(w.held())));
        EniDescription unknown = w.create("t");
        violates(invariant, () -> send(new CloudOp.AttachEni(unknown.id(), CheckedWorld.INSTANCE, w.trunk(), null)));
    }

    @Test
    void deletingARetainedInterface() {
        w.bind(ReleasePolicy.NEVER);
        w.retain();
        violates("a retained interface is never deleted", () -> send(new CloudOp.DeleteEni(w.held())));
    }

    @Test
    void releasingWhatIsNotOurs() {
        violates("what is released carries our tag or is in a record", () -> send(new CloudOp.DeleteEni(w.trunk())));
    }

    @Test
    void aCreateWithoutItsTokenAsATagOrWithoutAnIntent() {
        violates("a create carries its token, also as a tag", () -> send(create("t", Map.of())));
        CheckedWorld checked = new CheckedWorld(
                InvariantSettings.usual().withTokens((uid, name, intent) -> uid + "/" + name + "/" + intent));
        Map<String, String> tags =
                Map.of(CheckedWorld.TAG, "made-up", "ack.aliyun.com", "c-1", "creator", "terway-controller");
        violates(
                "no mutating call before its intent is committed",
                () -> checked.invariants.sent(checked.process, Leadership.always(), create("made-up", tags)));
    }

    private static CloudOp.CreateEni create(String token, Map<String, String> tags) {
        List<SecurityGroupId> groups = List.of(SecurityGroupId.of("sg-1"));
        return new CloudOp.CreateEni(CheckedWorld.VSWITCH, groups, 0, false, null, TrafficMode.STANDARD, tags, token);
    }

    @Test
    void aDeposedProcessThatSends() {
        w.bind(ReleasePolicy.ELASTIC);
        long deadline = w.process.ticks() - 1;
        violates("a deposed process sends nothing", () -> w.invariants.sent(w.process, () -> deadline, detach()));
    }

    @Test
    void moreCallsThanTheLimit() {
        CheckedWorld limited = new CheckedWorld(InvariantSettings.usual().withRates(api -> 3));
        CloudOp read = new CloudOp.DescribeInstances(List.of());
        for (int i = 0; i < 3; i++) {
            limited.invariants.sent(limited.process, Leadership.always(), read);
            limited.world.runFor(Duration.ofSeconds(21));
        }
        limited.invariants.sent(limited.process, Leadership.always(), read);
        violates(
                "the call rate stays within the limit",
                () -> limited.invariants.sent(limited.process, Leadership.always(), read));
        limited.invariants.processStarted();
        assertThat(Set.of(limited.invariants.checks())).doesNotContain(0L);
    }

    @Test
    void aViolationThatSomebodyCatchesStillEndsTheRun() {
        w.bind(ReleasePolicy.ELASTIC);
        w.world.schedule(1, () -> {
            Throwable caught = catchThrowable(() -> send(detach()));
            assertThat(caught).isInstanceOf(InvariantViolation.class);
        });
        violates("no mutating call before its intent is committed", () -> w.minutes(1));
    }
}
