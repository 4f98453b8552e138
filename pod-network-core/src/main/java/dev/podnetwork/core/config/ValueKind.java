package dev.podnetwork.core.config;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the value of a key must be, before anything else is asked of it. */
public enum ValueKind {
    /** A text; numbers and switches are read as one. */
    TEXT("a text"),
    /** A text that is never shown. */
    SECRET("a text"),
    /** A whole number that is not negative, of at most 2^31-1. */
    COUNT("a whole number, 0 or more"),
    /** A whole number within 32 bits. */
    INTEGER("a whole number"),
    /** A number. */
    NUMBER("a number"),
    /** True or false, also as a text. */
    SWITCH("true or false"),
    /** A list. */
    LIST("a list"),
    /** An object. */
    MAP("an object");

    private final String words;

    ValueKind(String words) {
        this.words = words;
    }

    /** For people. */
    public String words() {
        return words;
    }

    /** Whether a value is of this kind. */
    public boolean fits(Object value) {
        return switch (this) {
            case TEXT -> value instanceof String || value instanceof Number || value instanceof Boolean;
            case SECRET -> value instanceof String;
            case SWITCH -> asSwitch(value) != null;
            case NUMBER -> number(value) != null;
            case INTEGER -> isWhole(number(value));
            case COUNT -> isWhole(number(value)) && !String.valueOf(value).startsWith("-");
            case LIST -> value instanceof List;
            case MAP -> value instanceof Map;
        };
    }

    static @Nullable Double number(Object value) {
        try {
            return Double.valueOf(String.valueOf(value));
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static boolean isWhole(@Nullable Double number) {
        return number != null && number == Math.rint(number) && Math.abs(number) <= Integer.MAX_VALUE;
    }

    static @Nullable Boolean asSwitch(Object value) {
        return switch (String.valueOf(value)) {
            case "true" -> Boolean.TRUE;
            case "false" -> Boolean.FALSE;
            default -> null;
        };
    }

    /** The same value in the one form that equal values share, so that {@code "true"} and {@code true} are no change. */
    Object normal(Object value) {
        if (!fits(value)) {
            return value;
        }
        return switch (this) {
            case SWITCH -> Boolean.valueOf(String.valueOf(value));
            case COUNT, INTEGER, NUMBER -> plain(Double.parseDouble(String.valueOf(value)));
            case TEXT, SECRET -> String.valueOf(value);
            case LIST, MAP -> value;
        };
    }

    private static Object plain(double number) {
        return number == Math.rint(number) && Math.abs(number) < Long.MAX_VALUE ? (Object) (long) number : number;
    }
}
