package dev.podnetwork.api.cloud;

/** How an interface moves packets (spec: openapi-wire §7.1). */
public enum TrafficMode {
    /** An ordinary interface. */
    STANDARD("Standard"),
    /** An RDMA interface. */
    HIGH_PERFORMANCE("HighPerformance");

    private final String wire;

    TrafficMode(String wire) {
        this.wire = wire;
    }

    /** The cloud's spelling. */
    public String wire() {
        return wire;
    }
}
