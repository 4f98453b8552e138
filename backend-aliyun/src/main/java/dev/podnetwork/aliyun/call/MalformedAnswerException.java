package dev.podnetwork.aliyun.call;

/** The answer is not what the documentation promises; says what is missing and never the answer itself. */
public final class MalformedAnswerException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Says what is wrong. */
    public MalformedAnswerException(String message) {
        super(message, null, false, false);
    }
}
