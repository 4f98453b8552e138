package dev.podnetwork.k8s.tree;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads one JSON text; used once. */
final class JsonReader {
    private static final int DEPTH_MAX = 64;

    private final String text;
    private final Position start;
    private final boolean comments;
    private int at;
    private int line;
    private int depth;

    JsonReader(String text, Position start, boolean comments) {
        this.text = text;
        this.start = start;
        this.comments = comments;
    }

    Doc whole() {
        Doc value = value();
        skip();
        if (at < text.length()) {
            throw unexpected("the end", "remove what follows the JSON value");
        }
        return value;
    }

    private Doc value() {
        skip();
        Position here = here();
        char next = peek();
        if (next == '{' || next == '[') {
            if (++depth > DEPTH_MAX) {
                throw new DocumentException(here, "the JSON is nested deeper than " + DEPTH_MAX, "make it flatter");
            }
            Doc nested = next == '{' ? object(here) : array(here);
            depth--;
            return nested;
        }
        if (next == '"') {
            return new Doc.Text(here, string(), here);
        }
        return literal(here);
    }

    private Doc object(Position here) {
        at++;
        Map<String, Doc.Field> fields = new LinkedHashMap<>();
        while (true) {
            skip();
            if (peek() == '}' && fields.isEmpty()) {
                at++;
                return new Doc.Fields(here, fields);
            }
            Position nameAt = here();
            if (peek() != '"') {
                throw unexpected("a field name in double quotes", "write a complete JSON object");
            }
            String name = string();
            skip();
            expect(':', "':' after the name \"" + name + "\"");
            if (fields.put(name, new Doc.Field(nameAt, value())) != null) {
                throw new DocumentException(nameAt, "the field \"" + name + "\" is there twice", "remove one of them");
            }
            skip();
            if (more('}')) {
                return new Doc.Fields(here, fields);
            }
        }
    }

    private Doc array(Position here) {
        at++;
        List<Doc> items = new ArrayList<>();
        skip();
        if (peek() == ']') {
            at++;
            return new Doc.Items(here, items);
        }
        while (true) {
            items.add(value());
            skip();
            if (more(']')) {
                return new Doc.Items(here, items);
            }
        }
    }

    private boolean more(char end) {
        if (peek() == end) {
            at++;
            return true;
        }
        expect(',', "',' or '" + end + "'");
        return false;
    }

    private void expect(char wanted, String what) {
        if (peek() != wanted) {
            throw unexpected(what, "write complete JSON");
        }
        at++;
    }

    private String string() {
        StringBuilder out = new StringBuilder();
        at++;
        while (true) {
            char c = peek();
            if (c == '"') {
                at++;
                return out.toString();
            }
            if (c < ' ') {
                throw new DocumentException(
                        here(), "a JSON text has no closing double quote", "close it on the same line");
            }
            at++;
            out.append(c == '\\' ? escape() : c);
        }
    }

    private char escape() {
        char c = peek();
        at++;
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unicode();
            default -> throw new DocumentException(here(), "a JSON text holds \\" + c, "write \\\\ for a backslash");
        };
    }

    private char unicode() {
        if (at + 4 <= text.length()) {
            String digits = text.substring(at, at + 4);
            if (digits.chars().allMatch(c -> Character.digit(c, 16) >= 0 && c < 128)) {
                at += 4;
                return (char) Integer.parseInt(digits, 16);
            }
        }
        throw new DocumentException(
                here(), "a JSON text holds \\u without four hex digits", "write for example \\u00e9");
    }

    private Doc literal(Position here) {
        int end = at;
        while (end < text.length() && "+-.".indexOf(text.charAt(end)) >= 0 || letterOrDigit(end)) {
            end++;
        }
        String word = text.substring(at, end);
        at = end;
        switch (word) {
            case "true":
                return new Doc.Flag(here, true);
            case "false":
                return new Doc.Flag(here, false);
            case "null":
                return new Doc.Nothing(here);
            default:
                return number(here, word);
        }
    }

    private Doc number(Position here, String word) {
        if (word.length() <= 40 && word.matches("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]{1,2})?")) {
            return new Doc.Numeral(here, new BigDecimal(word));
        }
        at -= word.length();
        throw unexpected("a JSON value", "write a value there");
    }

    private boolean letterOrDigit(int index) {
        return index < text.length() && text.charAt(index) < 128 && Character.isLetterOrDigit(text.charAt(index));
    }

    private void skip() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '\n') {
                line++;
            } else if (comments && (c == '#' || text.startsWith("//", at))) {
                int end = text.indexOf('\n', at);
                at = (end < 0 ? text.length() : end) - 1;
            } else if (c != ' ' && c != '\t' && c != '\r') {
                return;
            }
            at++;
        }
    }

    /** The next character, NUL at the end. */
    private char peek() {
        return at < text.length() ? text.charAt(at) : '\0';
    }

    private Position here() {
        return start.plus(line);
    }

    private DocumentException unexpected(String wanted, String todo) {
        int end = at;
        while (end < text.length() && end < at + 20 && " \t\r\n,".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        String found = at >= text.length() ? "the end" : "'" + text.substring(at, Math.max(end, at + 1)) + "'";
        return new DocumentException(here(), "found " + found + " where JSON needs " + wanted, todo);
    }
}
