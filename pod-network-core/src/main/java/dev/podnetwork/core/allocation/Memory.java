package dev.podnetwork.core.allocation;

import dev.podnetwork.api.PodUid;
import dev.podnetwork.api.allocation.Allocation;
import dev.podnetwork.api.allocation.AllocationPhase;
import dev.podnetwork.api.allocation.AllocationRequest;
import dev.podnetwork.api.allocation.Explanation;
import org.jspecify.annotations.Nullable;

/**
 * What this process remembers of an allocation between steps: calls outstanding, attempts, what was seen. Opaque, immutable
 * to everybody but the step that makes it, and never durable: a restart begins with {@link #loaded}.
 */
public final class Memory {
    private static final Work[] NO_WORKS = {};

    /** No wake-up. */
    public static final long NEVER = Long.MAX_VALUE;

    /** Nothing to remember. */
    public static final Memory EMPTY = new Memory(NO_WORKS, Work.NONE, false, null, null);

    final Work[] works;

    /** When the record was read from the store; {@link Work#NONE} when this process made it. */
    final long loadedAt;

    /** Whether the uncached read of the pod is outstanding. */
    final boolean readingPod;

    /** The incarnation that an uncached read showed to be gone: it never comes back. */
    @Nullable
    final PodUid goneUid;

    /** Why there is no record although there is a wish. */
    @Nullable
    final Refusal refusal;

    Memory(Work[] works, long loadedAt, boolean readingPod, @Nullable PodUid goneUid, @Nullable Refusal refusal) {
        this.works = works;
        this.loadedAt = loadedAt;
        this.readingPod = readingPod;
        this.goneUid = goneUid;
        this.refusal = refusal;
    }

    /** What there is to remember of a record that was read from the store at this tick. */
    public static Memory loaded(long ticks) {
        return new Memory(NO_WORKS, ticks, false, null, null);
    }

    /**
     * What there is to remember of a bound record whose interfaces were first seen attached at this tick: as of one that
     * was read then, views from before say nothing about it. A million records that were just bound keep one number each.
     */
    static Memory boundAt(long ticks) {
        return loaded(ticks);
    }

    /** Whether a call or a read is outstanding. */
    public boolean busy() {
        if (readingPod) {
            return true;
        }
        for (Work work : works) {
            if (work.outstanding != null) {
                return true;
            }
        }
        return false;
    }

    /** Whether an interface was not in the last answer about it. */
    public boolean misses() {
        for (Work work : works) {
            if (work.absentAt != Work.NONE) {
                return true;
            }
        }
        return false;
    }

    /** The outstanding call of an interface, null for none. */
    @Nullable
    public Call outstanding(int index) {
        return index < works.length ? works[index].outstanding : null;
    }

    /** How many interfaces there is something to remember of. */
    public int interfaces() {
        return works.length;
    }

    /** How far an interface has got, of those there is something to remember of. */
    public Progress progress(int index) {
        return Progress.of(works[index]);
    }

    /** A copy of the working memory for this record; what is remembered of another intent is forgotten. */
    Work[] copyFor(Allocation record) {
        Work[] copies = new Work[record.interfaces().size()];
        for (int i = 0; i < copies.length; i++) {
            int intent = record.interfaces().get(i).intent();
            boolean remembered = i < works.length && works[i].intent == intent;
            copies[i] = remembered ? works[i].copy() : fresh(intent, record.phase());
        }
        return copies;
    }

    private Work fresh(int intent, AllocationPhase phase) {
        Work work = new Work();
        work.intent = intent;
        work.sight = phase == AllocationPhase.BOUND ? Sight.ATTACHED : Sight.UNKNOWN;
        work.epochAt = loadedAt;
        work.settledAt = loadedAt;
        work.sends = loadedAt == Work.NONE ? 0 : 1;
        return work;
    }

    /**
     * A wish that was refused.
     *
     * @param request the wish; another one is tried at once
     * @param explanation what it says
     * @param until the tick at which the same wish is tried again
     */
    record Refusal(AllocationRequest request, Explanation explanation, long until) {}
}
