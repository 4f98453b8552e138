package dev.podnetwork.k8s.install;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Versions of the form {@code v1.2.3}. Stateless. */
final class SemanticVersion {
    private static final Pattern FORM = Pattern.compile("v?(\\d+)\\.(\\d+)\\.(\\d+).*");

    private SemanticVersion() {}

    /** Negative when the first is older, positive when it is newer; one that cannot be read is older than all. */
    static int compare(String first, String second) {
        Matcher a = FORM.matcher(first);
        Matcher b = FORM.matcher(second);
        if (!a.matches() || !b.matches()) {
            return Boolean.compare(
                    FORM.matcher(first).matches(), FORM.matcher(second).matches());
        }
        for (int i = 1; i <= 3; i++) {
            int order = Long.compare(Long.parseLong(a.group(i)), Long.parseLong(b.group(i)));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }
}
