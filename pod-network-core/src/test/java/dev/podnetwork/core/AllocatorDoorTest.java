package dev.podnetwork.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.podnetwork.api.ClusterId;
import dev.podnetwork.api.PodNetworkAllocator;
import dev.podnetwork.api.PodUid;
import dev.podnetwork.api.allocation.AllocationPhase;
import dev.podnetwork.api.allocation.AttachMode;
import dev.podnetwork.api.allocation.Binding;
import dev.podnetwork.api.allocation.Explanation;
import dev.podnetwork.api.allocation.ScarceResource;
import dev.podnetwork.api.error.CapacityException;
import dev.podnetwork.api.error.ClosedException;
import dev.podnetwork.api.error.RejectedException;
import dev.podnetwork.api.release.ReleasePolicy;
import dev.podnetwork.core.config.Degradation;
import dev.podnetwork.fake.FakeCloudNetwork;
import dev.podnetwork.spi.BindingPublisher;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The door as an embedder sees it, with the fake cloud and virtual time. */
class AllocatorDoorTest {
    private static final ReleasePolicy TTL = ReleasePolicy.Ttl.of(Duration.ofMinutes(10));

    private static Binding allocate(Embedded it, int pod) {
        return it.await(it.allocator.allocate(Embedded.wish(pod)));
    }

    @Test
    void allocateBindsAndReleaseGivesEverythingBack() {
        Embedded it = new Embedded();
        Binding binding = allocate(it, 0);
        assertThat(binding.uid()).isEqualTo(PodUid.of("uid-0"));
        assertThat(binding.interfaces().get(0).eni().ipv4()).startsWith("10.0.0.");
        assertThat(it.allocator.explain(Embedded.pod(0)).state()).isEqualTo(Explanation.State.BOUND);
        assertThat(it.enis()).isEqualTo(1);

        it.await(it.allocator.release(Embedded.pod(0), PodUid.of("uid-0")));
        it.pass(Duration.ofMinutes(1));
        assertThat(it.enis()).isZero();
        assertThat(it.allocator.explain(Embedded.pod(0)).state()).isEqualTo(Explanation.State.NOTHING);
    }

    @Test
    void allocatingAgainGivesTheSameBindingAndMakesNothing() {
        Embedded it = new Embedded();
        Binding first = allocate(it, 0);
        assertThat(allocate(it, 0)).isEqualTo(first);
        assertThat(it.enis()).isEqualTo(1);
    }

    @Test
    void aSecondWishJoinsTheFirst() {
        Embedded it = new Embedded();
        CompletionStage<Binding> one = it.allocator.allocate(Embedded.wish(0));
        CompletionStage<Binding> two = it.allocator.allocate(Embedded.wish(0));
        assertThat(it.await(one)).isEqualTo(it.await(two));
        assertThat(it.enis()).isEqualTo(1);
    }

    @Test
    void releasingTwiceOrWhatNeverWasIsFine() {
        Embedded it = new Embedded();
        allocate(it, 0);
        it.await(it.allocator.release(Embedded.pod(0), PodUid.of("uid-0")));
        it.await(it.allocator.release(Embedded.pod(0), PodUid.of("uid-0")));
        it.await(it.allocator.release(Embedded.pod(7), PodUid.of("uid-7")));
        assertThat(it.enis()).isZero();
    }

    @Test
    void releasingAnEarlierIncarnationLeavesTheLaterOneAlone() {
        Embedded it = new Embedded();
        allocate(it, 0);
        it.await(it.allocator.release(Embedded.pod(0), PodUid.of("uid-of-yesterday")));
        it.pass(Duration.ofMinutes(20));
        assertThat(it.allocator.explain(Embedded.pod(0)).state()).isEqualTo(Explanation.State.BOUND);
        assertThat(it.enis()).isEqualTo(1);
    }

