package dev.podnetwork.k8s.adopt;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a migration does, object by object. Immutable.
 *
 * @param lines records first, then nodes, then objects that only the published control plane keeps
 */
public record MigrationPlan(List<PlanLine> lines) {
    /** Copies the lines. */
    public MigrationPlan {
        lines = List.copyOf(lines);
    }

    /** The lines that a person has to look at first. */
    public List<PlanLine> blocking() {
        return lines.stream().filter(each -> each.verdict().blocks()).toList();
    }

    /** How many objects of a kind come to each verdict; verdicts that none comes to are left out. */
    public Map<Verdict, Integer> counts(String kind) {
        Map<Verdict, Integer> counts = new LinkedHashMap<>();
        for (Verdict verdict : Verdict.values()) {
            int n = (int) lines.stream()
                    .filter(each -> each.kind().equals(kind) && each.verdict() == verdict)
                    .count();
            if (n > 0) {
                counts.put(verdict, n);
            }
        }
        return counts;
    }
}
