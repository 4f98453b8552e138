package dev.podnetwork.k8s.model;

import java.util.regex.Pattern;

/** Tells ids that stand for something in a document ({@code vsw-bpxxxx}, {@code eni-****}, {@code <id>}) from real ones. */
public final class Placeholders {
    private static final Pattern FORM = Pattern.compile(".*(xxx|XXX|\\*\\*|\\.\\.\\.|[<>{}]).*|[a-zA-Z]+-[xX]+");

    private Placeholders() {}

    /** True when no cloud ever gave such an id. */
    public static boolean isPlaceholder(String id) {
        return FORM.matcher(id).matches();
    }
}
