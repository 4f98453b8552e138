package dev.podnetwork.api.selector;

import java.util.Optional;
import java.util.regex.Pattern;

/** The spelling of Kubernetes label keys and values. */
final class LabelSyntax {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?");
    private static final Pattern DNS =
            Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");
    private static final int NAME_MAX = 63;
    private static final int PREFIX_MAX = 253;

    private LabelSyntax() {}

    static Optional<String> keyProblem(String key) {
        int slash = key.indexOf('/');
        String name = key.substring(slash + 1);
        boolean goodPrefix = slash < 0 || isDns(key.substring(0, slash));
        if (goodPrefix && name.length() <= NAME_MAX && NAME.matcher(name).matches()) {
            return Optional.empty();
        }
        return Optional.of(
                "label key \"" + key + "\" is not valid: an optional DNS prefix with a slash, then 1 to 63 letters, "
                        + "digits, '-', '_' or '.', a letter or digit at both ends");
    }

    static Optional<String> valueProblem(String key, String value) {
        if (value.isEmpty()
                || (value.length() <= NAME_MAX && NAME.matcher(value).matches())) {
            return Optional.empty();
        }
        return Optional.of("value \"" + value + "\" of label key \"" + key
                + "\" is not valid: at most 63 letters, digits, '-', " + "'_' or '.', a letter or digit at both ends");
    }

    private static boolean isDns(String prefix) {
        return prefix.length() <= PREFIX_MAX && DNS.matcher(prefix).matches();
    }
}
