package dev.podnetwork.core.weakness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.api.NodeRef;
import dev.podnetwork.api.PodRef;
import dev.podnetwork.api.allocation.NodeAnswer;
import dev.podnetwork.api.allocation.PodAnswer;
import dev.podnetwork.api.cloud.CloudOp;
import dev.podnetwork.api.cloud.CloudReply;
import dev.podnetwork.api.cloud.EniDescription;
import dev.podnetwork.api.cloud.EniFilter;
import dev.podnetwork.core.CoreSystem;
import dev.podnetwork.core.allocation.AllocationEvent;
import dev.podnetwork.core.allocation.AllocationMachine;
import dev.podnetwork.core.allocation.Effect;
import dev.podnetwork.core.allocation.Transition;
import dev.podnetwork.core.scenario.SmallWorld;
import dev.podnetwork.core.scenario.Wish;
import dev.podnetwork.fake.FakeCloudConfig;
import dev.podnetwork.fake.Fault;
import dev.podnetwork.fake.sim.run.SystemUnderTest;
import dev.podnetwork.spi.CloudNetwork;
import dev.podnetwork.spi.ClusterView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/**
 * W36: terminating pods and interfaces in motion are polled every 1–2 s. W50: a pod is fetched three times per bind, and interfaces are
 * described one by one. W51: an attach is sent again at each poll without a look at the state. Weak variants do just that.
 */
class W36W50W51CallsPerPodTest {
    private static final int PODS = 300;

    private static SmallWorld rollout(SystemUnderTest system) {
        SmallWorld w = new SmallWorld(FakeCloudConfig.strict(), 20);
        for (int i = 0; i < 10; i++) {
            w.trunkNode("n" + i, "a", 40);
        }
        return w.start(system)
                .run(SmallWorld.deployment("web", PODS), Wish.elastic().one())
                .untilBound(PODS);
    }

    /** Describes interfaces one by one. */
    private static final SystemUnderTest ONE_BY_ONE = CoreSystem.withPorts(ports -> Weak.with(
            ports,
            Weak.between(
                    ports.cloud(),
                    cloud -> op -> op instanceof CloudOp.DescribeEnis ask
                                    && ask.filter().ids().size() > 1
                            ? each(cloud, ask)
                            : cloud.call(op))));

    private static CompletionStage<CloudReply> each(CloudNetwork cloud, CloudOp.DescribeEnis ask) {
        List<EniDescription> found = new ArrayList<>();
        CompletionStage<CloudReply> all = CompletableFuture.completedFuture(CloudReply.Accepted.INSTANCE);
        for (var id : ask.filter().ids()) {
            CompletionStage<CloudReply> one =
                    cloud.call(new CloudOp.DescribeEnis(EniFilter.byIds(List.of(id)), null, ask.maxResults()));
            all = all.thenCombine(one, (before, reply) -> {
                if (reply instanceof CloudReply.EniPage page) {
                    found.addAll(page.enis());
                    return new CloudReply.EniPage(found, null, page.cloudTime());
                }
                return reply;
            });
        }
        return all;
    }

    @Test
    void twoMutatingCallsThreeWritesAndATenthOfADescribePerPod_W50() {
        Weak.shows(
                system -> {
                    SmallWorld w = rollout(system);
                    assertThat(w.calls("CreateNetworkInterface") + w.calls("AttachNetworkInterface"))
                            .isLessThanOrEqualTo(PODS * 21 / 10);
                    assertThat(w.calls("DescribeNetworkInterfaces")).isLessThanOrEqualTo(PODS / 10);
                    assertThat(w.store.writes().total()).isEqualTo(3L * PODS);
                },
                ONE_BY_ONE);
    }

    /** Sends the attach again with every describe. */
    private static final SystemUnderTest ATTACHES_AGAIN = CoreSystem.withPorts(ports -> {
        List<CloudOp> attaches = new ArrayList<>();
        return Weak.with(ports, Weak.between(ports.cloud(), cloud -> op -> {
            if (op instanceof CloudOp.AttachEni) {
                attaches.add(op);
            } else if (op instanceof CloudOp.DescribeEnis) {
                attaches.forEach(cloud::call);
            }
            return cloud.call(op);
        }));
    });

    @Test
    void aSlowAttachIsSentOnce_W51() {
        Weak.shows(
                system -> {
                    SmallWorld w = new SmallWorld().trunkNode("n1", "a", 10);
                    w.faults.on("AttachNetworkInterface").inject(new Fault.SlowAttach(Duration.ofSeconds(40)));
                    w.start(system)
                            .run(SmallWorld.bare("one", "n1"), Wish.elastic().one())
                            .untilBound("one");
                    assertThat(w.calls("AttachNetworkInterface")).isEqualTo(1);
                },
                ATTACHES_AGAIN);
    }

    /** Reads the pod every 2 s while it terminates. */
    private static final SystemUnderTest POLLS = CoreSystem.withMachine(machine -> (record, events, view) -> {
        Transition step = AllocationMachine.step(record, events, view);
        boolean answered = events.stream().anyMatch(each -> each instanceof AllocationEvent.PodRead);
        if (answered || !(view.pod() instanceof PodAnswer.Terminating)) {
            return step;
        }
        List<Effect> more = new ArrayList<>(step.effects());
        more.add(new Effect.ReadPod());
        return new Transition(
                step.next(),
                step.memory(),
                more,
                step.claims(),
                step.explanation(),
                view.ticks() + Duration.ofSeconds(2).toNanos());
    });

    private static void podsAreReadOnceInTheirLife(SystemUnderTest system) {
        AtomicLong reads = new AtomicLong();
        SystemUnderTest counted = ports -> system.start(Weak.with(ports, new CountingView(ports.view(), reads)));
        SmallWorld w = new SmallWorld().trunkNode("n1", "a", 30);
        w.start(counted)
                .run(SmallWorld.deployment("web", 20), Wish.elastic().one())
                .untilBound(20);
        assertThat(reads).as("uncached reads to bind").hasValue(0);
        w.cluster.scale(SmallWorld.ref("web"), 0);
        w.until(() -> w.store.size() == 0, Duration.ofMinutes(5), "all released");
        assertThat(reads.get()).as("uncached reads to release 20 pods").isLessThanOrEqualTo(20);
    }

    @Test
    void aPodIsReadOnceBeforeItsBindingIsGivenUpAndIsNotPolled_W36_W50() {
        Weak.shows(W36W50W51CallsPerPodTest::podsAreReadOnceInTheirLife, POLLS);
    }

    private record CountingView(ClusterView real, AtomicLong reads) implements ClusterView {
        @Override
        public PodAnswer pod(PodRef pod) {
            return real.pod(pod);
        }

        @Override
        public NodeAnswer node(NodeRef node) {
            return real.node(node);
        }

        @Override
        public CompletionStage<PodAnswer> read(PodRef pod) {
            reads.incrementAndGet();
            return real.read(pod);
        }

        @Override
        public void listen(Listener listener) {
            real.listen(listener);
        }
    }
}
