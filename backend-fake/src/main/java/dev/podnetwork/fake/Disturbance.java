package dev.podnetwork.fake;

/**
 * What goes wrong inside the cloud while it serves one call; what goes wrong on the way is {@link FakeCloudNetwork}'s.
 *
 * @param effectDelayNanos how much longer the asynchronous effect takes
 * @param fallsBack whether an attach ends in Available; of a Lingjun interface in its failure, as its create does
 * @param stuck whether a detach or delete does not end until it is asked for again; of a Lingjun interface it ends in its failure
 * @param staleNanos how old a describe's answer is, beyond the cloud's own lag
 * @param empty whether a describe answers an empty page
 */
public record Disturbance(long effectDelayNanos, boolean fallsBack, boolean stuck, long staleNanos, boolean empty) {
    /** Nothing goes wrong. */
    public static final Disturbance NONE = new Disturbance(0, false, false, 0, false);

    /** The effect comes that much later. */
    public static Disturbance delayed(long nanos) {
        return new Disturbance(nanos, false, false, 0, false);
    }

    /** The attach ends in Available. */
    public static Disturbance fallingBack() {
        return new Disturbance(0, true, false, 0, false);
    }

    /** The detach or delete hangs. */
    public static Disturbance hanging() {
        return new Disturbance(0, false, true, 0, false);
    }

    /** The describe answers from that long ago. */
    public static Disturbance stale(long nanos) {
        return new Disturbance(0, false, false, nanos, false);
    }

    /** The describe answers nothing. */
    public static Disturbance seeingNothing() {
        return new Disturbance(0, false, false, 0, true);
    }
}
