package dev.podnetwork.podnet;

import dev.podnetwork.api.release.GoDuration;
import dev.podnetwork.podnet.run.SimulationRun;
import java.io.PrintWriter;
import java.time.temporal.ChronoUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** One line on the terminal that says how far a run is. It comes after a second, or at once on a terminal. */
final class ProgressLine {
    private static final long SECOND = 1_000_000_000L;
    private static final long EVERY = SECOND / 5;
    private static final long RARER = 20;

    private final PrintWriter err;
    private final boolean terminal;
    private final boolean quiet;
    private final LongSupplier ticks;
    private final long started;
    private long shown;
    private boolean onScreen;

    /** A line that goes by this monotonic clock, in nanoseconds. */
    ProgressLine(PrintWriter err, boolean quiet, LongSupplier ticks) {
        this.ticks = ticks;
        this.started = ticks.getAsLong();
        this.shown = started;
        this.err = err;
        this.quiet = quiet;
        this.terminal = System.console() != null;
    }

    void show(SimulationRun.Progress progress) {
        show(() -> "simulated " + GoDuration.format(progress.passed().truncatedTo(ChronoUnit.SECONDS)) + ", "
                + progress.running() + " of " + progress.pods() + " pods run");
    }

    /** Shows a line when it is time for one. */
    void show(Supplier<String> text) {
        long now = ticks.getAsLong();
        // What runs for hours is not to fill a log.
        boolean due = now - shown >= (terminal ? EVERY : Math.max(SECOND, (now - started) / RARER));
        if (quiet || !due) {
            return;
        }
        shown = now;
        String line = text.get();
        if (terminal) {
            err.print("\r\u001b[K" + line);
            onScreen = true;
        } else {
            err.println(line);
        }
        err.flush();
    }

    void clear() {
        if (onScreen) {
            err.print("\r\u001b[K");
            err.flush();
        }
    }
}
