package dev.podnetwork.core.preflight;

import dev.podnetwork.core.capacity.JoinThresholds;
import dev.podnetwork.core.preflight.PreflightVerdict.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Asks every rule of the table. A rule applies when all of its conditions hold, passes when one certainly does not, and is open when
 * it hangs on something unknown. Deterministic (spec: node-ipam §5.2).
 */
public final class Preflight {
    private final List<PreflightRule> rules;

    private Preflight(List<PreflightRule> rules) {
        this.rules = List.copyOf(rules);
    }

    /** The table, with the thresholds for joining nodes that the platform uses. */
    public static Preflight of(JoinThresholds thresholds) {
        List<PreflightRule> rules = new ArrayList<>(DataPathRules.rules());
        rules.addAll(NetworkPolicyRules.rules());
        rules.addAll(StackRules.rules());
        rules.addAll(TrunkRules.rules());
        rules.addAll(NodeRules.rules(thresholds));
        rules.addAll(DataPathRules.qos());
        rules.addAll(ClusterRules.rules());
        return new Preflight(rules);
    }

    /** The ids of all rules, in the order of the table. */
    public List<String> ruleIds() {
        return rules.stream().map(PreflightRule::id).toList();
    }

    /** What every rule says, in the order of the table. */
    public List<PreflightVerdict> check(PreflightFacts facts) {
        return rules.stream().map(rule -> verdict(rule, facts)).toList();
    }

    private static PreflightVerdict verdict(PreflightRule rule, PreflightFacts facts) {
        List<Condition> failing = with(rule, facts, Optional.of(false));
        List<Condition> open = with(rule, facts, Optional.empty());
        if (!failing.isEmpty()) {
            List<Change> all = new ArrayList<>();
            failing.forEach(c -> all.addAll(c.toHold().apply(facts)));
            open.forEach(c -> all.addAll(c.toHold().apply(facts)));
            return verdict(rule, Outcome.PASSES, shown(List.of(failing.get(0)), facts), List.of(all));
        }
        if (!open.isEmpty()) {
            return verdict(rule, Outcome.OPEN, missing(open, facts), List.of());
        }
        List<List<Change>> flips = rule.conditions().stream()
                .map(c -> c.toFail().apply(facts))
                .filter(changes -> !changes.isEmpty())
                .toList();
        return verdict(rule, Outcome.APPLIES, shown(rule.conditions(), facts), flips);
    }

    private static PreflightVerdict verdict(
            PreflightRule rule, Outcome outcome, Map<String, String> decidedBy, List<List<Change>> flips) {
        return new PreflightVerdict(rule.id(), rule.severity(), rule.text(), outcome, decidedBy, flips);
    }

    private static List<Condition> with(PreflightRule rule, PreflightFacts facts, Optional<Boolean> answer) {
        return rule.conditions().stream()
                .filter(c -> c.test().apply(facts).equals(answer))
                .toList();
    }

    private static Map<String, String> shown(List<Condition> conditions, PreflightFacts facts) {
        Map<String, String> shown = new LinkedHashMap<>();
        Map<String, String> known = facts.shown();
        for (Condition condition : conditions) {
            for (Fact<?> fact : condition.facts()) {
                String value = known.get(fact.name());
                if (value != null) {
                    shown.put(fact.name(), value);
                }
            }
        }
        return shown;
    }

    private static Map<String, String> missing(List<Condition> conditions, PreflightFacts facts) {
        Map<String, String> missing = new LinkedHashMap<>();
        Map<String, String> known = facts.shown();
        conditions.stream()
                .flatMap(c -> c.facts().stream())
                .filter(fact -> !known.containsKey(fact.name()))
                .forEach(fact -> missing.put(fact.name(), ""));
        return missing;
    }
}