    @Test
    void whatWasJustAskedMayEndAWaitForTheRateLimitAtOnce() {
        Embedded it = new Embedded(
                "10.0.0.0/24",
                builder -> builder.rateLimits(Map.of("DescribeVSwitches", 60, "CreateNetworkInterface", 1)));
        allocate(it, 0);
        CompletionStage<Binding> waits = it.allocator.allocate(Embedded.wish(1));
        it.pass(Duration.ofSeconds(1));
        Explanation said = it.allocator.explain(Embedded.pod(1));
        assertThat(said.waitsFor())
                .isEqualTo(new ScarceResource(ScarceResource.Kind.RATE_LIMIT, "CreateNetworkInterface"));
        assertThat(said.atLeast()).isGreaterThan(Duration.ofSeconds(10));

        CompletionStage<Binding> next =
                it.allocator.allocate(Embedded.wish(1, "uid-next", ReleasePolicy.ELASTIC, null));
        assertThat(it.allocator.explain(Embedded.pod(1)).atLeast()).isEqualTo(Duration.ZERO);
        assertThat(it.failure(waits)).isInstanceOf(RejectedException.class);
        assertThat(next.toCompletableFuture()).isNotDone();
    }

    @Test
    void anImpossibleWishIsRejectedWithTheChoiceToMake() {
        Embedded it = new Embedded();
        Throwable why = it.failure(
                it.allocator.allocate(Embedded.wish(0, "uid-0", ReleasePolicy.ELASTIC, AttachMode.SECONDARY)));
        assertThat(why)
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining("default/web-0")
                .hasMessageContaining("node-1")
                .hasMessageContaining("eniType Trunk or Default");
        assertThat(it.enis()).isZero();
        assertThat(it.allocator.snapshot().rejected()).isEqualTo(1);
    }

    @Test
    void aWishForTheNextIncarnationReplacesTheEarlierOne() {
        Embedded it = new Embedded();
        it.degradation.set(Degradation.L0);
        CompletionStage<Binding> earlier = it.allocator.allocate(Embedded.wish(0));
        it.pass(Duration.ofSeconds(1));
        CompletionStage<Binding> later =
                it.allocator.allocate(Embedded.wish(0, "uid-next", ReleasePolicy.ELASTIC, null));
        assertThat(it.failure(earlier)).isInstanceOf(RejectedException.class).hasMessageContaining("uid-next");
        it.degradation.set(Degradation.OFF);
        assertThat(it.await(later).uid()).isEqualTo(PodUid.of("uid-next"));
        it.pass(Duration.ofMinutes(20));
        assertThat(it.enis()).isEqualTo(1);
    }

    @Test
    void patienceEndsWithTheScarceResource() {
        Embedded it = new Embedded("10.0.0.0/29", builder -> builder);
        int bound = it.cloud.inspect().use(Embedded.VSW).capacity();
        assertThat(bound).isLessThan(Embedded.MEMBERS);
        for (int i = 0; i < bound; i++) {
            allocate(it, i);
        }
        Throwable why = it.failure(it.allocator.allocate(Embedded.wish(99), Duration.ofSeconds(30)));
        assertThat(why)
                .isInstanceOf(CapacityException.class)
                .hasMessageContaining("default/web-99")
                .hasMessageContaining("PT30S")
                .hasMessageContaining("vsw-a");
        assertThat(it.allocator.explain(Embedded.pod(99)).waitsFor()).hasToString("VSWITCH_ADDRESS vsw-a");

        it.await(it.allocator.release(Embedded.pod(0), PodUid.of("uid-0")));
        assertThat(it.await(it.allocator.allocate(Embedded.wish(99))).uid()).isEqualTo(PodUid.of("uid-99"));
    }

