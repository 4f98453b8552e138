package dev.podnetwork.core.cloud;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Quotas of the account and room in security groups, as far as refusals have told. A refusal closes a quota for a while; then
 * one create probes it, and only its success opens the quota for the others.
 */
public final class QuotaGate {
    /** The quota of the whole account. */
    public static final String ACCOUNT = "account";

    private static final long FIRST_BLOCK = 10_000_000_000L;
    private static final long LONGEST_BLOCK = 300_000_000_000L;
    private static final long PROBE = 15_000_000_000L;

    /** Read from any thread. */
    private final Map<String, Block> blocks = new ConcurrentHashMap<>();

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
    }

    /** The first of these quotas that is used up now, null when none is known to be. */
    @Nullable
    public Closed closed(List<String> quotas, long now) {
        if (blocks.isEmpty()) {
            return null;
        }
        for (String quota : quotas) {
            Block block = blocks.get(quota);
            if (block != null && block.until - now > 0) {
                return new Closed(quota, block.reason, block.until);
            }
        }
        return null;
    }

    /** A create is about to try these quotas: for a while it is the only one, if they were used up. */
    public void trying(List<String> quotas, long now) {
        for (String quota : quotas) {
            Block block = blocks.get(quota);
            if (block != null) {
                block.until = now + PROBE;
                block.probing = true;
            }
        }
    }

    /** The cloud refused. What was under way when the quota closed counts as one refusal. */
    public void refused(List<String> quotas, String reason, long now) {
        for (String quota : quotas) {
            Block block = blocks.computeIfAbsent(quota, q -> new Block());
            block.reason = reason;
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

    /** A create succeeded. */
    public void made(List<String> quotas) {
        quotas.forEach(blocks::remove);
    }

    /** Something was given back: worth a probe. */
    public void freed(List<String> quotas, long now) {
        for (String quota : quotas) {
            Block block = blocks.get(quota);
            if (block != null && block.until - now > 0) {
                block.until = now;
            }
        }
    }
}
