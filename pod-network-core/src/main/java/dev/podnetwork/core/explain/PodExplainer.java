package dev.podnetwork.core.explain;

import static java.util.Objects.requireNonNull;

import dev.podnetwork.api.PodRef;
import dev.podnetwork.api.allocation.Allocation;
import dev.podnetwork.api.allocation.Explanation;
import dev.podnetwork.api.allocation.ScarceResource;
import dev.podnetwork.core.admission.NetworkResolution;
import dev.podnetwork.core.match.NearMiss;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes one answer of what the parts know. What came first decides: a pod that admission refuses asks nobody further, one without a
 * node waits for a node, and then the allocation speaks. The earliest time is never later than the truth: it is named only when
 * the allocation names one, and nothing is added to it.
 */
public final class PodExplainer {
    private final PodRef pod;
    private List<PolicyVerdict> policies = List.of();
    private @Nullable NetworkResolution admission;
    private @Nullable Explanation allocation;
    private @Nullable Explanation placement;
    private @Nullable Allocation record;
    private Circumstances circumstances = Circumstances.NONE;

    private PodExplainer(PodRef pod) {
        this.pod = requireNonNull(pod, "pod");
    }

    /** Nothing is known yet. Not thread-safe; use once. */
    public static PodExplainer of(PodRef pod) {
        return new PodExplainer(pod);
    }

    /** What every policy has to do with it; see {@link PolicyVerdict#of}. */
    public PodExplainer policies(List<PolicyVerdict> verdicts) {
        policies = List.copyOf(verdicts);
        return this;
    }

    /** What admission resolved. */
    public PodExplainer admission(NetworkResolution resolution) {
        admission = requireNonNull(resolution, "resolution");
        return this;
    }

    /**
     * Why it has no node.
     *
     * @param reason for people, with what to do
     * @param resource the extended resource that no node has left; null when something else is missing
     */
    public PodExplainer unscheduled(String reason, @Nullable String resource) {
        placement = new Explanation(
                Explanation.State.WAITING,
                reason,
                resource == null ? null : new ScarceResource(ScarceResource.Kind.NODE_SLOT, resource),
                null);
        return this;
    }

    /** What the allocation says. */
    public PodExplainer allocation(Explanation explanation) {
        allocation = requireNonNull(explanation, "explanation");
        return this;
    }

    /** The record, if there is one. */
    public PodExplainer record(@Nullable Allocation current) {
        record = current;
        return this;
    }

    /** What holds for more than this pod. */
    public PodExplainer circumstances(Circumstances current) {
        circumstances = requireNonNull(current, "current");
        return this;
    }

    /** The answer. */
    public PodExplanation explain() {
        if (admission instanceof NetworkResolution.Denied denied && record == null) {
            return answer(Explanation.of(Explanation.State.REJECTED, denied.reason()), Blocker.RULE);
        }
        if (placement != null) {
            return answer(placement, Blocker.PLACEMENT);
        }
        if (allocation != null && allocation.state() != Explanation.State.NOTHING) {
            return answer(allocation, blocker(allocation));
        }
        if (admission instanceof NetworkResolution.NotOurs notOurs && record == null) {
            return answer(
                    Explanation.of(Explanation.State.NOTHING, "it needs no network of ours: " + notOurs.reason()),
                    null);
        }
        return answer(
                allocation != null
                        ? allocation
                        : Explanation.of(Explanation.State.NOTHING, "nobody has asked for a network for it"),
                null);
    }

    private @Nullable Blocker blocker(Explanation said) {
        ScarceResource scarce = said.waitsFor();
        if (scarce != null) {
            return Blocker.of(scarce.kind());
        }
        if (said.state() == Explanation.State.REJECTED) {
            return Blocker.RULE;
        }
        boolean moves = said.state() == Explanation.State.WORKING || said.state() == Explanation.State.RELEASING;
        if (moves && circumstances.callsParked() > 0) {
            return Blocker.DEGRADATION;
        }
        return moves && circumstances.callsQueued() > 0 ? Blocker.LIMITER : null;
    }

    private PodExplanation answer(Explanation said, @Nullable Blocker blocker) {
        Duration earliest = blocker == null ? null : said.atLeast();
        return new PodExplanation(
                pod,
                said.state(),
                said.message(),
                blocker,
                said.waitsFor(),
                Holding.of(record),
                said.waitsFor() == null ? List.of() : circumstances.ahead(),
                earliest,
                policies,
                notes());
    }

    private List<String> notes() {
        List<String> notes = new ArrayList<>();
        if (admission instanceof NetworkResolution.Resolved resolved) {
            notes.addAll(resolved.notes());
            dropped(resolved.dropped(), notes);
        } else if (admission instanceof NetworkResolution.NotOurs notOurs) {
            dropped(notOurs.dropped(), notes);
        }
        if (!circumstances.degradation().isEmpty()) {
            notes.add("degradation " + circumstances.degradation() + " is on, " + circumstances.callsParked()
                    + " cloud call(s) are held back");
        }
        if (circumstances.callsQueued() > 0) {
            notes.add(circumstances.callsQueued() + " cloud call(s) wait for the rate limit");
        }
        return notes;
    }

    private static void dropped(List<NearMiss> misses, List<String> notes) {
        misses.forEach(m -> notes.add("policy " + m.policy() + " would apply: " + m.text()));
    }
}
