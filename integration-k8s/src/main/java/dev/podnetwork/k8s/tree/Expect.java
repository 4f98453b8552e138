package dev.podnetwork.k8s.tree;

import java.util.List;

/** Reads a value as the one type it must have, and says what it is when it has another. */
public final class Expect {
    private Expect() {}

    /** The value as text with its places. */
    public static Doc.Text asText(String name, Doc value) {
        if (value instanceof Doc.Text text) {
            return text;
        }
        throw wrong(name, value, "text");
    }

    static String text(String name, Doc value) {
        if (value instanceof Doc.Text text) {
            return text.value();
        }
        boolean scalar = value instanceof Doc.Numeral || value instanceof Doc.Flag;
        throw wrong(name, value, scalar ? "text: put it in double quotes" : "text");
    }

    static Doc.Fields fields(String name, Doc value) {
        if (value instanceof Doc.Fields fields) {
            return fields;
        }
        throw wrong(name, value, "an object, that is indented lines of the form 'key: value'");
    }

    static List<Doc> items(String name, Doc value) {
        if (value instanceof Doc.Items items) {
            return items.items();
        }
        throw wrong(name, value, "a list, that is lines that begin with '- '");
    }

    static boolean flag(String name, Doc value) {
        if (value instanceof Doc.Flag flag) {
            return flag.value();
        }
        throw wrong(name, value, "true or false, without quotes");
    }

    static long whole(String name, Doc value) {
        if (value instanceof Doc.Numeral number) {
            try {
                return number.value().longValueExact();
            } catch (ArithmeticException notWhole) {
                throw wrong(name, value, "a whole number");
            }
        }
        throw wrong(name, value, "a whole number, without quotes");
    }

    static DocumentException wrong(String name, Doc value, String wanted) {
        return new DocumentException(value.at(), name + " is " + value.describe(), "it must be " + wanted);
    }
}
