package dev.podnetwork.spi;

/**
 * The version of a stored record; opaque, compared only for equality. In Kubernetes the {@code resourceVersion}.
 *
 * @param value as the store gave it
 */
public record Version(String value) {
    @Override
    public String toString() {
        return value;
    }
}
