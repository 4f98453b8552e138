package dev.podnetwork.core.cloud;

import dev.podnetwork.api.PodRef;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Quotas of the account and room in security groups, as far as refusals have told. A refusal closes a quota for a while; then
 * one create probes it, and only its success opens the quota for the others. Whoever waits is called when something was given
 * back: as many as were given back, and two more for each that succeeds, since there may be room for all.
 */
public final class QuotaGate {
    /** The quota of the whole account. */
    public static final String ACCOUNT = "account";

    private static final long FIRST_BLOCK = 10_000_000_000L;
    private static final long LONGEST_BLOCK = 300_000_000_000L;
    private static final long PROBE = 15_000_000_000L;

    /** Read from any thread, as is the next. */
    private final Map<String, Block> blocks = new ConcurrentHashMap<>();

    private final Map<String, WaitLine> lines = new ConcurrentHashMap<>();

    /**
     * A quota that is used up.
     *
     * @param quota which one
     * @param reason the cloud's words
     * @param until the tick at which it is worth asking again
     */
    public record Closed(String quota, String reason, long until) {}

    private static final class Block {
        String reason = "";
        long until;
        int refusals;
        boolean probing;
        /** How many of those who wait may try now. */
        int room;
    }

    /** The first of these quotas that is used up now for this pod, null when none is known to be. */
    @Nullable
    public Closed closed(List<String> quotas, PodRef pod, long now) {
        if (blocks.isEmpty()) {
            return null;
        }
        for (String quota : quotas) {
            Block block = blocks.get(quota);
            if (block != null && block.until - now > 0 && !mayTry(quota, block, pod)) {
                return new Closed(quota, block.reason, block.until);
            }
        }
        return null;
    }

    private boolean mayTry(String quota, Block block, PodRef pod) {
        return block.room > 0 && line(quota).free(pod, block.room) > 0;
    }

    /** The line of those who wait for this quota. */
    public WaitLine line(String quota) {
        return lines.computeIfAbsent(quota, q -> new WaitLine());
    }

    /** Whether anybody was called to this quota and is about to try. From any thread. */
    public boolean isAnybodyCalled(String quota) {
        WaitLine line = lines.get(quota);
        return line != null && line.isAnybodyCalled();
    }

    /** Whom to tell that there may be room in this quota. */
    public List<PodRef> call(String quota) {
        Block block = blocks.get(quota);
        WaitLine line = lines.get(quota);
        return block == null || line == null ? List.of() : line.call(block.room);
    }

    /** A create is about to try these quotas: for a while it is the only one, if they were used up. */
    public void trying(List<String> quotas, long now) {
        for (String quota : quotas) {
            Block block = blocks.get(quota);
            if (block != null) {
                block.until = now + PROBE;
                block.probing = true;
                block.room = Math.max(block.room - 1, 0);
            }
        }
    }

    /** The cloud refused. What was under way when the quota closed counts as one refusal. */
    public void refused(List<String> quotas, String reason, long now) {
        for (String quota : quotas) {
            Block block = blocks.computeIfAbsent(quota, q -> new Block());
            block.reason = reason;
            block.room = 0;
            boolean news = block.refusals == 0 || block.probing || block.until - now <= 0;
            if (news) {
                block.until = now + Math.min(FIRST_BLOCK << Math.min(block.refusals, 5), LONGEST_BLOCK);
                block.refusals++;
                block.probing = false;
            }
        }
    }

    /** Whether any quota was used up and none has been made use of since. From any thread. */
    public boolean anyUsedUp() {
        return !blocks.isEmpty();
    }

    /** A create succeeded: open for all, or for the next ones in line. */
    public void made(List<String> quotas) {
        for (String quota : quotas) {
            Block block = blocks.get(quota);
            WaitLine line = lines.get(quota);
            if (block != null && (line == null || line.isEmpty())) {
                blocks.remove(quota);
            } else if (block != null) {
                block.refusals = 0;
                block.room += 2;
            }
        }
    }

    /** Something was given back: worth a probe, by who waits first. */
    public void freed(List<String> quotas, long now) {
        for (String quota : quotas) {
            Block block = blocks.get(quota);
            if (block != null && block.until - now > 0) {
                WaitLine line = lines.get(quota);
                if (line == null || line.isEmpty()) {
                    block.until = now;
                } else {
                    block.room++;
                }
            }
        }
    }
}
