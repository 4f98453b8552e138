package dev.podnetwork.k8s.controller;

import com.google.common.util.concurrent.MoreExecutors;
import dev.podnetwork.api.cloud.CloudFault;
import dev.podnetwork.api.cloud.CloudOp;
import dev.podnetwork.api.cloud.CloudReply;
import dev.podnetwork.spi.CloudNetwork;
import dev.podnetwork.spi.Env;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * The controllers' own reads of the cloud, within a tenth of each API's limit; the allocator is told to keep to the other nine.
 * First come, first served. A call that was sent is answered within 10 s, as a failure when the cloud said nothing, so that nobody
 * waits for ever. Thread-safe.
 */
public final class PacedCloud {
    private static final long MINUTE = 60_000_000_000L;
    /** Longer than a backend lets a call take. */
    private static final long PATIENCE = 10_000_000_000L;

    private static final double OTHERS = 0.9;

    private final Env env;
    private final Executor serial;
    private final CloudNetwork cloud;
    private final Map<String, Integer> perMinute;
    private final Map<String, Lane> lanes = new LinkedHashMap<>();

    private static final class Lane {
        private final Deque<Runnable> waiting = new ArrayDeque<>();
        private double tokens;
        private long filledAt;
        private boolean timer;
    }

    /**
     * Paced calls.
     *
     * @param perMinute the whole limit of each API that the controllers use
     */
    public PacedCloud(Env env, CloudNetwork cloud, Map<String, Integer> perMinute) {
        this.env = env;
        this.serial = MoreExecutors.newSequentialExecutor(env);
        this.cloud = cloud;
        this.perMinute = Map.copyOf(perMinute);
    }

    /** The APIs that controllers call, with their published limits (spec: control-plane §8.1). */
    public static Map<String, Integer> published() {
        return Map.of(
                "DescribeVSwitches", 300,
                "DescribeSecurityGroups", 500,
                "DescribeInstanceTypes", 400,
                "DescribeNetworkInterfaces", 800);
    }

    /** What is left of those limits for the allocator. */
    public static Map<String, Integer> leftOf(Map<String, Integer> perMinute) {
        Map<String, Integer> left = new LinkedHashMap<>();
        perMinute.forEach((api, n) -> left.put(api, Math.max(1, (int) (n * OTHERS))));
        return left;
    }

    CompletionStage<CloudReply> call(CloudOp op) {
        CompletableFuture<CloudReply> reply = new CompletableFuture<>();
        serial.execute(() -> {
            Lane lane = lanes.computeIfAbsent(op.api(), api -> newLane(api));
            lane.waiting.add(() -> send(op, reply));
            drain(op.api(), lane);
        });
        return reply;
    }

    private void send(CloudOp op, CompletableFuture<CloudReply> reply) {
        Env.Timer patience = env.schedule(PATIENCE, () -> reply.complete(lost(op, "no reply within 10 s")));
        CompletionStage<CloudReply> answer;
        try {
            answer = cloud.call(op);
        } catch (RuntimeException broken) {
            answer = CompletableFuture.failedFuture(broken);
        }
        CompletionStage<Boolean> unused = answer.handle((good, broken) -> {
            patience.cancel();
            return reply.complete(good != null ? good : lost(op, String.valueOf(broken)));
        });
    }

    private static CloudReply lost(CloudOp op, String why) {
        return new CloudReply.Failed(CloudFault.lostReply(op.api() + ": " + why));
    }

    private Lane newLane(String api) {
        Lane lane = new Lane();
        lane.tokens = burst(api);
        lane.filledAt = env.ticks();
        return lane;
    }

    private double share(String api) {
        return Math.max(1, perMinute.getOrDefault(api, 500) * (1 - OTHERS));
    }

    private double burst(String api) {
        return Math.max(1, share(api) / 4);
    }

    private void drain(String api, Lane lane) {
        long now = env.ticks();
        // Burst and refill together stay within the share in any 60 s window.
        double rate = (share(api) - burst(api)) / MINUTE;
        lane.tokens = Math.min(burst(api), lane.tokens + Math.max(rate, 0.5 / MINUTE) * (now - lane.filledAt));
        lane.filledAt = now;
        while (!lane.waiting.isEmpty() && lane.tokens >= 1) {
            lane.tokens--;
            lane.waiting.remove().run();
        }
        if (!lane.waiting.isEmpty() && !lane.timer) {
            lane.timer = true;
            env.schedule(
                    MINUTE / 100,
                    () -> serial.execute(() -> {
                        lane.timer = false;
                        drain(api, lane);
                    }));
        }
    }
}
