package dev.podnetwork.core.allocation;

import org.jspecify.annotations.Nullable;

/**
 * How far one interface has got, as far as it tells when it can be through. Ticks are those of the process.
 *
 * @param call the call that is outstanding, null for none
 * @param notBefore nothing is tried before this tick; {@link #NONE} when nothing holds it back
 * @param absentSince when the first answer that did not hold it was asked for; {@link #NONE} when there was none
 * @param away whether it is attached nowhere as far as is known
 * @param gone whether it is known to be gone, or never to have been made
 * @param failed whether what is being tried was tried before
 */
public record Progress(
        @Nullable Call call, long notBefore, long absentSince, boolean away, boolean gone, boolean failed) {
    /** No such tick. */
    public static final long NONE = Work.NONE;

    static Progress of(Work work) {
        boolean away = switch (work.sight) {
            case UNATTACHED, DELETING, GONE, NOTHING -> true;
            default -> false;
        };
        boolean gone = work.sight == Sight.GONE || work.sight == Sight.NOTHING;
        boolean again = work.attempt > 0 || (work.outstanding != null && work.outstanding == work.last);
        return new Progress(work.outstanding, work.notBefore, work.absentAt, away, gone, again);
    }
}
