package dev.podnetwork.podnet.ask;

import dev.podnetwork.api.capacity.NodeCapacity;
import dev.podnetwork.core.capacity.CapacityReport;
import dev.podnetwork.core.capacity.CapacityVerdict;
import dev.podnetwork.core.capacity.LimitChange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Shows capacity reports. */
record CapacityAnswer(List<CapacityReport> reports) {
    private static final String ROW = "%-24s %-10s %7s %7s %9s %6s %8s  %s";

    Answer answer() {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT, ROW, "TYPE", "MODE", "SHARED", "MEMBER", "EXCLUSIVE", "ERDMA", "MAXPODS", "JOINS"));
        for (CapacityReport each : reports) {
            NodeCapacity pods = each.capacity();
            lines.add(String.format(
                    Locale.ROOT,
                    ROW,
                    each.limits().instanceType(),
                    mode(each),
                    pods.sharedPods(),
                    pods.memberPods(),
                    pods.exclusivePods(),
                    pods.erdmaPods(),
                    each.maxPods(),
                    each.joins() ? "yes" : "no"));
            each.verdicts().forEach(v -> lines.add(line(v)));
            each.notes().forEach(n -> lines.add("  note: " + n));
        }
        return new Answer(
                lines,
                Map.of("reports", reports.stream().map(CapacityAnswer::tree).toList()));
    }

    private static String mode(CapacityReport report) {
        return report.capacity().mode().name().toLowerCase(Locale.ROOT);
    }

    private static String line(CapacityVerdict verdict) {
        String flips = verdict.flips().isEmpty()
                ? (verdict.passes() ? "" : "; no single limit would change that")
                : "; it would " + (verdict.passes() ? "not " : "") + "pass with "
                        + String.join(
                                " or ",
                                verdict.flips().stream()
                                        .map(LimitChange::toString)
                                        .toList());
        return "  " + verdict.id() + (verdict.passes() ? " passes: " : " FAILS: ") + verdict.text() + " (margin "
                + verdict.margin() + ")" + flips;
    }

    private static Map<String, Object> tree(CapacityReport each) {
        NodeCapacity pods = each.capacity();
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("instanceType", each.limits().instanceType());
        tree.put("mode", mode(each));
        tree.put("joins", each.joins());
        tree.put("sharedPods", pods.sharedPods());
        tree.put("memberPods", pods.memberPods());
        tree.put("exclusivePods", pods.exclusivePods());
        tree.put("erdmaPods", pods.erdmaPods());
        tree.put("maxPods", each.maxPods());
        tree.put("extendedResources", pods.extendedResources());
        tree.put("annotations", each.annotations());
        tree.put("verdicts", each.verdicts().stream().map(CapacityAnswer::tree).toList());
        tree.put("notes", each.notes());
        return tree;
    }

    private static Map<String, Object> tree(CapacityVerdict verdict) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("id", verdict.id());
        tree.put("passes", verdict.passes());
        tree.put("margin", verdict.margin());
        tree.put("text", verdict.text());
        tree.put(
                "flips",
                verdict.flips().stream()
                        .map(f -> Map.of("limit", f.limit(), "from", f.from(), "to", f.to()))
                        .toList());
        return tree;
    }
}
