package dev.podnetwork.fake;

import dev.podnetwork.api.cloud.AddressOp;
import dev.podnetwork.api.cloud.CloudOp;
import dev.podnetwork.api.cloud.EipOp;
import dev.podnetwork.api.cloud.LeniOp;
import dev.podnetwork.fake.state.WireFault;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One thing that goes wrong with one call. */
public sealed interface Fault {

    /** The name of the kind, for counts and coverage reports: lower case, words joined by a hyphen. */
    String kind();

    /** The names of all kinds, for coverage reports. */
    static List<String> kinds() {
        return List.of(
                "attach-falls-back",
                "empty-describe",
                "eni-torn-off",
                "eni-vanishes",
                "instance-vanishes",
                "late-apply",
                "late-effect",
                "lost-reply",
                "refuse",
                "reset",
                "slow-attach",
                "stale-describe",
                "stuck",
                "throttle");
    }

    /** Whether it can happen to this call at all. */
    default boolean fits(CloudOp op) {
        return true;
    }

    private static boolean attaches(CloudOp op) {
        return op instanceof CloudOp.AttachEni
                || op instanceof LeniOp.AttachLeni
                || op instanceof LeniOp.CreateLeni create && create.node() != null;
    }

    private static boolean describes(CloudOp op) {
        return op instanceof CloudOp.DescribeEnis
                || op instanceof LeniOp.DescribeLenis
                || op instanceof CloudOp.ReadMetadata;
    }

    /**
     * The cloud turns the call away: {@code Throttling.User}.
     *
     * @param retryAfter the time left that the answer names
     */
    record Throttle(Duration retryAfter) implements Fault {
        @Override
        public String kind() {
            return "throttle";
        }
    }

    /** The cloud refuses the call with this HTTP status, code and message. */
    static Fault refusal(int httpStatus, String code, String message) {
        return new Refuse(WireFault.of(httpStatus, code, message));
    }

    /** The cloud takes this long to refuse the call with this HTTP status, code and message. */
    static Fault lateRefusal(Duration after, int httpStatus, String code, String message) {
        return new Refuse(WireFault.of(httpStatus, code, message), after);
    }

    /**
     * The cloud refuses the call.
     *
     * @param fault with this answer
     * @param after how much later than usual the answer comes
     */
    record Refuse(WireFault fault, Duration after) implements Fault {
        /** Refuses without delay. */
        public Refuse(WireFault fault) {
            this(fault, Duration.ZERO);
        }

        @Override
        public String kind() {
            return "refuse";
        }
    }

    /**
     * The call is applied and its reply is lost.
     *
     * @param noticedAfter when the process is told OUTCOME_UNKNOWN, null when it is told nothing ever
     */
    record LoseReply(@Nullable Duration noticedAfter) implements Fault {
        @Override
        public String kind() {
            return "lost-reply";
        }
    }

    /** The call never reaches the cloud, and the process is told so: UNAVAILABLE. */
    record Reset() implements Fault {
        @Override
        public String kind() {
            return "reset";
        }
    }

    /**
     * The request is held back on its way and applied then.
     *
     * @param hold how long
     * @param replyLost whether the reply is lost too, or comes late
     */
    record LateApply(Duration hold, boolean replyLost) implements Fault {
        @Override
        public String kind() {
            return "late-apply";
        }
    }

    /**
     * The reply comes in time, the asynchronous effect much later.
     *
     * @param delay how much later
     */
    record LateEffect(Duration delay) implements Fault {
        @Override
        public String kind() {
            return "late-effect";
        }

        @Override
        public boolean fits(CloudOp op) {
            return (op.releasing() && !(op instanceof AddressOp)) || attaches(op) || op instanceof EipOp.AssociateEip;
        }
    }

    /**
     * The attach takes that much longer.
     *
     * @param delay how much longer
     */
    record SlowAttach(Duration delay) implements Fault {
        @Override
        public String kind() {
            return "slow-attach";
        }

        @Override
        public boolean fits(CloudOp op) {
            return attaches(op);
        }
    }

    /** The attach is accepted and ends in Available; of a Lingjun interface in Attach Failed, or Create Failed. */
    record AttachFallsBack() implements Fault {
        @Override
        public String kind() {
            return "attach-falls-back";
        }

        @Override
        public boolean fits(CloudOp op) {
            return attaches(op);
        }
    }

    /** The detach or delete is accepted and hangs until it is asked for again; of a Lingjun interface it fails. */
    record Stuck() implements Fault {
        @Override
        public String kind() {
            return "stuck";
        }

        @Override
        public boolean fits(CloudOp op) {
            boolean address = op instanceof AddressOp || op instanceof LeniOp.UnassignLeniAddress;
            return op.releasing() && !address && !(op instanceof EipOp);
        }
    }

    /**
     * The describe, or the metadata service, answers from before.
     *
     * @param age how long ago
     */
    record StaleDescribe(Duration age) implements Fault {
        @Override
        public String kind() {
            return "stale-describe";
        }

        @Override
        public boolean fits(CloudOp op) {
            return describes(op);
        }
    }

    /** The describe, or the metadata service, answers an empty page, whatever exists. */
    record EmptyDescribe() implements Fault {
        @Override
        public String kind() {
            return "empty-describe";
        }

        @Override
        public boolean fits(CloudOp op) {
            return describes(op);
        }
    }

    /**
     * The interface of the call is gone some time later.
     *
     * @param after how long after the call was applied
     */
    record EniVanishes(Duration after) implements Fault {
        @Override
        public String kind() {
            return "eni-vanishes";
        }

        @Override
        public boolean fits(CloudOp op) {
            return op instanceof CloudOp.CreateEni || attaches(op);
        }
    }

    /**
     * The interface of an attach is detached behind our back some time later.
     *
     * @param after how long after the call was applied
     */
    record EniTornOff(Duration after) implements Fault {
        @Override
        public String kind() {
            return "eni-torn-off";
        }

        @Override
        public boolean fits(CloudOp op) {
            return attaches(op);
        }
    }

    /**
     * The instance of an attach is released some time later.
     *
     * @param after how long after the call was applied
     */
    record InstanceVanishes(Duration after) implements Fault {
        @Override
        public String kind() {
            return "instance-vanishes";
        }

        @Override
        public boolean fits(CloudOp op) {
            return attaches(op);
        }
    }
}
