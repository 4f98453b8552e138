package dev.podnetwork.fake.sim.run;

/** A run that went wrong; the message ends with the one line that replays it. */
public final class SimFailure extends AssertionError {
    private static final long serialVersionUID = 1L;

    /** A run of {@code scenario} that ended with {@code cause}. */
    public SimFailure(SimScenario scenario, Throwable cause) {
        super(cause.getMessage() + "\nreplay: " + scenario, cause);
    }
}
