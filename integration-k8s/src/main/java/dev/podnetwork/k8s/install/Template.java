package dev.podnetwork.k8s.install;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The part of Helm's template language that our chart keeps to: a value by its path, {@code toYaml}, {@code quote}, {@code indent},
 * {@code nindent}, {@code if} with a path or {@code not} and a path, {@code else}, {@code end}, and the trimming of white space. Anything else is
 * refused, so that the chart cannot come to mean two things. Stateless.
 */
final class Template {
    private static final Pattern ACTION = Pattern.compile("\\{\\{(-?)\\s*(.*?)\\s*(-?)}}", Pattern.DOTALL);

    private final Map<String, ?> scope;
    private final String name;
    private final StringBuilder out = new StringBuilder();
    /** For each open condition: whether its present branch is written. */
    private final Deque<Boolean> open = new ArrayDeque<>();

    private Template(String name, Map<String, ?> scope) {
        this.name = name;
        this.scope = scope;
    }

    /**
     * Renders a template.
     *
     * @param name for messages
     * @param scope what {@code .Values}, {@code .Release} and {@code .Chart} are
     * @throws IllegalArgumentException on anything that is not understood
     */
    static String render(String name, String text, Map<String, ?> scope) {
        return new Template(name, scope).render(text);
    }

    private String render(String text) {
        Matcher action = ACTION.matcher(text);
        int from = 0;
        boolean trimNext = false;
        while (action.find()) {
            write(
                    text.substring(from, action.start()),
                    trimNext,
                    !action.group(1).isEmpty());
            run(action.group(2));
            trimNext = !action.group(3).isEmpty();
            from = action.end();
        }
        write(text.substring(from), trimNext, false);
        if (!open.isEmpty()) {
            throw problem("if", "an end is missing");
        }
        return out.toString();
    }

    private void write(String text, boolean trimStart, boolean trimEnd) {
        if (open.contains(false)) {
            return;
        }
        String kept = trimStart ? text.stripLeading() : text;
        out.append(trimEnd ? kept.stripTrailing() : kept);
    }

    private void run(String action) {
        if (action.startsWith("/*")) {
            return;
        }
        List<String> words = Arrays.asList(action.split("\\s+"));
        switch (words.get(0)) {
            case "if" -> open.push(truth(words.subList(1, words.size())));
            case "else" -> open.push(!pop(action));
            case "end" -> pop(action);
            default -> {
                if (!open.contains(false)) {
                    out.append(text(action));
                }
            }
        }
    }

    private boolean pop(String action) {
        if (open.isEmpty()) {
            throw problem(action, "there is no if before it");
        }
        return open.pop();
    }

    private boolean truth(List<String> words) {
        boolean negated = words.get(0).equals("not");
        @Nullable Object value = value(words.get(negated ? 1 : 0));
        boolean empty = value == null
                || Boolean.FALSE.equals(value)
                || "".equals(value)
                || value instanceof Map<?, ?> map && map.isEmpty()
                || value instanceof List<?> list && list.isEmpty();
        return empty == negated;
    }

    private String text(String action) {
        String[] stages = action.split("\\|");
        String first = stages[0].strip();
        String text = first.startsWith("toYaml ")
                ? Yaml.block(value(first.substring(7).strip()))
                : scalar(first, value(first));
        for (int i = 1; i < stages.length; i++) {
            text = piped(stages[i].strip(), text);
        }
        return text;
    }

    private String scalar(String path, @Nullable Object value) {
        if (value == null || value instanceof Map || value instanceof List) {
            throw problem(path, "it is " + value + ", and one text, number or switch is needed here");
        }
        return String.valueOf(value);
    }

    private String piped(String stage, String text) {
        String[] words = stage.split("\\s+");
        return switch (words[0]) {
            case "quote" -> "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
            case "indent" -> indented(text, Integer.parseInt(words[1]));
            case "nindent" -> "\n" + indented(text, Integer.parseInt(words[1]));
            default -> throw problem(stage, "no such function");
        };
    }

    private static String indented(String text, int by) {
        return " ".repeat(by) + text.replace("\n", "\n" + " ".repeat(by));
    }

    private @Nullable Object value(String path) {
        if (!path.startsWith(".")) {
            throw problem(path, "no such function");
        }
        @Nullable Object at = scope;
        for (String part : path.substring(1).split("\\.")) {
            if (!(at instanceof Map<?, ?> map) || !map.containsKey(part)) {
                throw problem(path, "there is no such value; see values.yaml");
            }
            at = map.get(part);
        }
        return at;
    }

    private IllegalArgumentException problem(String what, String why) {
        return new IllegalArgumentException("template " + name + ": \"" + what + "\": " + why);
    }
}
