package dev.podnetwork.core.preflight;

import static java.util.Objects.requireNonNull;

import dev.podnetwork.core.config.Finding;
import java.util.List;

/**
 * A row of the table: all conditions together make it speak. Immutable.
 *
 * @param id such as {@code DP-01}
 * @param severity an error refuses
 * @param text what it says
 * @param conditions what makes it say so, all of them
 */
record PreflightRule(String id, Finding.Severity severity, String text, List<Condition> conditions) {
    PreflightRule {
        requireNonNull(id, "id");
        requireNonNull(severity, "severity");
        requireNonNull(text, "text");
        conditions = List.copyOf(conditions);
    }

    static PreflightRule error(String id, String text, Condition... conditions) {
        return new PreflightRule(id, Finding.Severity.ERROR, text, List.of(conditions));
    }

    static PreflightRule warning(String id, String text, Condition... conditions) {
        return new PreflightRule(id, Finding.Severity.WARNING, text, List.of(conditions));
    }

    static PreflightRule info(String id, String text, Condition... conditions) {
        return new PreflightRule(id, Finding.Severity.INFO, text, List.of(conditions));
    }
}
