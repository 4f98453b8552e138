package dev.podnetwork.fake;

/**
 * How long things take in the fake cloud.
 *
 * @param request from a process to the cloud
 * @param reply back from the cloud
 * @param call processing of any call but a create
 * @param create processing of a create, which is synchronous
 * @param attach from an accepted attach until the interface is InUse
 * @param detach from an accepted detach until it is Available
 * @param delete from an accepted delete until it is gone
 * @param readLag how old what a describe answers may be
 * @param metadataLag how old what the metadata service shows may be
 */
public record FakeLatencies(
        Latency request,
        Latency reply,
        Latency call,
        Latency create,
        Latency attach,
        Latency detach,
        Latency delete,
        Latency readLag,
        Latency metadataLag) {

    /** A metadata service that shows the truth. */
    public FakeLatencies(
            Latency request,
            Latency reply,
            Latency call,
            Latency create,
            Latency attach,
            Latency detach,
            Latency delete,
            Latency readLag) {
        this(request, reply, call, create, attach, detach, delete, readLag, Latency.ZERO);
    }

    /** Nothing takes time and reads are exact. */
    public static final FakeLatencies ZERO = new FakeLatencies(
            Latency.ZERO,
            Latency.ZERO,
            Latency.ZERO,
            Latency.ZERO,
            Latency.ZERO,
            Latency.ZERO,
            Latency.ZERO,
            Latency.ZERO);

    /** What a caller may expect of the real cloud (spec: openapi-wire §7.1); reads lag by up to 1.5 s. */
    public static final FakeLatencies REALISTIC = new FakeLatencies(
            Latency.millis(5, 20),
            Latency.millis(5, 20),
            Latency.millis(50, 200),
            Latency.millis(300, 900),
            Latency.millis(1_500, 4_000),
            Latency.millis(1_500, 4_000),
            Latency.millis(500, 2_000),
            Latency.millis(0, 1_500),
            Latency.millis(0, 2_000));
}
