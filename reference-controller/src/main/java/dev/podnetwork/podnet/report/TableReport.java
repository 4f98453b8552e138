package dev.podnetwork.podnet.report;

import dev.podnetwork.podnet.run.Outcome;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Everything for people: timeline, objects, summary. */
public final class TableReport {
    private static final int WIDEST = 48;
    private static final int EACH_MAX = 20;

    private TableReport() {}

    /**
     * Prints an outcome.
     *
     * @param quiet leaves the timeline out
     */
    public static void print(Outcome outcome, boolean quiet, PrintWriter out) {
        if (!quiet) {
            timeline(outcome, out);
        }
        if (!outcome.records().isEmpty()) {
            out.println();
            ObjectReport.print(outcome.records(), out);
        }
        out.println();
        summary(outcome, out);
    }

    private static void timeline(Outcome outcome, PrintWriter out) {
        List<String[]> rows = new ArrayList<>();
        rows.add(new String[] {"TIME", "POD", "PHASE", "REASON"});
        for (Outcome.Entry each : outcome.timeline()) {
            rows.add(new String[] {Clock.text(each.nanos()), each.subject(), each.phase(), each.reason()});
        }
        rows(rows, out);
    }

    private static void rows(List<String[]> rows, PrintWriter out) {
        int columns = rows.get(0).length;
        int[] widths = new int[columns];
        for (String[] row : rows) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.min(WIDEST, Math.max(widths[i], row[i].length()));
            }
        }
        for (String[] row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < columns; i++) {
                line.append(row[i]);
                line.append(" ".repeat(i < columns - 1 ? Math.max(0, widths[i] - row[i].length()) + 2 : 0));
            }
            out.println(line.toString().stripTrailing());
        }
    }

    private static void summary(Outcome outcome, PrintWriter out) {
        Outcome.Summary summary = outcome.summary();
        out.println("SUMMARY after " + Clock.text(outcome.lasted().toNanos()) + " (seed " + outcome.seed() + ")");
        out.println("pods: " + summary.bound() + " bound, " + summary.waiting().size() + " waiting, "
                + summary.notOurs() + " without a network of ours"
                + (summary.shared().pools().isEmpty()
                        ? ""
                        : ", " + summary.shared().leases().size() + " with a shared address"));
        waiting(summary.waiting(), out);
        if (!summary.retained().isEmpty()) {
            out.println("addresses kept without a pod: " + summary.retained().size());
            summary.retained().forEach(each -> out.println("  " + each.pod() + " " + each.ipv4() + " " + each.until()));
        }
        out.println("ENIs of pods left in the cloud: " + summary.enisLeft());
        pools(summary.shared(), out);
        vSwitches(summary, out);
        calls(summary, out);
    }

    /** One line each, or one line for all that wait for the same thing when there are many. */
    private static void waiting(List<Outcome.Waiting> all, PrintWriter out) {
        if (all.size() <= EACH_MAX) {
            all.forEach(each -> out.println("  " + waiting(each)));
            return;
        }
        Map<String, List<Outcome.Waiting>> alike = new LinkedHashMap<>();
        all.forEach(each -> alike.computeIfAbsent(each.state() + each.scarce(), key -> new ArrayList<>())
                .add(each));
        alike.values().forEach(some -> {
            String others = some.size() == 1 ? "" : " (and " + (some.size() - 1) + " like it)";
            out.println("  " + waiting(some.get(0)) + others);
        });
    }

    private static String waiting(Outcome.Waiting each) {
        String scarce = each.scarce().isEmpty() ? "" : " for " + each.scarce();
        String earliest = each.earliest() == null
                ? ""
                : "; next try in " + Objects.requireNonNull(each.earliest()).toSeconds() + " s at the earliest";
        return each.pod() + " " + each.state() + scarce + ": " + each.reason() + earliest;
    }

    private static void pools(Outcome.Shared shared, PrintWriter out) {
        if (shared.pools().isEmpty()) {
            return;
        }
        List<String[]> rows = new ArrayList<>();
        rows.add(new String[] {"SHARED POOL OF", "ENIS", "LEASED", "IDLE", "COOLING", "UNUSABLE", "WAITING"});
        shared.pools()
                .forEach(each -> rows.add(new String[] {
                    each.node(),
                    Integer.toString(each.enis()),
                    Integer.toString(each.leased()),
                    Integer.toString(each.idle()),
                    Integer.toString(each.cooling()),
                    Integer.toString(each.unusable()),
                    Integer.toString(each.waiting())
                }));
        out.println();
        rows(rows, out);
    }

    private static void vSwitches(Outcome.Summary summary, PrintWriter out) {
        if (summary.vSwitches().isEmpty()) {
            return;
        }
        List<String[]> rows = new ArrayList<>();
        rows.add(new String[] {"VSWITCH", "ZONE", "USED", "FREE"});
        summary.vSwitches()
                .forEach(each -> rows.add(new String[] {
                    each.id(), each.zone(), Integer.toString(each.used()), Integer.toString(each.free())
                }));
        out.println();
        rows(rows, out);
    }

    private static void calls(Outcome.Summary summary, PrintWriter out) {
        if (summary.calls().isEmpty()) {
            return;
        }
        List<String[]> rows = new ArrayList<>();
        rows.add(new String[] {"CLOUD API", "CALLS", "REFUSED", "THROTTLED"});
        summary.calls()
                .forEach(each -> rows.add(new String[] {
                    each.api(),
                    Long.toString(each.calls()),
                    Long.toString(each.refused()),
                    Long.toString(each.throttled())
                }));
        out.println();
        rows(rows, out);
    }
}
