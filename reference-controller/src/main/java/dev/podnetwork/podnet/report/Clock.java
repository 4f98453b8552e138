package dev.podnetwork.podnet.report;

/** Times from the start of a simulation, for people. */
final class Clock {
    private Clock() {}

    /** {@code 00:10:03.2}; days go into the hours. */
    static String text(long nanos) {
        long tenths = nanos / 100_000_000L;
        long seconds = tenths / 10;
        return String.format("%02d:%02d:%02d.%d", seconds / 3600, seconds / 60 % 60, seconds % 60, tenths % 10);
    }
}