    @Test
    void aFullNodeIsNamedAndTheNextInLineGetsTheSlotThatIsFreed() {
        Embedded it = new Embedded();
        for (int i = 0; i < Embedded.MEMBERS; i++) {
            allocate(it, i);
        }
        CompletionStage<Binding> first = it.allocator.allocate(Embedded.wish(50));
        it.pass(Duration.ofSeconds(1));
        CompletionStage<Binding> second = it.allocator.allocate(Embedded.wish(51));
        it.pass(Duration.ofSeconds(1));
        assertThat(it.allocator.explain(Embedded.pod(51)).waitsFor()).hasToString("NODE_SLOT node-1");
        assertThat(it.allocator.snapshot().waiting()).isEqualTo(2);

        long freedAt = it.world.nanos();
        it.await(it.allocator.release(Embedded.pod(3), PodUid.of("uid-3")));
        it.await(first);
        assertThat(Duration.ofNanos(it.world.nanos() - freedAt)).isLessThan(Duration.ofMinutes(1));
        assertThat(second.toCompletableFuture().isDone()).isFalse();
    }

    @Test
    void aFixedPodRecreatedOnItsFullNodeIsBoundAgainWithoutWaitingForTheNextLook() {
        Embedded it = new Embedded();
        for (int i = 1; i < Embedded.MEMBERS; i++) {
            allocate(it, i);
        }
        Binding before = it.await(it.allocator.allocate(Embedded.wish(0, "uid-a", TTL, null)));
        CompletionStage<Void> released = it.allocator.release(Embedded.pod(0), PodUid.of("uid-a"));
        long asked = it.world.nanos();
        CompletionStage<Binding> again = it.allocator.allocate(Embedded.wish(0, "uid-b", TTL, null));
        it.await(released);
        Binding after = it.await(again);
        assertThat(after.interfaces().get(0).eni().ipv4())
                .isEqualTo(before.interfaces().get(0).eni().ipv4());
        assertThat(Duration.ofNanos(it.world.nanos() - asked)).isLessThan(Duration.ofMinutes(1));
    }

    @Test
    void closeEndsEveryWaitAndRefusesEveryNewWish() {
        Embedded it = new Embedded();
        it.degradation.set(Degradation.L0);
        CompletionStage<Binding> waiting = it.allocator.allocate(Embedded.wish(0));
        it.allocator.close();
        it.allocator.close();
        assertThat(it.failure(waiting)).isInstanceOf(ClosedException.class);
        assertThat(it.failure(it.allocator.allocate(Embedded.wish(1)))).isInstanceOf(ClosedException.class);
        assertThat(it.failure(it.allocator.release(Embedded.pod(1), PodUid.of("uid-1"))))
                .isInstanceOf(ClosedException.class);
    }

    @Test
    void threadsOfItsOwnEndWhenItIsClosed() throws Exception {
        Embedded it = new Embedded();
        PodNetworkAllocator own = PodNetworkAllocators.builder(
                        ClusterId.of("c-2"), FakeCloudNetwork.of(it.cloud, it.process), DeclaredPods.on())
                .build();
        CompletableFuture<Thread> loop = new CompletableFuture<>();
        own.allocate(Embedded.wish(0, "uid-0", ReleasePolicy.ELASTIC, null), Duration.ofMillis(1))
                .whenComplete((binding, why) -> loop.complete(Thread.currentThread()));
        Thread thread = loop.get(1, TimeUnit.MINUTES);
        assertThat(thread.getName()).startsWith("pod-network-");
        own.close();
        thread.join(60_000);
        assertThat(thread.isAlive()).isFalse();
    }

    @Test
    void jumpsOfTheWallClockReleaseNothingEarly() {
        Embedded it = new Embedded("10.0.0.0/24", builder -> builder);
        Binding before = it.await(it.allocator.allocate(Embedded.wish(0, "uid-a", TTL, null)));
        allocate(it, 1);
        it.await(it.allocator.release(Embedded.pod(0), PodUid.of("uid-a")));
        it.pods.synced();
        it.process.jumpClock(Duration.ofHours(1));
        it.pass(Duration.ofMinutes(4));
        it.process.jumpClock(Duration.ofHours(-2));
        it.pass(Duration.ofMinutes(4));
        assertThat(it.allocator.explain(Embedded.pod(0)).state()).isEqualTo(Explanation.State.RETAINED);
        assertThat(it.enis()).isEqualTo(2);
        Binding after = it.await(it.allocator.allocate(Embedded.wish(0, "uid-b", TTL, null)));
        assertThat(after.interfaces().get(0).eni())
                .isEqualTo(before.interfaces().get(0).eni());
    }

