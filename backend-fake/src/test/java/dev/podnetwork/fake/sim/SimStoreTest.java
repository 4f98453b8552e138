package dev.podnetwork.fake.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.PodRef;
import dev.podnetwork.api.allocation.Allocation;
import dev.podnetwork.api.allocation.AllocationPhase;
import dev.podnetwork.api.release.ReleasePolicy;
import dev.podnetwork.spi.CommitReply;
import dev.podnetwork.spi.ListReply;
import dev.podnetwork.spi.ReadReply;
import dev.podnetwork.spi.RecordStore;
import dev.podnetwork.spi.Stored;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class SimStoreTest {
    private static final PodRef POD = Sample.pod("web-0");

    private final SimWorld world = new SimWorld(3);
    private final SimStore<Allocation> store = SimStore.ofAllocations(world);
    private final SimProcess process = world.start("controller");
    private final RecordStore<Allocation> handle = store.handle(process);
    private final Allocation requested = Sample.requested(POD, ReleasePolicy.NEVER);
    private final Allocation bound = Sample.bound(POD, "eni-1", "10.0.0.1", ReleasePolicy.NEVER);

    private <T> List<T> collect(CompletionStage<T> stage) {
        List<T> answers = new ArrayList<>();
        stage.thenAccept(answers::add);
        return answers;
    }

    private <T> T await(CompletionStage<T> stage) {
        List<T> answers = collect(stage);
        assertThat(answers).isEmpty();
        world.runFor(Duration.ofSeconds(30));
        assertThat(answers).hasSize(1);
        return answers.get(0);
    }

    private Stored<Allocation> now() {
        return store.get(POD).orElseThrow();
    }

    @Test
    void aRecordIsCreatedReadListedAndTakenOnlyOnce() {
        CommitReply.Committed created = (CommitReply.Committed) await(handle.create(POD, requested));
        assertThat(await(handle.create(POD, requested))).isInstanceOf(CommitReply.Conflict.class);
        ReadReply.Found<Allocation> found = (ReadReply.Found<Allocation>) await(handle.read(POD));
        assertThat(found.stored().record()).isEqualTo(requested);
        assertThat(found.stored().uid()).isEqualTo(created.uid());
        assertThat(found.stored().version()).isEqualTo(created.version());
        ListReply.Listed<Allocation> listed = (ListReply.Listed<Allocation>) await(handle.list());
        assertThat(listed.records()).containsExactly(found.stored());
        assertThat(await(handle.read(Sample.pod("other")))).isInstanceOf(ReadReply.Missing.class);
        assertThat(store.writes()).isEqualTo(new StoreWrites(1, 0, 0, 0, 0));
    }

    @Test
    void onlyTheHalfThatChangedIsWritten() {
        await(handle.create(POD, requested));
        Stored<Allocation> first = now();
        CommitReply.Committed same = (CommitReply.Committed) await(handle.update(first, requested));
        assertThat(same.version()).isEqualTo(first.version());
        assertThat(store.writes().total()).isEqualTo(1);

        Allocation attaching =
                Sample.holding(requested, EniId.of("eni-1"), "10.0.0.1", null).in(AllocationPhase.ATTACHING);
        await(handle.update(first, attaching));
        assertThat(store.writes()).isEqualTo(new StoreWrites(1, 1, 0, 0, 0));
        await(handle.update(now(), bound));
        assertThat(store.writes()).isEqualTo(new StoreWrites(1, 1, 1, 0, 0));
        assertThat(now().record()).isEqualTo(bound);
        assertThat(store.lossyWrites()).isZero();
    }

    @Test
    void aStaleVersionIsAConflictAndWritesNothing() {
        await(handle.create(POD, requested));
        Stored<Allocation> stale = now();
        store.touch(POD);
        assertThat(await(handle.update(stale, bound))).isInstanceOf(CommitReply.Conflict.class);
        assertThat(await(handle.remove(stale))).isInstanceOf(CommitReply.Conflict.class);
        assertThat(now().record()).isEqualTo(requested);
        store.faults().next(StoreFault.CONFLICT, 1);
        assertThat(await(handle.update(now(), bound))).isInstanceOf(CommitReply.Conflict.class);
    }

    @Test
    void aTornWriteReadsAsTheNewHeadWithTheOldStatus() {
        await(handle.create(POD, requested));
        Stored<Allocation> before = now();
        store.faults().next(StoreFault.TORN, 1);
        assertThat(await(handle.update(before, bound))).isInstanceOf(CommitReply.Unknown.class);
        assertThat(now().record().phase()).isEqualTo(AllocationPhase.ATTACHING);
        assertThat(now().record().interfaces().get(0).eni()).isNotNull();
        assertThat(now().version()).isNotEqualTo(before.version());
        await(handle.update(now(), bound));
        assertThat(now().record()).isEqualTo(bound);
    }

    @Test
    void aCrashBetweenTheTwoPartsLeavesTheFirst() {
        await(handle.create(POD, requested));
        List<CommitReply> replies = collect(handle.update(now(), bound));
        while (store.writes().heads() == 0) {
            world.step();
        }
        process.crash();
        world.runFor(Duration.ofMinutes(1));
        assertThat(replies).isEmpty();
        assertThat(now().record().phase()).isEqualTo(AllocationPhase.ATTACHING);
    }

    @Test
    void aCreateInTwoPartsCanBeTornToo() {
        store.faults().next(StoreFault.TORN_BY_CRASH, 1);
        List<CommitReply> replies = collect(handle.create(POD, bound));
        world.runFor(Duration.ofMinutes(1));
        assertThat(replies).isEmpty();
        assertThat(process.alive()).isFalse();
        assertThat(now().record().phase()).isEqualTo(AllocationPhase.ATTACHING);
    }

    @Test
    void aLostReplyIsUnknownWhetherItWasAppliedOrNot() {
        store.faults().next(StoreFault.LOST_REPLY, 1).next(StoreFault.LOST_REQUEST, 2);
        assertThat(await(handle.create(POD, requested))).isInstanceOf(CommitReply.Unknown.class);
        assertThat(store.size()).isEqualTo(1);
        assertThat(await(handle.update(now(), bound))).isInstanceOf(CommitReply.Unknown.class);
        assertThat(now().record()).isEqualTo(requested);
        assertThat(store.faults().struck()).isEqualTo(2);
    }

    @Test
    void unavailableReadsListsAndWritesSayNothing() {
        store.faults()
                .next(StoreFault.UNAVAILABLE, 1)
                .next(StoreFault.READ_FAILS, 1)
                .next(StoreFault.LIST_FAILS, 1);
        assertThat(await(handle.create(POD, requested))).isInstanceOf(CommitReply.Unavailable.class);
        assertThat(await(handle.read(POD))).isInstanceOf(ReadReply.Unavailable.class);
        assertThat(await(handle.list())).isInstanceOf(ListReply.Unavailable.class);
        assertThat(store.size()).isZero();
    }

    @Test
    void aRecordGoesInTwoSteps() {
        await(handle.create(POD, requested));
        Stored<Allocation> before = now();
        store.faults().next(StoreFault.TORN, 1);
        assertThat(await(handle.remove(before))).isInstanceOf(CommitReply.Unknown.class);
        assertThat(now().deletionRequested()).isTrue();
        assertThat(await(handle.remove(now()))).isInstanceOf(CommitReply.Committed.class);
        assertThat(store.size()).isZero();
        assertThat(store.writes()).isEqualTo(new StoreWrites(1, 0, 0, 1, 1));
        assertThat(await(handle.remove(before))).isInstanceOf(CommitReply.Committed.class);
        assertThat(store.writes().total()).isEqualTo(3);
    }

    @Test
    void aRecordThatAUserDeletesStaysUntilItIsRemoved() {
        await(handle.create(POD, requested));
        String uid = now().uid();
        assertThat(store.requestDeletion(POD)).isTrue();
        assertThat(now().deletionRequested()).isTrue();
        await(handle.update(now(), bound));
        assertThat(now().deletionRequested()).isTrue();
        await(handle.remove(now()));
        assertThat(store.requestDeletion(POD)).isFalse();
        await(handle.create(POD, requested));
        assertThat(now().uid()).isNotEqualTo(uid);
    }

    @Test
    void noticesComeLaterGetLostAndComeTwice() {
        List<PodRef> notices = new ArrayList<>();
        handle.listen(notices::add);
        store.put(POD, requested);
        assertThat(notices).isEmpty();
        world.runFor(Duration.ofSeconds(1));
        assertThat(notices).containsExactly(POD);
        store.faults().next(StoreFault.NOTICE_LOST, 1).next(StoreFault.NOTICE_REPEATED, 1);
        store.touch(POD);
        world.runFor(Duration.ofSeconds(1));
        assertThat(notices).hasSize(1);
        store.touch(POD);
        world.runFor(Duration.ofSeconds(1));
        assertThat(notices).hasSize(3);
        process.crash();
        store.touch(POD);
        world.runFor(Duration.ofSeconds(1));
        assertThat(notices).hasSize(3);
    }

    @Test
    void aHandleIsToldOfWhatOthersWriteAndNotOfItsOwnWrites() {
        List<PodRef> mine = new ArrayList<>();
        List<PodRef> theirs = new ArrayList<>();
        handle.listen(mine::add);
        store.handle(world.start("controller")).listen(theirs::add);
        await(handle.create(POD, requested));
        await(handle.update(now(), bound));
        await(handle.remove(now()));
        assertThat(mine).isEmpty();
        assertThat(theirs).hasSize(5).containsOnly(POD);
    }

    @Test
    void aWriteHeldBackByItsProcessReachesTheStoreWhenItIsLetGo() {
        process.holdEffects();
        List<CommitReply> replies = collect(handle.create(POD, requested));
        world.runFor(Duration.ofMinutes(3));
        assertThat(store.size()).isZero();
        process.releaseEffects();
        world.runFor(Duration.ofSeconds(1));
        assertThat(store.size()).isEqualTo(1);
        assertThat(replies).hasSize(1);
    }

    @Test
    void hooksHearEveryDurableChangeAtOnce() {
        List<String> changes = new ArrayList<>();
        store.onChange((key, before, after) ->
                changes.add((before == null ? "-" : before.phase().name()) + ">"
                        + (after == null ? "-" : after.phase().name())));
        await(handle.create(POD, requested));
        await(handle.update(now(), bound));
        await(handle.remove(now()));
        assertThat(changes)
                .containsExactly("->REQUESTED", "REQUESTED>ATTACHING", "ATTACHING>BOUND", "BOUND>BOUND", "BOUND>-");
    }
}
