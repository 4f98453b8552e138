package dev.podnetwork.podnet.adopt;

import dev.podnetwork.k8s.adopt.MigrationPlan;
import dev.podnetwork.k8s.adopt.PlanLine;
import dev.podnetwork.k8s.adopt.Verdict;
import dev.podnetwork.podnet.ask.Answer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A plan for people and for programs. Stateless. */
final class PlanAnswer {
    private static final int WIDEST = 60;

    private PlanAnswer() {}

    /**
     * The answer.
     *
     * @param before what stands in the way of {@code --apply}
     */
    static Answer of(MigrationPlan plan, List<String> before) {
        List<String> lines = new ArrayList<>();
        int kind = width(plan, "KIND", each -> each.kind());
        int name = width(plan, "NAME", each -> each.name());
        String format = "%-" + kind + "s  %-" + name + "s  %-11s  %s";
        if (!plan.lines().isEmpty()) {
            lines.add(String.format(format, "KIND", "NAME", "VERDICT", "REASON"));
        }
        for (PlanLine each : plan.lines()) {
            lines.add(String.format(
                    format, each.kind(), each.name(), each.verdict().word(), each.reason()));
        }
        counts(plan).forEach((what, n) -> lines.add(what + ": " + n));
        before.forEach(each -> lines.add("before --apply: " + each));
        return new Answer(lines, tree(plan, before));
    }

    private static int width(MigrationPlan plan, String head, java.util.function.Function<PlanLine, String> column) {
        return plan.lines().stream()
                .mapToInt(each -> Math.min(WIDEST, column.apply(each).length()))
                .reduce(head.length(), Math::max);
    }

    private static Map<String, String> counts(MigrationPlan plan) {
        Map<String, String> all = new LinkedHashMap<>();
        for (String kind : List.of("PodENI", "Node", "NetworkInterface")) {
            Map<Verdict, Integer> counts = plan.counts(kind);
            List<String> words = new ArrayList<>();
            counts.forEach((verdict, n) -> words.add(n + " " + verdict.word()));
            all.put(kind, words.isEmpty() ? "none" : String.join(", ", words));
        }
        return all;
    }

    private static Map<String, Object> tree(MigrationPlan plan, List<String> before) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("before", before);
        tree.put("counts", counts(plan));
        tree.put("objects", plan.lines().stream().map(PlanAnswer::tree).toList());
        return tree;
    }

    private static Map<String, Object> tree(PlanLine line) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("kind", line.kind());
        tree.put("name", line.name());
        tree.put("verdict", line.verdict().word());
        tree.put("reason", line.reason());
        tree.put("blocks", line.verdict().blocks());
        tree.put("writes", line.steps().size());
        return tree;
    }
}
