package dev.podnetwork.podnet.ask;

import java.util.Map;
import java.util.Optional;

/** Counts that a command line names. */
final class Counts {
    private Counts() {}

    /** What is wrong with the first one that is below zero, by the name of its option; empty when none is. */
    static Optional<String> negative(Map<String, Integer> counts) {
        return counts.entrySet().stream()
                .filter(each -> each.getValue() < 0)
                .map(each -> each.getKey() + " is " + each.getValue() + ": write zero or more")
                .findFirst();
    }
}
