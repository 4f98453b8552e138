package dev.podnetwork.aliyun;

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

/** One client that describes one interface against the server in the same process, measured in a process of its own. */
final class OverheadFork {
    private static final int ROUNDS = 3;

    private final Callable<Boolean> call;
    private final int calls;

    private OverheadFork(Callable<Boolean> call, int calls) {
        this.call = call;
        this.calls = calls;
    }

    /**
     * Prints calls a second with 64 callers, the median in milliseconds with one, the processor's microseconds a call, and
     * how many connections there are in the end.
     *
     * @param args {@code adapter} or {@code official}, the calls of a round, and how many callers each round of the warm-up has
     */
    public static void main(String[] args) throws Exception {
        try (WireCloud wire = new WireCloud()) {
            EniId id = wire.trunk();
            boolean adapter = args[0].equals("adapter");
            OverheadFork fork =
                    new OverheadFork(adapter ? adapter(wire, id) : official(wire, id), Integer.parseInt(args[1]));
            for (String callers : args[2].split(",")) {
                fork.rate(Integer.parseInt(callers));
            }
            double best = 0;
            for (int i = 0; i < ROUNDS; i++) {
                best = Math.max(best, fork.rate(64));
            }
            int connections = wire.server.connections();
            System.out.println(
                    OverheadTest.RESULT + best + " " + fork.medianMillis() + " " + fork.micros() + " " + connections);
        }
        System.exit(0);
    }

    private static Callable<Boolean> adapter(WireCloud wire, EniId id) {
        // A busy machine may be slow, and its figures say so: no call is to fail.
        AliyunCloudNetwork adapter = new AliyunCloudNetwork(wire.config()
                .concurrency(64, 4_096)
                .timeouts(Duration.ofSeconds(20), Duration.ofSeconds(60))
                .build());
        CloudOp op = new CloudOp.DescribeEnis(EniFilter.byIds(List.of(id)), null, 10);
        return () -> adapter.call(op).toCompletableFuture().get() instanceof CloudReply.EniPage page
                && page.enis().size() == 1;
    }

    private static Callable<Boolean> official(WireCloud wire, EniId id) throws Exception {
        Client client = new Client(new Config()
                .setAccessKeyId("ak")
                .setAccessKeySecret("sk")
                .setRegionId("cn-hangzhou")
                .setEndpoint(wire.server.endpoint())
                .setProtocol("http"));
        RuntimeOptions options =
                new RuntimeOptions().setMaxIdleConns(128).setReadTimeout(60_000).setConnectTimeout(20_000);
        return () -> client.describeNetworkInterfacesWithOptions(
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

    private double rate(int callers) throws Exception {
        AtomicLong left = new AtomicLong(calls);
        AtomicLong wrong = new AtomicLong();
        CountDownLatch done = new CountDownLatch(callers);
        long began = System.nanoTime();
        for (int i = 0; i < callers; i++) {
            new Thread(() -> {
                        while (left.getAndDecrement() > 0) {
                            if (!isRight()) {
                                wrong.incrementAndGet();
                            }
                        }
                        done.countDown();
                    })
                    .start();
        }
        done.await();
        if (wrong.get() > 0) {
            throw new IllegalStateException(wrong + " of " + calls + " calls had a wrong answer");
        }
        return calls / ((System.nanoTime() - began) / 1e9);
    }

    private double micros() throws Exception {
        OperatingSystemMXBean process = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long before = process.getProcessCpuTime();
        rate(64);
        return (process.getProcessCpuTime() - before) / 1e3 / calls;
    }

    private double medianMillis() {
        long[] nanos = new long[calls / 4];
        for (int i = 0; i < nanos.length; i++) {
            long began = System.nanoTime();
            if (!isRight()) {
                throw new IllegalStateException("a call had a wrong answer");
            }
            nanos[i] = System.nanoTime() - began;
        }
        Arrays.sort(nanos);
        return nanos[nanos.length / 2] / 1e6;
    }

    private boolean isRight() {
        try {
            return call.call();
        } catch (Exception e) {
            return false;
        }
    }
}