    @Test
    void afterItsTimeARetainedAddressIsReleased() {
        Embedded it = new Embedded();
        it.await(it.allocator.allocate(Embedded.wish(0, "uid-a", TTL, null)));
        it.await(it.allocator.release(Embedded.pod(0), PodUid.of("uid-a")));
        it.pods.synced();
        it.pass(Duration.ofMinutes(9));
        assertThat(it.enis()).isEqualTo(1);
        it.pass(Duration.ofMinutes(12));
        assertThat(it.enis()).isZero();
    }

    @Test
    void theSwitchHoldsEverythingAndSaysSo() {
        Embedded it = new Embedded();
        it.degradation.set(Degradation.L0);
        CompletionStage<Binding> binding = it.allocator.allocate(Embedded.wish(0));
        it.pass(Duration.ofMinutes(30));
        assertThat(it.enis()).isZero();
        assertThat(it.allocator.explain(Embedded.pod(0)).message()).contains("degradation switch is at L0");
        it.degradation.set(Degradation.OFF);
        assertThat(it.await(binding).uid()).isEqualTo(PodUid.of("uid-0"));
    }

    @Test
    void aPublisherThatThrowsHoldsNothingUp() {
        List<String> told = new ArrayList<>();
        Embedded it = new Embedded(
                "10.0.0.0/24",
                builder -> builder.publisher(new BindingPublisher() {
                    @Override
                    public void publish(Binding binding) {
                        told.add("publish");
                        throw new IllegalStateException("the data plane is away");
                    }

                    @Override
                    public void withdraw(dev.podnetwork.api.PodRef pod, PodUid uid) {
                        told.add("withdraw");
                        throw new IllegalStateException("the data plane is away");
                    }
                }));
        allocate(it, 0);
        it.await(it.allocator.release(Embedded.pod(0), PodUid.of("uid-0")));
        it.pass(Duration.ofMinutes(1));
        assertThat(told).containsExactly("publish", "withdraw");
        assertThat(it.enis()).isZero();
    }

    @Test
    void noMorePodsAreBoundInParallelThanPermitted() {
        Embedded it = new Embedded("10.0.0.0/24", builder -> builder.parallelPods(3));
        List<CompletableFuture<Binding>> all = new ArrayList<>();
        for (int i = 0; i < Embedded.MEMBERS; i++) {
            all.add(it.allocator.allocate(Embedded.wish(i)).toCompletableFuture());
        }
        int most = 0;
        while (!all.stream().allMatch(CompletableFuture::isDone) && it.world.step()) {
            Map<AllocationPhase, Integer> records = it.allocator.snapshot().records();
            most = Math.max(most, records.get(AllocationPhase.REQUESTED) + records.get(AllocationPhase.ATTACHING));
        }
        assertThat(all).allMatch(CompletableFuture::isDone);
        assertThat(most).isEqualTo(3);
        assertThat(Duration.ofNanos(it.world.nanos())).isLessThan(Duration.ofMinutes(2));
    }

    @Test
    void limitsThatMakeNoSenseAreRefusedWithWhatToGive() {
        assertThatThrownBy(() -> new Embedded("10.0.0.0/24", builder -> builder.parallelPods(0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("0 pods in parallel: give at least 1");
        assertThatThrownBy(() ->
                        new Embedded("10.0.0.0/24", builder -> builder.rateLimits(Map.of("CreateNetworkInterface", 0))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("CreateNetworkInterface is 0")
                .hasMessageContaining("at least 1");
    }
}
