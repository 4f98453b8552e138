package dev.podnetwork.podnet.nodesim;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** The reports for people. */
final class NodeTable {
    private NodeTable() {}

    static void print(List<NodeReport> reports, PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "%-4s %6s %7s %9s %9s %9s %9s %7s %7s %6s %6s%n",
                "",
                "PODS",
                "SERVED",
                "P50 ms",
                "P90 ms",
                "P99 ms",
                "MAX ms",
                "CALLS",
                "PEAK IP",
                "END IP",
                "OVER");
        for (NodeReport each : reports) {
            long calls =
                    each.calls().values().stream().mapToLong(Long::longValue).sum();
            out.printf(
                    Locale.ROOT,
                    "%-4s %6d %7d %9.1f %9.1f %9.1f %9.1f %7d %7d %6d %6d%n",
                    each.name(),
                    each.pods(),
                    each.served(),
                    each.millis(50),
                    each.millis(90),
                    each.millis(99),
                    each.millis(100),
                    calls,
                    each.peakAddresses(),
                    each.endAddresses(),
                    each.overAllocated());
        }
        reports.forEach(each -> details(each, out));
    }

    private static void details(NodeReport each, PrintWriter out) {
        out.printf(Locale.ROOT, "%n%s  %s, seed %d%n", each.name(), each.title(), each.seed());
        each.calls().forEach((api, n) -> out.printf(Locale.ROOT, "    %-32s %7d%n", api, n));
        if (each.throttled() > 0) {
            out.printf(Locale.ROOT, "    %-32s %7d%n", "turned away by the cloud", each.throttled());
        }
        each.findings().forEach((name, value) -> out.printf(Locale.ROOT, "    %s: %s%n", name, value));
    }
}
