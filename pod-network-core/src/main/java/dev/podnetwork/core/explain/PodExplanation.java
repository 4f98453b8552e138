package dev.podnetwork.core.explain;

import static java.util.Objects.requireNonNull;

import dev.podnetwork.api.PodRef;
import dev.podnetwork.api.allocation.Explanation;
import dev.podnetwork.api.allocation.ScarceResource;
import dev.podnetwork.api.release.GoDuration;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a pod has, or what it waits for and why, at one moment. Immutable.
 *
 * @param pod which
 * @param state in one word
 * @param reason in one sentence: what was asked, what was found, what to do
 * @param blockedBy what kind of thing holds it up; null when nothing does
 * @param resource which thing; null when nothing is scarce
 * @param holdings what it has or is getting
 * @param ahead who waits longer for the same thing
 * @param earliest after how long anything can change at the earliest; null when only an outside event can change it
 * @param policies what every policy has to do with it
 * @param notes what else to know
 */
public record PodExplanation(
        PodRef pod,
        Explanation.State state,
        String reason,
        @Nullable Blocker blockedBy,
        @Nullable ScarceResource resource,
        List<Holding> holdings,
        List<PodRef> ahead,
        @Nullable Duration earliest,
        List<PolicyVerdict> policies,
        List<String> notes) {
    private static final int SHOWN = 5;

    /** Copies the lists. */
    public PodExplanation {
        requireNonNull(pod, "pod");
        requireNonNull(state, "state");
        requireNonNull(reason, "reason");
        holdings = List.copyOf(holdings);
        ahead = List.copyOf(ahead);
        policies = List.copyOf(policies);
        notes = List.copyOf(notes);
    }

    /** For people, one fact a line. */
    public String toText() {
        List<String> lines = new ArrayList<>();
        lines.add(pod + ": " + state + ": " + reason);
        holdings.forEach(h -> lines.add("  has " + h.name() + " "
                + (h.eni().isEmpty()
                        ? "(being made)"
                        : (h.ipv4().isEmpty() ? "address to come" : h.ipv4()) + " on " + h.eni())
                + " from " + h.vSwitch() + ", "
                + h.release()));
        if (blockedBy != null) {
            lines.add("  held up by: " + blockedBy.words() + (resource == null ? "" : " " + resource.id()));
        }
        if (!ahead.isEmpty()) {
            lines.add("  ahead of it: " + ahead.size() + ": " + shown());
        }
        if (blockedBy != null) {
            lines.add("  earliest change: "
                    + (earliest == null ? "when something outside changes" : "in " + GoDuration.format(earliest)));
        }
        policies.forEach(
                p -> lines.add("  policy " + p.policy() + (p.used() ? " is used: " : " is not used: ") + p.text()));
        notes.forEach(n -> lines.add("  note: " + n));
        return String.join("\n", lines);
    }

    private String shown() {
        List<String> first = ahead.stream().limit(SHOWN).map(PodRef::toString).toList();
        return String.join(", ", first) + (ahead.size() > SHOWN ? ", ..." : "");
    }

    /** The same as a tree of maps, lists, texts and switches, for programs; absent things have no field. */
    public Map<String, Object> toTree() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("pod", pod.toString());
        tree.put("state", state.name());
        tree.put("reason", reason);
        if (blockedBy != null) {
            tree.put("blockedBy", blockedBy.name());
            tree.put("earliest", earliest == null ? "outside event" : GoDuration.format(earliest));
        }
        if (resource != null) {
            tree.put("resource", Map.of("kind", resource.kind().name(), "id", resource.id()));
        }
        tree.put("interfaces", holdings.stream().map(PodExplanation::tree).toList());
        tree.put("ahead", ahead.stream().map(PodRef::toString).toList());
        tree.put("policies", policies.stream().map(PodExplanation::tree).toList());
        tree.put("notes", notes);
        return tree;
    }

    private static Map<String, Object> tree(Holding each) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("name", each.name());
        tree.put("vSwitch", each.vSwitch());
        tree.put("eni", each.eni());
        tree.put("ipv4", each.ipv4());
        tree.put("release", each.release());
        return tree;
    }

    private static Map<String, Object> tree(PolicyVerdict each) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("name", each.policy());
        tree.put("used", each.used());
        tree.put("cause", each.cause());
        tree.put("text", each.text());
        return tree;
    }
}
