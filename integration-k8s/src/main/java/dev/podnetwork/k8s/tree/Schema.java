package dev.podnetwork.k8s.tree;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A structural OpenAPI v3 schema, as custom resource definitions carry it. Understood: {@code type}, {@code properties},
 * {@code additionalProperties}, {@code required}, {@code items}, {@code enum}, {@code minimum}, {@code maximum}, {@code minItems},
 * {@code pattern}, {@code format: date-time}; a field with a {@code default} is never missing. A field that the schema does not name is
 * refused, even where the API server would keep it: in a manifest it is a slip. Immutable.
 */
public final class Schema {
    private static final Pattern DATE_TIME =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?(Z|[+-]\\d\\d:\\d\\d)");

    private final Doc.Fields root;

    private Schema(Doc.Fields root) {
        this.root = root;
    }

    /** The schema that a document holds. */
    public static Schema of(Doc.Fields openApiV3Schema) {
        return new Schema(openApiV3Schema);
    }

    /**
     * Checks a document.
     *
     * @param document the document
     * @throws DocumentException at the first value that does not fit
     */
    public void check(Doc.Fields document) {
        check("", document, root);
    }

    private static void check(String path, Doc value, Doc.Fields schema) {
        if (value instanceof Doc.Nothing) {
            // The API server drops a null, so that the field counts as absent.
            return;
        }
        String type = schema.text("type").orElse("");
        switch (type) {
            case "object" -> object(path, Expect.fields(named(path), value), schema);
            case "array" -> array(path, value, schema);
            case "string" -> string(path, Expect.text(named(path), value), value, schema);
            case "boolean" -> Expect.flag(named(path), value);
            case "integer" -> within(path, Expect.whole(named(path), value), value, schema);
            case "number" -> number(path, value);
            default -> {}
        }
    }

    private static void number(String path, Doc value) {
        if (!(value instanceof Doc.Numeral)) {
            throw Expect.wrong(named(path), value, "a number, without quotes");
        }
    }

    private static void object(String path, Doc.Fields value, Doc.Fields schema) {
        Map<String, Doc.Field> properties = schema.fields("properties").fields();
        Optional<Doc> rest = schema.get("additionalProperties");
        boolean open = properties.isEmpty() && rest.isEmpty();
        value.fields().forEach((name, field) -> {
            String inner = path.isEmpty() ? name : path + "." + name;
            Doc.Field property = properties.get(name);
            if (property != null) {
                check(inner, field.value(), (Doc.Fields) property.value());
            } else if (rest.isPresent() && rest.get() instanceof Doc.Fields each) {
                check(inner, field.value(), each);
            } else if (!open) {
                throw unknown(path, name, field.at(), properties);
            }
        });
        for (String name : schema.texts("required")) {
            boolean defaulted = properties.containsKey(name)
                    && properties.get(name).value() instanceof Doc.Fields property
                    && property.get("default").isPresent();
            if (value.get(name).isEmpty() && !defaulted) {
                throw new DocumentException(value.at(name), named(path) + " has no " + name, "add the field " + name);
            }
        }
    }

    private static DocumentException unknown(String path, String name, Position at, Map<String, Doc.Field> properties) {
        String where = path.isEmpty() ? "the document" : path;
        String todo = Spelling.near(name, properties.keySet())
                .map(near -> "did you mean " + near + "?")
                .orElse("remove it, or use one of " + String.join(", ", properties.keySet()));
        return new DocumentException(at, where + " has an unknown field " + name, todo);
    }

    private static void array(String path, Doc value, Doc.Fields schema) {
        List<Doc> items = Expect.items(named(path), value);
        long min = schema.whole("minItems").orElse(0L);
        if (items.size() < min) {
            throw new DocumentException(
                    value.at(), named(path) + " has " + items.size() + " entries", "give at least " + min);
        }
        Doc.Fields each = schema.fields("items");
        for (int i = 0; i < items.size(); i++) {
            check(path + "[" + i + "]", items.get(i), each);
        }
    }

    private static void string(String path, String text, Doc value, Doc.Fields schema) {
        List<String> allowed = schema.texts("enum");
        if (!allowed.isEmpty() && !allowed.contains(text)) {
            String choices =
                    allowed.stream().map(each -> each.isEmpty() ? "\"\"" : each).collect(Collectors.joining(", "));
            throw new DocumentException(value.at(), named(path) + " is " + value.describe(), "use one of " + choices);
        }
        boolean badTime = schema.text("format").filter("date-time"::equals).isPresent()
                && !DATE_TIME.matcher(text).matches();
        if (badTime) {
            throw Expect.wrong(named(path), value, "a time such as 2026-01-02T15:04:05Z");
        }
        schema.text("pattern")
                .filter(pattern -> !Pattern.matches(pattern, text))
                .ifPresent(pattern -> {
                    throw Expect.wrong(
                            named(path), value, schema.text("description").orElse("of the form " + pattern));
                });
    }

    private static void within(String path, long number, Doc value, Doc.Fields schema) {
        long min = schema.whole("minimum").orElse(Long.MIN_VALUE);
        long max = schema.whole("maximum").orElse(Long.MAX_VALUE);
        if (number < min || number > max) {
            String wanted = max == Long.MAX_VALUE ? "at least " + min : "between " + min + " and " + max;
            throw Expect.wrong(named(path), value, wanted);
        }
    }

    private static String named(String path) {
        return path.isEmpty() ? "the document" : path;
    }
}
