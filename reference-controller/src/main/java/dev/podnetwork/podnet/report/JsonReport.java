package dev.podnetwork.podnet.report;

import dev.podnetwork.api.release.GoDuration;
import dev.podnetwork.k8s.tree.Json;
import dev.podnetwork.podnet.run.Outcome;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Everything for programs: one JSON object with {@code notices, timeline, podENIs, summary}. */
public final class JsonReport {
    private JsonReport() {}

    /** Prints an outcome. */
    public static void print(Outcome outcome, PrintWriter out) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        all.put("seed", outcome.seed());
        all.put("lasted", duration(outcome.lasted()));
        all.put("notices", outcome.notices());
        all.put("timeline", outcome.timeline().stream().map(JsonReport::entry).toList());
        all.put("podENIs", outcome.records().stream().map(ObjectReport::object).toList());
        all.put("summary", summary(outcome.summary()));
        out.println(Json.write(all));
    }

    private static String duration(Duration duration) {
        return GoDuration.format(Duration.ofMillis(duration.toMillis()));
    }

    private static Map<String, Object> entry(Outcome.Entry each) {
        return object(
                "at", duration(Duration.ofNanos(each.nanos())),
                "pod", each.subject(),
                "phase", each.phase(),
                "reason", each.reason());
    }

    private static Map<String, Object> summary(Outcome.Summary summary) {
        return object(
                "pods",
                object(
                        "bound", summary.bound(),
                        "shared", summary.shared().leases().size(),
                        "waiting", summary.waiting().size(),
                        "withoutOurNetwork", summary.notOurs()),
                "waiting",
                summary.waiting().stream().map(JsonReport::waiting).toList(),
                "vSwitches",
                list(
                        summary.vSwitches(),
                        each -> object("id", each.id(), "zone", each.zone(), "used", each.used(), "free", each.free())),
                "cloudCalls",
                list(
                        summary.calls(),
                        each -> object(
                                "api", each.api(),
                                "calls", each.calls(),
                                "refused", each.refused(),
                                "throttled", each.throttled())),
                "enisLeft",
                summary.enisLeft(),
                "retained",
                list(
                        summary.retained(),
                        each -> object("pod", each.pod().toString(), "ipv4", each.ipv4(), "until", each.until())),
                "sharedPools",
                list(
                        summary.shared().pools(),
                        each -> object(
                                "node", each.node(),
                                "enis", each.enis(),
                                "leased", each.leased(),
                                "idle", each.idle(),
                                "cooling", each.cooling(),
                                "unusable", each.unusable(),
                                "waiting", each.waiting())),
                "leases",
                list(summary.shared().leases(), JsonReport::lease));
    }

    private static Map<String, Object> lease(Outcome.Leased each) {
        Map<String, Object> out = object("pod", each.pod().toString(), "node", each.node(), "eni", each.eni());
        if (each.ipv4() != null) {
            out.put("ipv4", each.ipv4());
        }
        if (each.ipv6() != null) {
            out.put("ipv6", each.ipv6());
        }
        return out;
    }

    private static Map<String, Object> waiting(Outcome.Waiting each) {
        Map<String, Object> out = object(
                "pod", each.pod().toString(),
                "state", each.state(),
                "scarce", each.scarce(),
                "reason", each.reason());
        if (each.earliest() != null) {
            out.put("earliest", duration(each.earliest()));
        }
        return out;
    }

    private static <T> List<Map<String, Object>> list(List<T> all, Function<T, Map<String, Object>> each) {
        return all.stream().map(each).toList();
    }

    private static Map<String, Object> object(Object... namesAndValues) {
        Map<String, Object> out = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            out.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return out;
    }
}
