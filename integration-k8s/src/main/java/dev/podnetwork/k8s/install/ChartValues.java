package dev.podnetwork.k8s.install;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the values of the chart may be. Helm takes any; a value that nobody reads, or that no API server takes, is named here. Stateless. */
final class ChartValues {
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");

    /** One value: what it may be, in words. */
    private record Rule(String path, String allowed, Predicate<@Nullable Object> fits) {}

    private static final List<Rule> RULES = List.of(
            name("name"),
            name("controllerName"),
            new Rule(
                    "replicas",
                    "a whole number, 0 or more",
                    value -> value instanceof Number number
                            && number.doubleValue() == number.intValue()
                            && number.intValue() >= 0),
            text("image.repository"),
            new Rule(
                    "image.tag",
                    "a text that is not empty",
                    value -> value instanceof Number || value instanceof String text && !text.isBlank()),
            oneOf("image.pullPolicy", "Always", "IfNotPresent", "Never"),
            map("config"),
            new Rule("args", "a list", value -> value == null || value instanceof List<?>),
            new Rule("credentialsSecret", "a text", value -> value == null || value instanceof String),
            name("configNamespace"),
            yesOrNo("webhook.enabled"),
            oneOf("webhook.podFailurePolicy", "Ignore", "Fail"),
            new Rule(
                    "webhook.url",
                    "empty, or https://HOST:PORT",
                    value -> value == null
                            || value instanceof String text && (text.isEmpty() || text.startsWith("https://"))),
            yesOrNo("nodes"),
            map("resources"),
            map("nodeSelector"),
            new Rule("tolerations", "a list", value -> value == null || value instanceof List<?>));

    private ChartValues() {}

    private static Rule name(String path) {
        return new Rule(
                path,
                "a name of lower-case letters, digits and hyphens, at most 63",
                value -> value instanceof String text && NAME.matcher(text).matches());
    }

    private static Rule text(String path) {
        return new Rule(path, "a text that is not empty", value -> value instanceof String text && !text.isBlank());
    }

    private static Rule oneOf(String path, String... allowed) {
        return new Rule(
                path,
                "one of " + String.join(", ", allowed),
                value -> List.of(allowed).contains(value == null ? "" : value));
    }

    private static Rule yesOrNo(String path) {
        return new Rule(path, "true or false", Boolean.class::isInstance);
    }

    private static Rule map(String path) {
        return new Rule(path, "an object", value -> value == null || value instanceof Map<?, ?>);
    }

    /** What is wrong, one line each. */
    static List<String> problems(Map<String, @Nullable Object> values) {
        List<String> problems = new ArrayList<>();
        unknown("", values, problems);
        for (Rule each : RULES) {
            Object value = at(values, each.path());
            if (!each.fits().test(value)) {
                problems.add("value " + each.path() + " is "
                        + (value instanceof String text ? "\"" + text + "\"" : String.valueOf(value))
                        + ": allowed is " + each.allowed());
            }
        }
        return problems;
    }

    /** Values below a rule of their own are the user's. */
    private static void unknown(String prefix, Map<?, ?> values, List<String> problems) {
        values.forEach((key, value) -> {
            String path = prefix + key;
            boolean known = RULES.stream().anyMatch(each -> each.path().equals(path));
            boolean parent = RULES.stream().anyMatch(each -> each.path().startsWith(path + "."));
            if (parent && value instanceof Map<?, ?> inner) {
                unknown(path + ".", inner, problems);
            } else if (!known && !parent) {
                problems.add("value " + path + " is read by nobody: charts/pod-network/values.yaml names them all");
            }
        });
    }

    private static @Nullable Object at(Map<?, ?> values, String path) {
        int dot = path.indexOf('.');
        if (dot < 0) {
            return values.get(path);
        }
        return values.get(path.substring(0, dot)) instanceof Map<?, ?> inner
                ? at(inner, path.substring(dot + 1))
                : null;
    }
}
