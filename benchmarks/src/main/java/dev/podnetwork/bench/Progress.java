package dev.podnetwork.bench;

import java.io.PrintStream;
import java.util.Locale;

/** One line on standard error that is written over and over, at most five times a second. */
final class Progress {
    private static final int WIDTH = 30;
    private static final long EVERY = 200_000_000L;

    private final PrintStream out;
    private final String title;
    private long shownAt = System.nanoTime() - EVERY;

    Progress(PrintStream out, String title) {
        this.out = out;
        this.title = title;
    }

    /** Shows how far it is, from 0 to 1, and a few words. */
    void show(double done, String words) {
        long now = System.nanoTime();
        if (now - shownAt < EVERY) {
            return;
        }
        shownAt = now;
        int full = (int) (Math.min(Math.max(done, 0), 1) * WIDTH);
        String bar = "#".repeat(full) + ".".repeat(WIDTH - full);
        out.print(String.format(Locale.ROOT, "\r%-14s [%s] %3d %% %-40s", title, bar, (int) (done * 100), words));
        out.flush();
    }

    /** Wipes the line. */
    void end() {
        out.print("\r" + " ".repeat(106) + "\r");
        out.flush();
    }
}
