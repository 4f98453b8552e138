package dev.podnetwork.core.runtime;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.cloud.CloudOp;
import dev.podnetwork.api.cloud.CloudReply;
import dev.podnetwork.api.cloud.EniFilter;
import dev.podnetwork.api.cloud.LeniOp;
import dev.podnetwork.core.allocation.Call;
import dev.podnetwork.core.cloud.ApiLimits;
import dev.podnetwork.core.cloud.InterfaceWatcher;
import dev.podnetwork.core.cloud.Priority;
import dev.podnetwork.core.serving.AttachTimes;
import dev.podnetwork.core.serving.ServingApi;
import dev.podnetwork.spi.Env;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * The watchers of interfaces, one for each way in which they are described and for each time that their changes take: ordinary
 * ones, Lingjun ones through the API of ECS, and Lingjun ones through their own, of which one question describes one (spec:
 * control-plane §5.10; scenario K8). What the others expect is asked on the loop or from any thread.
 */
final class Watchers {
    private final InterfaceWatcher ordinary;
    private final InterfaceWatcher moved;
    private final InterfaceWatcher lingjun;
    /** Those that were ever asked to look. Read from any thread. */
    private volatile List<InterfaceWatcher> used;

    Watchers(Env env, EventLoop loop, CloudCalls calls, ApiLimits limits) {
        long pace = InterfaceWatcher.paceWithin(limits.of("DescribeNetworkInterfaces"));
        InterfaceWatcher.Asker byIds = asker(env, calls, ids -> {
            EniFilter filter = EniFilter.byIds(ids);
            return new CloudOp.DescribeEnis(filter, null, CloudOp.DescribeEnis.MAX_PAGE);
        });
        InterfaceWatcher.Asker byId = asker(env, calls, ids -> new LeniOp.DescribeLenis(ids.get(0), null, 1));
        this.ordinary = new InterfaceWatcher(
                env, loop::post, byIds, InterfaceWatcher.Manner.batches(pace, InterfaceWatcher.EXPECTED));
        this.moved = new InterfaceWatcher(
                env, loop::post, byIds, InterfaceWatcher.Manner.batches(pace, AttachTimes.LENI_ON_ECS.firstLook()));
        this.lingjun = new InterfaceWatcher(
                env, loop::post, byId, InterfaceWatcher.Manner.oneByOne(AttachTimes.LENI.firstLook()));
        this.used = List.of(ordinary);
    }

    /** Looks once at an interface that this API serves; the tick before which nobody does. */
    long watch(ServingApi api, EniId eni, Call after, boolean first, InterfaceWatcher.Sink sink) {
        return of(api, eni).watch(eni, after, first, sink);
    }

    private InterfaceWatcher of(ServingApi api, EniId eni) {
        InterfaceWatcher one =
                api == ServingApi.EFLO ? lingjun : AttachTimes.of(api, eni).equals(AttachTimes.ENI) ? ordinary : moved;
        if (!used.contains(one)) {
            used = used.size() == 1 ? List.of(ordinary, one) : List.of(ordinary, moved, lingjun);
        }
        return one;
    }

    void clear() {
        used.forEach(InterfaceWatcher::clear);
    }

    /** When a look that is due at this tick is asked for at the earliest, whoever asks. From any thread. */
    long asksAt(long due) {
        return least(each -> each.asksAt(due));
    }

    /** When a change of this kind is first looked for at the earliest, nanoseconds after it was asked for. From any thread. */
    long expected(Call after) {
        return least(each -> each.expected(after));
    }

    private long least(ToLongFunction<InterfaceWatcher> of) {
        long least = Long.MAX_VALUE;
        for (InterfaceWatcher each : used) {
            least = Math.min(least, of.applyAsLong(each));
        }
        return least;
    }

    /** The calls by which interfaces that are watched here are detached. From any thread. */
    List<String> detaches() {
        return used.contains(lingjun)
                ? List.of("DetachNetworkInterface", "DetachElasticNetworkInterface")
                : List.of("DetachNetworkInterface");
    }

    private static InterfaceWatcher.Asker asker(Env env, CloudCalls calls, Function<List<EniId>, CloudOp> question) {
        return (ids, answered) -> {
            CloudOp op = question.apply(ids);
            calls.call(op, Priority.POD, new CloudCalls.Caller() {
                @Override
                public void answered(CloudReply reply, long sentAt) {
                    answered.accept(InterfaceWatcher.Answer.of(Likeness.of(op, reply), sentAt));
                }

                @Override
                public void dropped(String reason) {
                    answered.accept(InterfaceWatcher.Answer.dropped(reason, env.ticks()));
                }
            });
        };
    }
}
