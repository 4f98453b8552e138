package dev.podnetwork.core.config;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A configuration and what there is to say about it. Immutable.
 *
 * @param config what can be used; a key with an error has its default here
 * @param findings in the order of the known keys, then the unknown ones
 */
public record EniConfigReading(EniConfig config, List<Finding> findings) {
    /** Copies the list. */
    public EniConfigReading {
        requireNonNull(config, "config");
        findings = List.copyOf(findings);
    }

    /** The errors only; a configuration with any must not be used. */
    public List<Finding> errors() {
        return findings.stream().filter(Finding::isError).toList();
    }
}
