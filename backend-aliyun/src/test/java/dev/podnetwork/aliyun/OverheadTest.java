package dev.podnetwork.aliyun;

import static org.assertj.core.api.Assertions.assertThat;

import com.aliyun.ecs20140526.Client;
import com.aliyun.ecs20140526.models.DescribeNetworkInterfacesRequest;
import com.aliyun.teaopenapi.models.Config;
import com.aliyun.teautil.models.RuntimeOptions;
import com.sun.management.OperatingSystemMXBean;
import dev.podnetwork.api.EniId;
import dev.podnetwork.api.cloud.CloudOp;
import dev.podnetwork.api.cloud.CloudReply;
import dev.podnetwork.api.cloud.EniFilter;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What the adapter costs beside the official product client doing the same describe of one interface against the same
 * server in this process. Prints both figures; the nightly profile insists on them, because they need the machine for
 * themselves. Run it alone: {@code mvn -Pnightly -pl backend-aliyun -am test -Dtest=OverheadTest
 * -Dsurefire.failIfNoSpecifiedTests=false}.
 */
final class OverheadTest {
    private static final boolean NIGHTLY = "nightly".equals(System.getProperty("podnetwork.profile"));
    private static final int CALLS = NIGHTLY ? 20_000 : 1_500;
    private static final int ROUNDS = NIGHTLY ? 3 : 1;
    /** Until the compiler of the JVM has nothing left to do, which takes 300,000 calls: five times the cost of a call, at first. */
    private static final int WARM_UP_ROUNDS = NIGHTLY ? 20 : 1;

    private final WireCloud wire = new WireCloud();
    private AliyunCloudNetwork ours;
    private Callable<Boolean> our;
    private Callable<Boolean> theirs;

    @BeforeEach
    void connect() throws Exception {
        EniId id = wire.trunk();
        // A busy machine may be slow, and its figures say so: no call is to fail.
        ours = new AliyunCloudNetwork(wire.config()
                .concurrency(64, 4_096)
                .timeouts(Duration.ofSeconds(20), Duration.ofSeconds(60))
                .build());
        CloudOp op = new CloudOp.DescribeEnis(EniFilter.byIds(List.of(id)), null, 10);
        our = () -> ours.call(op).toCompletableFuture().get() instanceof CloudReply.EniPage page
                && page.enis().size() == 1;
        Client client = new Client(new Config()
                .setAccessKeyId("ak")
                .setAccessKeySecret("sk")
                .setRegionId("cn-hangzhou")
                .setEndpoint(wire.server.endpoint())
                .setProtocol("http"));
        RuntimeOptions options =
                new RuntimeOptions().setMaxIdleConns(128).setReadTimeout(60_000).setConnectTimeout(20_000);
        theirs = () -> client.describeNetworkInterfacesWithOptions(
                                new DescribeNetworkInterfacesRequest()
                                        .setRegionId("cn-hangzhou")
                                        .setNetworkInterfaceId(List.of(id.value()))
                                        .setMaxResults(10),
                                options)
                        .getBody()
                        .getNetworkInterfaceSets()
                        .getNetworkInterfaceSet()
                        .size()
                == 1;
    }

    @AfterEach
    void close() {
        ours.close();
        wire.close();
    }

    @Test
    void theAdapterIsNotSlowerThanTheOfficialClient() throws Exception {
        for (int i = 0; i < WARM_UP_ROUNDS; i++) {
            rate(our, 64);
            rate(theirs, 64);
        }
        double ourBest = 0;
        double theirBest = 0;
        for (int i = 0; i < ROUNDS; i++) {
            theirBest = Math.max(theirBest, rate(theirs, 64));
            ourBest = Math.max(ourBest, rate(our, 64));
        }
        double ourMedian = medianMillis(our);
        double theirMedian = medianMillis(theirs);
        System.out.printf(
                "adapter: %.0f calls/s with 64 callers, p50 %.3f ms with one; official client: %.0f calls/s, p50 %.3f ms%n",
                ourBest, ourMedian, theirBest, theirMedian);
        // Says something on a busy machine too: what a call costs, server included.
        System.out.printf(
                "processor time a call: adapter %.0f us, official client %.0f us%n", micros(our), micros(theirs));
        assertThat(ourBest).isPositive();
        if (NIGHTLY) {
            assertThat(ourBest).isGreaterThanOrEqualTo(6_000);
            assertThat(ourMedian).isLessThanOrEqualTo(0.5);
            assertThat(ourBest).isGreaterThanOrEqualTo(theirBest * 0.95);
        }
    }

    private static double rate(Callable<Boolean> call, int callers) throws Exception {
        AtomicLong left = new AtomicLong(CALLS);
        AtomicLong wrong = new AtomicLong();
        CountDownLatch done = new CountDownLatch(callers);
        long began = System.nanoTime();
        for (int i = 0; i < callers; i++) {
            new Thread(() -> {
                        while (left.getAndDecrement() > 0) {
                            if (!right(call)) {
                                wrong.incrementAndGet();
                            }
                        }
                        done.countDown();
                    })
                    .start();
        }
        done.await();
        assertThat(wrong.get()).isZero();
        return CALLS / ((System.nanoTime() - began) / 1e9);
    }

    private static double micros(Callable<Boolean> call) throws Exception {
        OperatingSystemMXBean process = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long before = process.getProcessCpuTime();
        rate(call, 64);
        return (process.getProcessCpuTime() - before) / 1e3 / CALLS;
    }

    private static double medianMillis(Callable<Boolean> call) {
        long[] nanos = new long[CALLS / 4];
        for (int i = 0; i < nanos.length; i++) {
            long began = System.nanoTime();
            assertThat(right(call)).isTrue();
            nanos[i] = System.nanoTime() - began;
        }
        Arrays.sort(nanos);
        return nanos[nanos.length / 2] / 1e6;
    }

    private static boolean right(Callable<Boolean> call) {
        try {
            return call.call();
        } catch (Exception e) {
            return false;
        }
    }
}
