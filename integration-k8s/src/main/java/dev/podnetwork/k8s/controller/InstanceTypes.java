package dev.podnetwork.k8s.controller;

import com.google.common.util.concurrent.MoreExecutors;
import dev.podnetwork.api.capacity.InstanceTypeLimits;
import dev.podnetwork.api.cloud.CloudOp;
import dev.podnetwork.api.cloud.CloudReply;
import dev.podnetwork.spi.Env;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The limits of instance types, asked of the cloud when somebody first wants them, ten types a call. They hardly ever change:
 * what is known stays known for the life of the process. Thread-safe.
 */
public final class InstanceTypes {
    private static final Logger LOG = LoggerFactory.getLogger(InstanceTypes.class);
    private static final long GATHER = 50_000_000L;
    /** After a call that failed, and after the cloud said that it knows no such type. */
    private static final long AFTER_FAULT = 5_000_000_000L;

    private static final int MOST_DOUBLINGS = 3;
    private static final long AFTER_NO = 60_000_000_000L;
    private static final int PER_CALL = 10;

    private final Env env;
    private final Executor serial;
    private final PacedCloud cloud;
    private final Map<String, InstanceTypeLimits> known = new ConcurrentHashMap<>();
    private final Set<String> asked = ConcurrentHashMap.newKeySet();
    private final Set<String> wanted = new LinkedHashSet<>();
    private volatile Consumer<Set<String>> learnt = types -> {};
    private boolean gathering;
    private int faults;

    /** Asks that cloud. */
    public InstanceTypes(Env env, PacedCloud cloud) {
        this.env = env;
        this.serial = MoreExecutors.newSequentialExecutor(env);
        this.cloud = cloud;
    }

    /** Who hears that more types are known. */
    void onLearnt(Consumer<Set<String>> listener) {
        learnt = listener;
    }

    /** The limits of a type; null while they are not known, and then they are asked for. Never blocks. */
    public @Nullable InstanceTypeLimits limits(String type) {
        InstanceTypeLimits limits = known.get(type);
        if (limits == null && asked.add(type)) {
            serial.execute(() -> want(type));
        }
        return limits;
    }

    private void want(String type) {
        wanted.add(type);
        if (!gathering) {
            gathering = true;
            env.schedule(GATHER, () -> serial.execute(this::ask));
        }
    }

    private void ask() {
        gathering = false;
        List<String> some = wanted.stream().limit(PER_CALL).toList();
        some.forEach(wanted::remove);
        if (some.isEmpty()) {
            return;
        }
        CompletionStage<Void> unused = cloud.call(new CloudOp.DescribeInstanceTypes(some, null))
                .thenAccept(reply -> serial.execute(() -> answered(some, reply)));
        if (!wanted.isEmpty()) {
            gathering = true;
            serial.execute(this::ask);
        }
    }

    private void answered(List<String> types, CloudReply reply) {
        Set<String> news = new LinkedHashSet<>();
        if (reply instanceof CloudReply.InstanceTypePage page) {
            faults = 0;
            page.types().forEach(each -> {
                known.put(each.instanceType(), each);
                news.add(each.instanceType());
            });
        }
        List<String> missing =
                types.stream().filter(type -> !known.containsKey(type)).toList();
        if (!missing.isEmpty()) {
            LOG.warn("the limits of instance types {} are not known: {}", missing, reply);
            if (reply instanceof CloudReply.InstanceTypePage) {
                env.schedule(AFTER_NO, () -> asked.removeAll(missing));
            } else {
                long wait = AFTER_FAULT << Math.min(faults++, MOST_DOUBLINGS);
                env.schedule(wait, () -> serial.execute(() -> missing.forEach(this::want)));
            }
        }
        if (!news.isEmpty()) {
            learnt.accept(news);
        }
    }
}
