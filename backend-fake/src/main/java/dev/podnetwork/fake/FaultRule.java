package dev.podnetwork.fake;

import dev.podnetwork.api.cloud.CloudOp;
import java.time.Instant;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * When one fault strikes: every condition that is given must hold. Made by {@link FaultPlan#on}; takes effect with
 * {@link #inject}.
 */
public final class FaultRule {
    private final FaultPlan plan;
    private final @Nullable String api;
    private Predicate<CloudOp> which = op -> true;
    private Instant from = Instant.MIN;
    private Instant until = Instant.MAX;
    private double probability = 1;
    private int nth;
    private int times = Integer.MAX_VALUE;
    private int seen;
    private @Nullable Fault fault;

    FaultRule(FaultPlan plan, @Nullable String api) {
        this.plan = plan;
        this.api = api;
    }

    /** Only the n-th call that fits, counted from 1 since the rule was made. */
    public FaultRule nth(int n) {
        nth = n;
        return this;
    }

    /** Only the first n calls that fit. */
    public FaultRule times(int n) {
        times = n;
        return this;
    }

    /** Only with this probability. */
    public FaultRule withProbability(double p) {
        probability = p;
        return this;
    }

    /** Only from {@code first} on and before {@code end}, of the cloud's clock. */
    public FaultRule between(Instant first, Instant end) {
        from = first;
        until = end;
        return this;
    }

    /** Only calls like this. */
    public FaultRule matching(Predicate<CloudOp> predicate) {
        which = which.and(predicate);
        return this;
    }

    /** What goes wrong; the rule is in force from now on. */
    public FaultPlan inject(Fault what) {
        fault = what;
        plan.add(this);
        return plan;
    }

    Fault fault() {
        if (fault == null) {
            throw new IllegalStateException("a rule without a fault: end it with inject");
        }
        return fault;
    }

    boolean strikes(CloudOp op, Instant now, SplitMix64 chance) {
        boolean fits = (api == null || api.equals(op.api()))
                && fault().fits(op)
                && !now.isBefore(from)
                && now.isBefore(until)
                && which.test(op);
        if (!fits) {
            return false;
        }
        seen++;
        return (nth == 0 || seen == nth) && seen <= times && (probability >= 1 || chance.chance(probability));
    }
}
