package dev.podnetwork.podnet.ask;

import dev.podnetwork.core.preflight.Change;
import dev.podnetwork.core.preflight.Preflight;
import dev.podnetwork.core.preflight.PreflightFacts;
import dev.podnetwork.core.preflight.PreflightVerdict;
import dev.podnetwork.core.preflight.PreflightVerdict.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Collects verdicts on several subjects. */
final class PreflightAnswer {
    private final Preflight preflight;
    private final boolean all;
    private final List<String> lines = new ArrayList<>();
    private final List<Map<String, Object>> subjects = new ArrayList<>();
    private boolean refused;

    PreflightAnswer(Preflight preflight, boolean all) {
        this.preflight = preflight;
        this.all = all;
    }

    void add(String subject, PreflightFacts facts) {
        List<PreflightVerdict> verdicts = preflight.check(facts);
        refused |= verdicts.stream().anyMatch(PreflightVerdict::isRefusal);
        lines.add(subject + ": " + count(verdicts, Outcome.APPLIES) + " rule(s) apply, "
                + count(verdicts, Outcome.PASSES) + " pass, " + count(verdicts, Outcome.OPEN) + " open");
        verdicts.stream().filter(v -> all || v.outcome() == Outcome.APPLIES).forEach(v -> lines.add("  " + line(v)));
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("subject", subject);
        tree.put("facts", facts.shown());
        tree.put("verdicts", verdicts.stream().map(PreflightAnswer::tree).toList());
        subjects.add(tree);
    }

    private static long count(List<PreflightVerdict> verdicts, Outcome outcome) {
        return verdicts.stream().filter(v -> v.outcome() == outcome).count();
    }

    boolean isRefused() {
        return refused;
    }

    Answer answer() {
        return new Answer(List.copyOf(lines), Map.of("refused", refused, "subjects", subjects));
    }

    private static String line(PreflightVerdict verdict) {
        return switch (verdict.outcome()) {
            case APPLIES ->
                verdict.id() + " " + verdict.severity().name().toLowerCase(Locale.ROOT) + ": " + verdict.text()
                        + " [because " + shown(verdict.decidedBy()) + "; changed by " + flips(verdict) + "]";
            case PASSES ->
                verdict.id() + " passes [because " + shown(verdict.decidedBy()) + "; would apply with " + flips(verdict)
                        + "]";
            case OPEN ->
                verdict.id() + " is open [not known: "
                        + String.join(", ", verdict.decidedBy().keySet()) + "]";
        };
    }

    private static String shown(Map<String, String> facts) {
        return String.join(
                ", ",
                facts.entrySet().stream()
                        .map(e -> e.getKey() + "=" + e.getValue())
                        .toList());
    }

    private static String flips(PreflightVerdict verdict) {
        List<String> each = verdict.flips().stream()
                .map(changes -> String.join(
                        " and ", changes.stream().map(Change::toString).toList()))
                .toList();
        return each.isEmpty() ? "nothing known" : String.join(", or ", each);
    }

    private static Map<String, Object> tree(PreflightVerdict verdict) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("id", verdict.id());
        tree.put("severity", verdict.severity().name());
        tree.put("outcome", verdict.outcome().name());
        tree.put("text", verdict.text());
        tree.put("decidedBy", verdict.decidedBy());
        tree.put(
                "flips",
                verdict.flips().stream()
                        .map(changes -> changes.stream()
                                .map(c -> Map.of("fact", c.fact(), "value", c.value()))
                                .toList())
                        .toList());
        return tree;
    }
}
