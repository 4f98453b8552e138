package dev.podnetwork.core.preflight;

import static java.util.Objects.requireNonNull;

import dev.podnetwork.core.config.Finding;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one rule says. Immutable.
 *
 * @param id the rule
 * @param severity how bad it is when it speaks
 * @param text what it says then
 * @param outcome whether it speaks
 * @param decidedBy name and value of the facts that decided it; the names of the missing ones, with empty values, when it is open
 * @param flips each list of changes, alone, makes a rule that applies stop, and one that passes apply; empty when open
 */
public record PreflightVerdict(
        String id,
        Finding.Severity severity,
        String text,
        Outcome outcome,
        Map<String, String> decidedBy,
        List<List<Change>> flips) {
    /** Copies the collections, keeping their order. */
    public PreflightVerdict {
        requireNonNull(id, "id");
        requireNonNull(severity, "severity");
        requireNonNull(text, "text");
        requireNonNull(outcome, "outcome");
        decidedBy = Collections.unmodifiableMap(new LinkedHashMap<>(decidedBy));
        flips = flips.stream().map(List::copyOf).toList();
    }

    /** Whether a rule speaks. */
    public enum Outcome {
        /** Its conditions hold. */
        APPLIES,
        /** One of them does not. */
        PASSES,
        /** Something is not known that would decide it. */
        OPEN
    }

    /** True when it refuses. */
    public boolean isRefusal() {
        return outcome == Outcome.APPLIES && severity == Finding.Severity.ERROR;
    }
}
