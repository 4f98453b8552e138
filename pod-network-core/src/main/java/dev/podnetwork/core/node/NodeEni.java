package dev.podnetwork.core.node;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.pool.PoolCondition;
import dev.podnetwork.core.plan.EniReading;
import dev.podnetwork.core.pool.BlockId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the node remembers of one interface, beside its addresses, which are in the pool. */
final class NodeEni {
    private static final int LAGS_UNTIL_KNOWN = 12;

    final VSwitchId vSwitch;
    /** IPv4 prefixes by their text, each with its block in the pool. */
    final Map<String, NodePrefix> prefixes = new LinkedHashMap<>();

    EniReading.Kind kind;

    @Nullable
    EniId id;

    EniReading.State state = EniReading.State.COMING;
    EniReading.Incoming incoming = EniReading.Incoming.NONE;
    boolean schedulable = true;
    /** The cloud does not list it although a lease names it: it serves nobody and takes no place. */
    boolean ghost;

    @Nullable
    BlockId block;

    /** Its first address, which goes only with it. */
    @Nullable
    String primary;

    /** Addresses that its create took from the vSwitch and that are not in the pool yet: it was never seen attached. */
    int unserved;

    /** What works on it now; one at a time. */
    @Nullable
    Operation busy;

    /** After a fault it gets no call before this. */
    long pausedUntil = Long.MIN_VALUE;

    /** Calls in a row that the cloud refused: each pause is longer than the one before. */
    int refusals;

    /** Why it pauses, for people. */
    String trouble = "";

    /** What its last calls say of it, for people. */
    List<PoolCondition> conditions = List.of();

    /** When the last change of it was answered: what was asked before says nothing. */
    long changedAt = Long.MIN_VALUE;

    /** When it was made, if it was by this process: for a while an old answer may not hold it yet. */
    long bornAt = Long.MIN_VALUE;

    /** It was there at the start, and what it brings is taken in until a whole comparison after the start has been made. */
    boolean fromBefore;

    /** When it was first not listed, {@code Long.MIN_VALUE} while it is. */
    long missingSince = Long.MIN_VALUE;

    NodeEni(EniReading.Kind kind, VSwitchId vSwitch) {
        this.kind = kind;
        this.vSwitch = vSwitch;
    }

    /** Whether it is so young that an answer without it may be older than it. */
    boolean isYoung(long now, long lag) {
        return bornAt != Long.MIN_VALUE && now - bornAt < LAGS_UNTIL_KNOWN * lag;
    }

    EniId knownId() {
        EniId known = id;
        if (known == null) {
            throw new IllegalStateException("the interface from " + vSwitch + " was not created yet");
        }
        return known;
    }

    boolean open(long now) {
        return busy == null
                && state == EniReading.State.IN_USE
                && (pausedUntil == Long.MIN_VALUE || now - pausedUntil >= 0);
    }

    @Override
    public String toString() {
        return id == null ? "a new interface from " + vSwitch : id.toString();
    }
}
