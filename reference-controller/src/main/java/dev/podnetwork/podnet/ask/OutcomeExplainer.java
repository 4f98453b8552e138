package dev.podnetwork.podnet.ask;

import dev.podnetwork.api.PodRef;
import dev.podnetwork.api.allocation.Allocation;
import dev.podnetwork.api.allocation.AllocationPhase;
import dev.podnetwork.api.allocation.Explanation;
import dev.podnetwork.api.allocation.ScarceResource;
import dev.podnetwork.core.admission.NetworkRequests;
import dev.podnetwork.core.admission.NetworkResolution;
import dev.podnetwork.core.explain.Circumstances;
import dev.podnetwork.core.explain.PodExplainer;
import dev.podnetwork.core.explain.PodExplanation;
import dev.podnetwork.core.explain.PolicyVerdict;
import dev.podnetwork.core.explain.Waiter;
import dev.podnetwork.podnet.plan.WorkloadPlan;
import dev.podnetwork.podnet.run.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Explains one pod from what a simulation came to. */
record OutcomeExplainer(Asked asked, Outcome outcome) {

    /** The answer; empty when there is no such pod and no record of it. */
    Optional<PodExplanation> explain(PodRef pod) {
        WorkloadPlan workload = workloadOf(pod);
        Allocation record = outcome.records().stream()
                .filter(r -> r.pod().equals(pod))
                .findFirst()
                .orElse(null);
        if (workload == null && record == null
                || workload != null && record == null && !pods(outcome).contains(pod.toString()) && !isDenied(pod)) {
            return Optional.empty();
        }
        PodExplainer explainer = PodExplainer.of(pod).record(record);
        if (workload != null) {
            NetworkResolution resolution =
                    NetworkRequests.resolve(asked.factsOf(workload, pod), asked.contextOf(workload));
            explainer
                    .admission(resolution)
                    .policies(PolicyVerdict.of(asked.context().policies(), asked.labelsOf(workload), resolution));
        }
        said(pod, record, explainer);
        return Optional.of(explainer.explain());
    }

    private boolean isDenied(PodRef pod) {
        return outcome.summary().waiting().stream().anyMatch(w -> w.pod().equals(pod));
    }

    /** The workload whose pods have such names; the one with the longest name. */
    private @Nullable WorkloadPlan workloadOf(PodRef pod) {
        WorkloadPlan best = null;
        for (WorkloadPlan each : asked.plan().workloads()) {
            PodRef name = each.workload().name();
            boolean named = name.namespace().equals(pod.namespace())
                    && (name.equals(pod) || pod.name().startsWith(name.name() + "-"));
            if (named
                    && (best == null
                            || name.name().length()
                                    > best.workload().name().name().length())) {
                best = each;
            }
        }
        return best;
    }

    private void said(PodRef pod, @Nullable Allocation record, PodExplainer explainer) {
        Outcome.Waiting waiting = outcome.summary().waiting().stream()
                .filter(w -> w.pod().equals(pod))
                .findFirst()
                .orElse(null);
        if (waiting == null) {
            if (record != null) {
                explainer.allocation(ofRecord(record));
            } else {
                shared(pod).ifPresent(explainer::allocation);
            }
        } else if (waiting.state().equals("unscheduled")) {
            ScarceResource scarce = scarce(waiting.scarce());
            explainer.unscheduled(waiting.reason(), scarce == null ? null : scarce.id());
        } else {
            Explanation.State state = waiting.state().equals("waiting") ? stateOf(waiting) : Explanation.State.REJECTED;
            explainer.allocation(
                    new Explanation(state, waiting.reason(), scarce(waiting.scarce()), waiting.earliest()));
        }
        Outcome.Held held = outcome.summary().held();
        explainer.circumstances(new Circumstances(held.degradation(), held.queued(), held.parked(), ahead(pod)));
    }

    private static Explanation.State stateOf(Outcome.Waiting waiting) {
        return waiting.scarce().isEmpty() ? Explanation.State.WORKING : Explanation.State.WAITING;
    }

    private static Explanation ofRecord(Allocation record) {
        if (record.phase() == AllocationPhase.BOUND) {
            return Explanation.of(Explanation.State.BOUND, "bound on node " + record.node());
        }
        return record.phase() == AllocationPhase.RETAINED
                ? Explanation.of(Explanation.State.RETAINED, "its address is kept for its next pod")
                : Explanation.of(Explanation.State.WORKING, "its record is in phase " + record.phase());
    }

    private Optional<Explanation> shared(PodRef pod) {
        return outcome.summary().shared().leases().stream()
                .filter(each -> each.pod().equals(pod))
                .map(each -> Explanation.of(
                        Explanation.State.BOUND,
                        each.ipv4() + (each.ipv6() == null ? "" : " " + each.ipv6()) + " on " + each.eni()
                                + ", from the shared pool of node " + each.node()))
                .findFirst();
    }

    private List<PodRef> ahead(PodRef pod) {
        List<Waiter> all = new ArrayList<>();
        Waiter mine = null;
        for (Outcome.Waiting each : outcome.summary().waiting()) {
            ScarceResource scarce = scarce(each.scarce());
            if (scarce != null) {
                Waiter waiter = new Waiter(each.pod(), scarce, since(each.pod()));
                all.add(waiter);
                mine = each.pod().equals(pod) ? waiter : mine;
            }
        }
        return mine == null ? List.of() : Waiter.ahead(mine, all);
    }

    /** When the pod, as it is now, began to wait. */
    private Duration since(PodRef pod) {
        long nanos = 0;
        boolean waits = false;
        for (Outcome.Entry each : outcome.timeline()) {
            if (each.subject().equals(pod.toString())) {
                boolean now = List.of("WAITING", "UNSCHEDULED").contains(each.phase());
                nanos = now && !waits ? each.nanos() : nanos;
                waits = now;
            }
        }
        return Duration.ofNanos(nanos);
    }

    private static @Nullable ScarceResource scarce(String text) {
        int space = text.indexOf(' ');
        return space < 0
                ? null
                : new ScarceResource(ScarceResource.Kind.valueOf(text.substring(0, space)), text.substring(space + 1));
    }

    /** The names of the pods that the timeline tells of. */
    static List<String> pods(Outcome outcome) {
        return outcome.timeline().stream()
                .filter(e -> e.phase().equals("CREATED"))
                .map(Outcome.Entry::subject)
                .distinct()
                .toList();
    }
}
