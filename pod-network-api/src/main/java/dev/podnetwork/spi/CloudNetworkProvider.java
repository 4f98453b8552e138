package dev.podnetwork.spi;

import java.util.Map;

/**
 * Opens a backend by name. Backends are found by {@link java.util.ServiceLoader}, so that nobody has to depend on one to
 * use it. Implementations have a public constructor without parameters and are thread-safe.
 */
public interface CloudNetworkProvider {

    /** What users write to choose this backend, for example {@code aliyun}. */
    String name();

    /**
     * Opens the backend; sends nothing yet.
     *
     * @param settings what the backend documents, usually the environment of the process; unknown names are ignored
     * @throws IllegalArgumentException when a setting is missing or wrong; the message names it and holds no secret
     */
    CloudNetwork open(Map<String, String> settings);
}
