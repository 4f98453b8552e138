package dev.podnetwork.fake.wire.gate;

import dev.podnetwork.fake.state.WireFault;

/** Ends the work on one request with an error answer. Carries no stack: it is an answer and not a bug. */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient WireFault fault;

    /** Ends with that answer. */
    public Refusal(WireFault fault) {
        super(fault.code(), null, false, false);
        this.fault = fault;
    }

    /** Ends with that status, code and message. */
    public Refusal(int status, String code, String message) {
        this(WireFault.of(status, code, message));
    }

    /** A parameter that must be there is not. */
    public static Refusal missing(String parameter) {
        return new Refusal(
                400,
                "MissingParameter",
                "The input parameter \"" + parameter
                        + "\" that is mandatory for processing this request is not supplied.");
    }

    /** A parameter is not what it should be. */
    public static Refusal invalid(String parameter, String why) {
        return new Refusal(
                400, "InvalidParameter", "The specified parameter \"" + parameter + "\" is not valid: " + why);
    }

    /** The answer. */
    public WireFault fault() {
        return fault;
    }
}
