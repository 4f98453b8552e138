package dev.podnetwork.core.runtime;

import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.cloud.CloudOp;
import dev.podnetwork.api.cloud.CloudReply;
import dev.podnetwork.api.cloud.VSwitchDescription;
import dev.podnetwork.core.cloud.Priority;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Reads vSwitches into the ledger, each at most once at a time, and again while somebody waits for an address. */
final class VSwitchReader {
    private static final long TICK = 5_000_000_000L;
    private static final long AGE = 10_000_000_000L;
    private static final long LIFE = 600_000_000_000L;

    private final EventLoop loop;
    private final CloudCalls calls;
    private final SharedResources shared;
    private final java.util.function.LongSupplier ticks;
    private final Set<VSwitchId> asking = new LinkedHashSet<>();
    private boolean ticking;
    private boolean stopped;

    VSwitchReader(EventLoop loop, CloudCalls calls, SharedResources shared, java.util.function.LongSupplier ticks) {
        this.loop = loop;
        this.calls = calls;
        this.shared = shared;
        this.ticks = ticks;
    }

    /** Asks no more. */
    void stop() {
        stopped = true;
    }

    void read(List<VSwitchId> ids, Priority priority) {
        for (VSwitchId id : ids) {
            if (asking.add(id)) {
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
        }
    }
}
