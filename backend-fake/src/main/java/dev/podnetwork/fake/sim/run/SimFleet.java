package dev.podnetwork.fake.sim.run;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.PodRef;
import dev.podnetwork.api.allocation.Allocation;
import dev.podnetwork.api.allocation.AllocationPhase;
import dev.podnetwork.api.cloud.CloudOp;
import dev.podnetwork.api.cloud.EniDescription;
import dev.podnetwork.fake.CloudInspection;
import dev.podnetwork.fake.sim.RecordChange;
import dev.podnetwork.fake.sim.SimProcess;
import dev.podnetwork.fake.sim.SimRandom;
import dev.podnetwork.fake.sim.check.CloudTruth;
import dev.podnetwork.fake.sim.check.InvariantSettings;
import dev.podnetwork.fake.sim.check.InvariantViolation;
import dev.podnetwork.fake.sim.check.Invariants;
import dev.podnetwork.fake.sim.check.TraceHash;
import dev.podnetwork.spi.Leadership;
import dev.podnetwork.spi.TraceSink;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The processes of the system under test on one site, watched by the invariants. A bound record lets its pod run; a crashed
 * process is replaced by whoever calls {@link #start}. Not thread-safe.
 */
public final class SimFleet {
    private static final long MOST_TO_EXIT_NANOS = 4_000_000_000L;
    private static final int EVENTS_PER_AUDIT = 8;

    private final SimSite site;
    private final InvariantSettings settings;
    private final SystemUnderTest system;
    private final RequestResolver resolver;
    private final SimLease lease;
    private final TraceHash trace = new TraceHash();
    private final Invariants invariants;
    private final List<SimReplica> replicas = new ArrayList<>();
    private final SimRandom random;
    private SimWatch watch = SimWatch.NOBODY;
    private long jitterNanos;
    private int untilAudit;

    /** A site without a process. */
    public SimFleet(SimSite site, SystemUnderTest system, RequestResolver resolver, InvariantSettings settings) {
        this.site = site;
        this.settings = settings;
        this.system = system;
        this.resolver = resolver;
        this.lease = new SimLease(site.world());
        this.random = site.world().newRandom();
        this.invariants = new Invariants(
                site.world(), site.store(), site.cluster(), truth(site.cloud().inspect()), settings);
        site.store().onChange(new RecordChange<>() {
            @Override
            public void changed(PodRef key, @Nullable Allocation before, @Nullable Allocation after) {
                if (after != null && after.phase() == AllocationPhase.BOUND) {
                    site.cluster().bound(key, after.podUid());
                }
            }
        });
        if (settings.oneKeyIn() <= 1) {
            site.world().afterEvent(this::audit);
        }
        site.cloud().onEniChange(id -> {
            site.world().active();
            invariants.eniChanged(id);
        });
    }

    /** Looks into the books so often that the cost of an event does not grow with the records. */
    private void audit() {
        if (--untilAudit > 0) {
            return;
        }
        untilAudit = EVENTS_PER_AUDIT + site.store().size() / 2;
        for (SimReplica each : replicas) {
            SimController controller = each.controller().orElse(null);
            if (controller == null || !each.process().alive()) {
                continue;
            }
            List<String> wrong = system.audit(controller.allocator());
            if (!wrong.isEmpty()) {
                throw new InvariantViolation(
                        site.world().where(null),
                        "an allocator knows what is taken and calls who waits",
                        String.join("; ", wrong));
            }
        }
    }

    /** The cloud as the invariants see it. */
    public static CloudTruth truth(CloudInspection cloud) {
        return new CloudTruth() {
            @Override
            public Optional<EniDescription> eni(EniId id) {
                return cloud.eni(id);
            }

            @Override
            public List<EniDescription> enis() {
                return cloud.enis();
            }
        };
    }

    /** Delays the tasks of processes that start from now on by up to this much. */
    public void jitter(long maxNanos) {
        jitterNanos = maxNanos;
    }

    /** Lets somebody hear the steps of processes that start from now on. */
    public void watch(SimWatch who) {
        watch = who;
    }

    /** Lets somebody hear the faults of the site, from now on, instead of who heard them before. */
    public void watchFaults(SimWatch who) {
        new FaultSubjects(site, settings.tokens(), settings.ourTag()).tell(who);
    }

    /** Where the steps of a process go. */
    TraceSink steps(SimProcess process) {
        TraceSink hash = trace.of(process.name());
        SimWatch who = watch;
        return step -> {
            hash.step(step);
            who.step(step, site.world().nanos());
        };
    }

    /** Starts one more process. */
    public SimReplica start() {
        SimProcess process = site.world().start("controller");
        process.jitter(jitterNanos);
        SimReplica replica = new SimReplica(this, process);
        replicas.removeIf(each -> !each.process().alive());
        replicas.add(replica);
        return replica;
    }

    /** The processes that have not crashed. */
    public List<SimReplica> alive() {
        return replicas.stream().filter(each -> each.process().alive()).toList();
    }

    /** The process that holds the lease now. */
    public Optional<SimReplica> leader() {
        return alive().stream().filter(each -> lease.isHeldBy(each.process())).findFirst();
    }

    /** The site. */
    public SimSite site() {
        return site;
    }

    /** The lease. */
    public SimLease lease() {
        return lease;
    }

    /** The hash of every step so far. */
    public TraceHash trace() {
        return trace;
    }

    /** What is watched. */
    public Invariants invariants() {
        return invariants;
    }

    SystemUnderTest system() {
        return system;
    }

    RequestResolver resolver() {
        return resolver;
    }

    /** How long a deposed process goes on before it exits, nanoseconds. */
    long timeToExit() {
        return random.between(0, MOST_TO_EXIT_NANOS);
    }

    void elected() {
        invariants.processStarted();
    }

    void sent(SimProcess process, Leadership leadership, CloudOp op) {
        invariants.sent(process, leadership, op);
    }
}
