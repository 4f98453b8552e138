package dev.podnetwork.fake;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.cloud.CloudOp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What goes wrong, and with which calls: rules in order, of which the first that strikes decides. Scripted for a test
 * ({@code plan.on("CreateNetworkInterface").nth(3).inject(new Fault.Reset())}) or random for a simulation. All chance comes
 * from the seed.
 *
 * <p>Thread-safe.
 */
public final class FaultPlan {
    private final List<FaultRule> rules = new ArrayList<>();
    private final Map<String, Long> applied = new TreeMap<>();
    private final SplitMix64 chance;
    private @Nullable RandomFaults random;
    private Duration staleHorizon = Duration.ZERO;
    private boolean stopped;
    private Listener listener = (kind, op, eni) -> {};

    /** Hears of faults. */
    @FunctionalInterface
    public interface Listener {
        /**
         * A fault happened.
         *
         * @param kind its {@linkplain Fault#kind kind}
         * @param op the call that it happened to
         * @param eni the interface that it happened to behind our back, null when it happened to the call
         */
        void happened(String kind, CloudOp op, @Nullable EniId eni);
    }

    private FaultPlan(long seed) {
        this.chance = new SplitMix64(seed);
    }

    /** Nothing goes wrong, until rules are added. */
    public static FaultPlan none() {
        return new FaultPlan(0);
    }

    /** Nothing goes wrong, until rules are added; their chance comes from this seed. */
    public static FaultPlan scripted(long seed) {
        return new FaultPlan(seed);
    }

    /**
     * Every kind of fault goes wrong now and then.
     *
     * @param intensity the probability that something goes wrong with a call, 0 to 1
     */
    public static FaultPlan random(long seed, double intensity) {
        return random(seed, intensity, FaultMix.EVERYDAY);
    }

    /**
     * Faults of this mix go wrong now and then.
     *
     * @param intensity the probability that something goes wrong with a call, 0 to 1
     */
    public static FaultPlan random(long seed, double intensity, FaultMix mix) {
        FaultPlan plan = new FaultPlan(seed);
        plan.random = new RandomFaults(intensity, mix);
        plan.staleHorizon = RandomFaults.STALEST;
        return plan;
    }

    /** Begins a rule for one API, by the provider's name. */
    public FaultRule on(String api) {
        return new FaultRule(this, api);
    }

    /** Begins a rule for every API. */
    public FaultRule onAny() {
        return new FaultRule(this, null);
    }

    /** From now on nothing new goes wrong; what was set off before still happens. */
    public synchronized void stop() {
        stopped = true;
    }

    /** Things go wrong again. */
    public synchronized void resume() {
        stopped = false;
    }

    /** Who is told of each fault when it happens; at most one listener. */
    public synchronized void onHappened(Listener who) {
        listener = who;
    }

    /** How often each kind happened, by name. */
    public synchronized Map<String, Long> applied() {
        return Collections.unmodifiableMap(new TreeMap<>(applied));
    }

    /** The oldest answer that a stale describe of this plan can give. */
    synchronized Duration staleHorizon() {
        return staleHorizon;
    }

    /** What goes wrong with this call; null for nothing. */
    synchronized @Nullable Fault next(CloudOp op, Instant now) {
        if (stopped) {
            return null;
        }
        Fault struck = null;
        for (FaultRule rule : rules) {
            // Every rule counts the call, so that its n-th is the n-th of the script whatever other rules do.
            if (rule.strikes(op, now, chance) && struck == null) {
                struck = rule.fault();
            }
        }
        return struck != null || random == null ? struck : random.next(op, now, chance);
    }

    synchronized void add(FaultRule rule) {
        rules.add(rule);
        if (rule.fault() instanceof Fault.StaleDescribe stale && stale.age().compareTo(staleHorizon) > 0) {
            staleHorizon = stale.age();
        }
    }

    /** Counts a fault that really happened. */
    synchronized void happened(Fault fault, CloudOp op, @Nullable EniId eni) {
        applied.merge(fault.kind(), 1L, Long::sum);
        listener.happened(fault.kind(), op, eni);
    }
}
