package dev.podnetwork.core.runtime;

import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.cloud.CloudOp;
import dev.podnetwork.api.cloud.CloudReply;
import dev.podnetwork.api.cloud.VSwitchDescription;
import dev.podnetwork.core.cloud.Priority;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Reads vSwitches into the ledger, each at most once at a time, and again while somebody waits for an address. */
final class VSwitchReader {
    private static final long TICK = 5_000_000_000L;
    private static final long AGE = 10_000_000_000L;
    private static final long LIFE = 600_000_000_000L;
    private static final long ASKING = Long.MIN_VALUE;

    private final EventLoop loop;
    private final CloudCalls calls;
    private final SharedResources shared;
    private final java.util.function.LongSupplier ticks;
    private final Set<VSwitchId> asking = new LinkedHashSet<>();
    /** When each was read, {@link #ASKING} while the answer is awaited. Read from any thread. */
    private final Map<VSwitchId, Long> readAt = new ConcurrentHashMap<>();

    /** When each was last answered for. Read from any thread. */
    private final Map<VSwitchId, Long> answeredAt = new ConcurrentHashMap<>();

    private volatile boolean ticking;
    private volatile long tickAt;
    private boolean stopped;

    VSwitchReader(EventLoop loop, CloudCalls calls, SharedResources shared, java.util.function.LongSupplier ticks) {
        this.loop = loop;
        this.calls = calls;
        this.shared = shared;
        this.ticks = ticks;
    }

    /** Whether the last question about it was answered by that tick. From any thread. */
    boolean wasReadBefore(VSwitchId id, long tick) {
        Long read = readAt.get(id);
        Long answered = answeredAt.get(id);
        return read != null && read != ASKING && answered != null && answered - tick <= 0;
    }

    /** When this vSwitch is read again at the earliest, as a tick, when somebody waits for it. From any thread. */
    long nextReadAt(VSwitchId id) {
        long now = ticks.getAsLong();
        Long read = readAt.get(id);
        if (read == null || read == ASKING || !ticking) {
            return now;
        }
        long late = Math.max(read + AGE - tickAt, 0);
        return Math.max(now, tickAt + (late + TICK - 1) / TICK * TICK);
    }

    /** Asks no more. */
    void stop() {
        stopped = true;
    }

    void read(List<VSwitchId> ids, Priority priority) {
        for (VSwitchId id : ids) {
            if (asking.add(id)) {
                readAt.put(id, ASKING);
                calls.call(new CloudOp.DescribeVSwitches(id, null, 1), priority, new Question(id));
            }
        }
    }

    /** Addresses are being taken: reads again what was read long ago, behind everything else. */
    void refresh() {
        if (!stopped) {
            read(shared.ledger.aged(ticks.getAsLong(), LIFE), Priority.SWEEP);
        }
    }

    /** While anybody waits, look again from time to time: others may have freed addresses. */
    void keepReading() {
        if (!ticking && !stopped) {
            tickAt = ticks.getAsLong() + TICK;
            ticking = true;
            loop.postAfter(TICK, () -> {
                ticking = false;
                List<VSwitchId> due = shared.ledger.due(ticks.getAsLong(), AGE);
                read(due, Priority.WARM_UP);
                if (shared.ledger.anybodyWaits()) {
                    keepReading();
                }
            });
        }
    }

    private final class Question implements CloudCalls.Caller {
        private final VSwitchId id;

        Question(VSwitchId id) {
            this.id = id;
        }

        @Override
        public void answered(CloudReply reply, long sentAt) {
            asking.remove(id);
            readAt.put(id, sentAt);
            answeredAt.put(id, ticks.getAsLong());
            if (reply instanceof CloudReply.VSwitchPage page
                    && !page.vSwitches().isEmpty()) {
                VSwitchDescription facts = page.vSwitches().get(0);
                if (shared.ledger.read(facts, sentAt)) {
                    shared.tellAll(id);
                }
            } else if (reply instanceof CloudReply.VSwitchPage) {
                shared.ledger.unreadable(id, "there is no such vSwitch", sentAt);
            } else if (reply instanceof CloudReply.Failed failed) {
                shared.ledger.unreadable(
                        id, failed.fault().code() + " " + failed.fault().message(), sentAt);
            }
            shared.callForAddress(id);
            keepReading();
        }

        @Override
        public void dropped(String reason) {
            asking.remove(id);
            readAt.remove(id);
        }
    }
}
