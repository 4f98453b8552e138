package dev.podnetwork.cluster;

/** What is built when it is not found; {@code go.mod} and {@code etcd/go.mod} say the same. */
final class Versions {
    static final String KUBERNETES = "v1.36.3";
    static final String ETCD = "v3.6.8";
    static final String KWOK = "v0.7.0";

    private Versions() {}
}
