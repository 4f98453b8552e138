package dev.podnetwork.bench;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.InstanceId;
import dev.podnetwork.api.cloud.CloudOp;
import dev.podnetwork.api.cloud.CloudReply;
import dev.podnetwork.api.cloud.EniFilter;
import dev.podnetwork.api.cloud.EniStatus;
import dev.podnetwork.api.cloud.TrafficMode;
import dev.podnetwork.fake.FakeCloud;
import dev.podnetwork.fake.FakeCloudNetwork;
import dev.podnetwork.fake.FaultPlan;
import dev.podnetwork.fake.sim.SimProcess;
import dev.podnetwork.fake.sim.SimWorld;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A model, and not the software itself, of how the existing control plane binds trunk pods (spec: control-plane §5.5, §5.6,
 * weaknesses W1 and W42): ten workers create; ten workers each wait for one pod, 2 s and then in polls of 1 s; behind them
 * an attach is followed by a sleep of 2 s and a describe of that one interface, and by 3 s more while it is not InUse. It
 * has no store, no fault and no queue delay, which favours it.
 */
final class SleepingRival {
    private static final int WORKERS = 10;
    private static final long SECOND = 1_000_000_000L;

    private final SiteSpec spec;
    private final SimWorld world;
    private final FakeCloud cloud;
    private final SimProcess process;
    private final FakeCloudNetwork port;
    private final List<InstanceId> instances = new ArrayList<>();
    private final List<EniId> trunks = new ArrayList<>();
    private final Deque<Pod> created = new ArrayDeque<>();
    private final long[] boundAt;
    private int idle = WORKERS;
    private long createAt;
    private int next;
    private int bound;

    private static final class Pod {
        final int number;
        final EniId eni;
        boolean attached;

        Pod(int number, EniId eni) {
            this.number = number;
            this.eni = eni;
        }
    }

    private SleepingRival(SiteSpec spec) {
        this.spec = spec;
        this.world = new SimWorld(spec.seed());
        this.cloud = new FakeCloud(spec.cloud(), world, spec.seed());
        this.process = world.start("rival");
        this.port = new FakeCloudNetwork(
                cloud, process, FaultPlan.none(), spec.cloud().latencies());
        this.boundAt = new long[spec.pods()];
        Site.furnish(cloud, spec, (number, instance, trunk) -> {
            instances.add(instance);
            trunks.add(trunk);
        });
    }

    /** Runs the rollout. */
    static Rollout of(SiteSpec spec) {
        return new SleepingRival(spec).run();
    }

    private Rollout run() {
        for (int i = 0; i < WORKERS; i++) {
            create();
        }
        world.runUntil(() -> bound == spec.pods(), Duration.ofHours(2));
        return new Rollout("fixed sleeps (model)", boundAt, cloud.inspect().calls(), -1);
    }

    /** Creates keep to the rate of the limit, as the rate limiter of its client makes them. */
    private void create() {
        if (next < spec.pods()) {
            int pod = next++;
            createAt = Math.max(world.nanos(), createAt + (long) (SECOND / RolloutBenchmark.bucketRate()));
            process.schedule(createAt - world.nanos(), () -> create(pod));
        }
    }

    private void create(int pod) {
        CloudOp op = new CloudOp.CreateEni(
                Site.vSwitch(0), List.of(Site.GROUP), 0, true, null, TrafficMode.STANDARD, Map.of(), "rival-" + pod);
        call(op, reply -> {
            if (reply instanceof CloudReply.EniCreated done) {
                created.add(new Pod(pod, done.eni().id()));
                take();
                create();
            } else {
                process.schedule(SECOND, () -> create(pod));
            }
        });
    }

    /** A free worker takes the next pod and is busy until that pod is bound. */
    private void take() {
        if (idle > 0 && !created.isEmpty()) {
            idle--;
            Pod pod = created.remove();
            attach(pod);
            process.schedule(2 * SECOND, () -> poll(pod));
        }
    }

    private void poll(Pod pod) {
        if (!pod.attached) {
            process.schedule(SECOND, () -> poll(pod));
            return;
        }
        boundAt[bound++] = world.nanos();
        idle++;
        take();
    }

    private void attach(Pod pod) {
        int node = pod.number % instances.size();
        call(new CloudOp.AttachEni(pod.eni, instances.get(node), trunks.get(node), null), reply -> {
            if (reply instanceof CloudReply.Failed) {
                process.schedule(SECOND, () -> attach(pod));
            } else {
                process.schedule(2 * SECOND, () -> describe(pod));
            }
        });
    }

    private void describe(Pod pod) {
        call(new CloudOp.DescribeEnis(EniFilter.byIds(List.of(pod.eni)), null, 50), reply -> {
            boolean inUse = reply instanceof CloudReply.EniPage page
                    && page.enis().size() == 1
                    && page.enis().get(0).status() == EniStatus.IN_USE;
            if (inUse) {
                pod.attached = true;
            } else {
                process.schedule(3 * SECOND, () -> describe(pod));
            }
        });
    }

    private void call(CloudOp op, Consumer<CloudReply> then) {
        port.call(op).thenAccept(reply -> process.execute(() -> then.accept(reply)));
    }
}
