package dev.podnetwork.core.runtime;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.PodRef;
import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.VpcId;
import dev.podnetwork.api.allocation.AllocatedEni;
import dev.podnetwork.api.allocation.Allocation;
import dev.podnetwork.api.allocation.InterfaceAllocation;
import dev.podnetwork.api.cloud.CloudOp;
import dev.podnetwork.api.cloud.CloudReply;
import dev.podnetwork.api.cloud.EniDescription;
import dev.podnetwork.api.cloud.EniFilter;
import dev.podnetwork.api.cloud.LeniOp;
import dev.podnetwork.core.allocation.AllocationEvent;
import dev.podnetwork.core.allocation.Memory;
import dev.podnetwork.core.cloud.Priority;
import dev.podnetwork.core.reclaim.Finding;
import dev.podnetwork.core.reclaim.Held;
import dev.podnetwork.core.reclaim.Ownership;
import dev.podnetwork.core.reclaim.Reclaimer;
import dev.podnetwork.core.serving.ServingApi;
import dev.podnetwork.spi.Env;
import dev.podnetwork.spi.Stored;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Walks the cloud's interfaces within every detection bound: each vSwitch of a record or a wish, completely; what carries
 * our tags, as far as the tag filter sees; once a day the whole VPC. Where there are Lingjun nodes, their product is walked too:
 * each of the vSwitches, and what carries our tags. Hands drift to the records and candidates for orphans to the
 * {@link OrphanReaper}.
 */
final class Sweeper {
    private static final long DAY = 86_400_000_000_000L;
    private static final long FIRST = 20_000_000_000L;
    private static final long PAUSE = 500_000_000L;
    private static final int MOST_FAILURES = 4;

    private final Env env;
    private final EventLoop loop;
    private final Settings settings;
    private final CloudCalls calls;
    private final SharedResources shared;
    private final Driver<Allocation, AllocationEvent, Memory> driver;
    private final OrphanReaper reaper;
    private final Ownership ours;
    private final BooleanSupplier lingjunNodes;
    private boolean lingjun;
    private @Nullable VpcId vpc;
    private long vpcSweptAt = Long.MIN_VALUE / 2;
    private int walks;
    private boolean stopped;
    private volatile long nextAt = Long.MIN_VALUE / 2;

    Sweeper(
            Env env,
            EventLoop loop,
            Settings settings,
            CloudCalls calls,
            SharedResources shared,
            Driver<Allocation, AllocationEvent, Memory> driver,
            OrphanReaper reaper,
            BooleanSupplier lingjunNodes) {
        this.lingjunNodes = lingjunNodes;
        this.env = env;
        this.loop = loop;
        this.settings = settings;
        this.calls = calls;
        this.shared = shared;
        this.driver = driver;
        this.reaper = reaper;
        Map<String, String> tags = new LinkedHashMap<>(Tags.of(settings.cluster(), ""));
        tags.remove(Tags.INTENT);
        this.ours = new Ownership(tags, settings.orphanGrace());
    }

    /** When the next walk begins, as a tick; long ago while one is under way. From any thread. */
    long nextAt() {
        return nextAt;
    }

    void start() {
        nextAt = env.ticks() + FIRST;
        loop.postAfter(FIRST, this::sweep);
    }

    void stop() {
        stopped = true;
    }

    private void again() {
        long period = settings.detection().toNanos() * 7 / 10;
        long wait = period - (env.nextLong() >>> 1) % (period / 10);
        nextAt = env.ticks() + wait;
        loop.postAfter(wait, this::sweep);
    }

    private void sweep() {
        if (!stopped) {
            nextAt = Long.MIN_VALUE / 2;
            new Sweep().next();
        }
    }

    private static int indexOf(EniId eni, List<InterfaceAllocation> interfaces) {
        for (int i = 0; i < interfaces.size(); i++) {
            AllocatedEni allocated = interfaces.get(i).eni();
            if (allocated != null && eni.equals(allocated.id())) {
                return i;
            }
        }
        return -1;
    }

    /** Whether there may be Lingjun interfaces of ours; once there was one there may always be. */
    private boolean walksLingjun() {
        lingjun |= lingjunNodes.getAsBoolean();
        for (Mailbox<Allocation, AllocationEvent, Memory> box : driver.mailboxes()) {
            Allocation record = lingjun ? null : box.record();
            lingjun |= record != null
                    && record.interfaces().stream().anyMatch(each -> ServingApi.of(record, each) == ServingApi.EFLO);
        }
        return lingjun;
    }

    /** A part of a walk: what is asked for, and of which product. */
    private record Part(EniFilter filter, ServingApi api) {
        CloudOp question(@Nullable String token) {
            if (api == ServingApi.ECS) {
                return new CloudOp.DescribeEnis(filter, token, CloudOp.DescribeEnis.MAX_PAGE);
            }
            int page = token == null ? 1 : Integer.parseInt(token);
            return new LeniOp.DescribeLenis(null, null, filter.vSwitch(), filter.tags(), page);
        }
    }

