package dev.podnetwork.core.plan;

import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.cloud.CloudFault;
import dev.podnetwork.api.pool.PoolCondition;
import dev.podnetwork.api.pool.PoolCondition.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes conditions. One that says what it said before keeps its time for five minutes, so that a call that fails again and
 * again is no change each time (spec: control-plane §6.6; scenarios H49, H50; weakness W17).
 */
public final class PoolConditions {
    private static final Duration REFRESH = Duration.ofMinutes(5);
    private static final int MOST_BYTES = 256;

    private PoolConditions() {}

    /**
     * The conditions of an interface after its last calls.
     *
     * @param before its conditions until now
     * @param eni the interface
     * @param vSwitch where its addresses come from
     * @param errors what went wrong; empty clears everything
     */
    public static List<PoolCondition> ofEni(
            List<PoolCondition> before, String eni, VSwitchId vSwitch, List<CloudFault> errors, Instant now) {
        List<PoolCondition> after = new ArrayList<>();
        if (errors.stream().anyMatch(PoolConditions::isShortage)) {
            String text = vSwitch + " ip is not enough";
            after.add(kept(before, made(eni, Type.INSUFFICIENT_IP, true, Type.INSUFFICIENT_IP.text(), text, now)));
        }
        String others = errors.stream()
                .filter(fault -> !isShortage(fault))
                .map(fault -> fault.code() + ": " + fault.message())
                .distinct()
                .collect(Collectors.joining("; "));
        if (!others.isEmpty()) {
            String text = cut(others);
            after.add(kept(before, made(eni, Type.OPERATION_ERR, true, Type.OPERATION_ERR.text(), text, now)));
        }
        return after;
    }

    /**
     * The conditions of a node: exactly one says whether it has addresses, whatever was there; others stay.
     *
     * @param before its conditions until now
     * @param node whose
     * @param sufficient whether another pod would get an address
     */
    public static List<PoolCondition> ofNode(List<PoolCondition> before, String node, boolean sufficient, Instant now) {
        List<PoolCondition> after = new ArrayList<>(before);
        after.removeIf(each -> each.type() == Type.SUFFICIENT_IP);
        Type reason = sufficient ? Type.SUFFICIENT_IP : Type.INSUFFICIENT_IP;
        String text = sufficient ? "node has sufficient IP" : "node has insufficient IP";
        after.add(kept(before, made(node, Type.SUFFICIENT_IP, sufficient, reason.text(), text, now)));
        return after;
    }

    private static PoolCondition made(
            String subject, Type type, boolean status, String reason, String text, Instant now) {
        return new PoolCondition(subject, type, status, reason, text, now, now);
    }

    private static PoolCondition kept(List<PoolCondition> before, PoolCondition next) {
        for (PoolCondition each : before) {
            boolean same = each.type() == next.type()
                    && each.subject().equals(next.subject())
                    && each.status() == next.status();
            boolean fresh = each.observedAt().plus(REFRESH).isAfter(next.observedAt());
            if (same && fresh && each.message().equals(next.message())) {
                return each;
            }
            if (same) {
                return new PoolCondition(
                        next.subject(),
                        next.type(),
                        next.status(),
                        next.reason(),
                        next.message(),
                        each.since(),
                        next.observedAt());
            }
        }
        return next;
    }

    private static boolean isShortage(CloudFault fault) {
        return fault.kind() == CloudFault.Kind.ADDRESS_EXHAUSTED;
    }

    /** At most so many bytes, and no half of a letter. */
    private static String cut(String text) {
        int bytes = 0;
        for (int i = 0; i < text.length(); ) {
            int letter = text.codePointAt(i);
            bytes += bytes(letter);
            if (bytes > MOST_BYTES) {
                return text.substring(0, i);
            }
            i += Character.charCount(letter);
        }
        return text;
    }

    /** How many bytes a letter takes in UTF-8. */
    private static int bytes(int letter) {
        if (letter < 0x80) {
            return 1;
        }
        return letter < 0x800 ? 2 : letter < 0x10000 ? 3 : 4;
    }
}
