package dev.podnetwork.k8s.adopt;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * One object and what becomes of it. Immutable.
 *
 * @param kind of the object
 * @param name its name, after its namespace and a slash if it has one
 * @param verdict what becomes of it
 * @param reason why, for people
 * @param steps what is to be done, in order
 */
public record PlanLine(String kind, String name, Verdict verdict, String reason, List<Step> steps) {
    /** Refuses missing parts; copies the steps. */
    public PlanLine {
        requireNonNull(kind, "kind");
        requireNonNull(name, "name");
        requireNonNull(verdict, "verdict");
        requireNonNull(reason, "reason");
        steps = List.copyOf(steps);
    }

    static PlanLine of(String kind, String name, Verdict verdict, String reason) {
        return new PlanLine(kind, name, verdict, reason, List.of());
    }
}