    /** Which interfaces of a vSwitch were listed completely. */
    private record Listed(VSwitchId vSwitch, ServingApi api) {}

    /** One walk. A part that cannot be read, even at the fifth try, is left out; nothing is concluded from it. */
    private final class Sweep {
        private final Deque<Part> parts = new ArrayDeque<>();
        private final int number = ++walks;
        /** Those seen that no record named then. */
        private final Set<EniId> seen = new LinkedHashSet<>();

        private final Map<Listed, Long> listed = new LinkedHashMap<>();
        private final Map<EniId, OrphanReaper.Candidate> orphans = new LinkedHashMap<>();
        private int failures;

        Sweep() {
            boolean daily = vpc != null && env.ticks() - vpcSweptAt >= DAY;
            walk(ServingApi.ECS);
            if (daily && vpc != null) {
                vpcSweptAt = env.ticks();
                parts.add(new Part(EniFilter.inVpc(vpc), ServingApi.ECS));
            }
            if (walksLingjun()) {
                walk(ServingApi.EFLO);
            }
        }

        private void walk(ServingApi api) {
            shared.vSwitches().forEach(id -> parts.add(new Part(EniFilter.inVSwitch(id), api)));
            parts.add(new Part(EniFilter.tagged(Tags.CLUSTER, settings.cluster().value()), api));
        }

        void next() {
            Part part = parts.poll();
            if (part == null) {
                finish();
            } else {
                page(part, null, env.ticks());
            }
        }

        private void page(Part part, @Nullable String token, long since) {
            CloudOp question = part.question(token);
            calls.call(question, Priority.SWEEP, new CloudCalls.Caller() {
                @Override
                public void answered(CloudReply reply, long sentAt) {
                    if (Likeness.of(question, reply) instanceof CloudReply.EniPage page) {
                        failures = 0;
                        take(part, page, sentAt, since);
                    } else if (++failures <= MOST_FAILURES) {
                        loop.postAfter(PAUSE << failures, () -> page(part, token, since));
                    } else {
                        failures = 0;
                        next();
                    }
                }

                @Override
                public void dropped(String reason) {
                    again();
                }
            });
        }

        private void take(Part part, CloudReply.EniPage page, long sentAt, long since) {
            for (EniDescription eni : page.enis()) {
                vpc = eni.vpc();
                Reclaimer.diff(eni, sentAt, see(eni.id()), ours, page.cloudTime())
                        .ifPresent(finding -> found(finding, part.api()));
            }
            if (page.nextToken() != null) {
                page(part, page.nextToken(), since);
                return;
            }
            if (part.filter().vSwitch() != null) {
                listed.put(new Listed(part.filter().vSwitch(), part.api()), since);
            }
            next();
        }

        private void found(Finding finding, ServingApi api) {
            if (finding instanceof Finding.Drift drift) {
                driver.submit(
                        drift.pod(), drift.uid(), new AllocationEvent.Observed(drift.index(), drift.observation()));
            } else if (finding instanceof Finding.Orphan orphan) {
                orphans.put(orphan.eni().id(), new OrphanReaper.Candidate(orphan.eni(), api));
            }
        }

        /** Notes that it was listed; who holds it, null for nobody. */
        @Nullable
        private Held see(EniId eni) {
            PodRef pod = shared.holder(eni);
            Mailbox<Allocation, AllocationEvent, Memory> box = pod == null ? null : driver.mailbox(pod);
            Stored<Allocation> stored = box == null ? null : box.committed;
            if (box == null || stored == null) {
                seen.add(eni);
                return null;
            }
            int index = indexOf(eni, stored.record().interfaces());
            if (index < 0 || !box.see(number, index)) {
                seen.add(eni);
            }
            return index < 0 ? null : new Held(stored.uid(), stored.record(), index);
        }

        private void finish() {
            for (Mailbox<Allocation, AllocationEvent, Memory> box : driver.mailboxes()) {
                Stored<Allocation> stored = box.committed;
                if (stored != null) {
                    missing(box, stored);
                }
            }
            reaper.consider(new ArrayList<>(orphans.values()));
            again();
        }

        private void missing(Mailbox<Allocation, AllocationEvent, Memory> box, Stored<Allocation> stored) {
            List<InterfaceAllocation> interfaces = stored.record().interfaces();
            for (int i = 0; i < interfaces.size(); i++) {
                InterfaceAllocation each = interfaces.get(i);
                ServingApi api = ServingApi.of(stored.record(), each);
                Long since = listed.get(new Listed(each.vSwitch(), api));
                if (since != null
                        && each.eni() != null
                        && !box.seen(number, i)
                        && !seen.contains(each.eni().id())) {
                    Reclaimer.missing(new Held(stored.uid(), stored.record(), i), since)
                            .ifPresent(finding -> found(finding, api));
                }
            }
        }
    }
}
