package dev.podnetwork.podnet.planner;

import dev.podnetwork.api.release.GoDuration;
import dev.podnetwork.k8s.tree.Doc;
import dev.podnetwork.k8s.tree.DocumentException;
import dev.podnetwork.k8s.tree.Position;
import dev.podnetwork.podnet.input.Manifest;
import dev.podnetwork.podnet.input.Schemas;
import dev.podnetwork.podnet.plan.Scenario;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Reads the kind {@code Scenario}; documented in docs/simulate.md. */
final class ScenarioReader {
    private static final Duration LONGEST = Duration.ofDays(366);

    private ScenarioReader() {}

    static Scenario read(Manifest manifest, Names names) {
        Schemas.scenario().check(manifest.body());
        Doc.Fields spec = manifest.spec();
        List<Scenario.Step> steps = new ArrayList<>();
        for (Doc each : spec.items("steps")) {
            steps.add(step((Doc.Fields) each, names));
        }
        steps.sort(Comparator.comparing(Scenario.Step::after));
        Duration duration = spec.text("duration")
                .map(text -> duration(text, spec.at("duration")))
                .orElse(null);
        if (duration != null
                && !steps.isEmpty()
                && steps.get(steps.size() - 1).after().compareTo(duration) > 0) {
            Scenario.Step last = steps.get(steps.size() - 1);
            throw new DocumentException(
                    last.at(),
                    "the step '" + last.text() + "' is after the end of the scenario",
                    "lengthen spec.duration");
        }
        return new Scenario(spec.whole("seed").orElse(1L), duration, List.copyOf(steps));
    }

    private static Scenario.Step step(Doc.Fields step, Names names) {
        Duration after = duration(step.text("at").orElseThrow(), step.at("at"));
        String text = step.text("do").orElseThrow();
        return new Scenario.Step(after, ActionReader.read(text, step.at("do"), names), text, step.at("do"));
    }

    static Duration duration(String text, Position at) {
        Optional<Duration> parsed = GoDuration.parse(text);
        if (parsed.isEmpty() || parsed.get().isNegative() || parsed.get().compareTo(LONGEST) > 0) {
            throw new DocumentException(
                    at, "\"" + text + "\" is not a duration", "write for example 90s, 10m or 1h30m, at most a year");
        }
        return parsed.get();
    }
}
