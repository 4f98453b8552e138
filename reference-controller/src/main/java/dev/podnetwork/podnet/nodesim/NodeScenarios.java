package dev.podnetwork.podnet.nodesim;

import java.io.PrintWriter;
import java.util.List;

/** Plays scenarios and shows what came of them. */
public final class NodeScenarios {
    private NodeScenarios() {}

    /**
     * Plays one; the same seed gives the same report.
     *
     * @param size nodes of S3, crash points of S5; 0 for the usual number
     */
    public static NodeReport play(NodeScenario scenario, long seed, int size) {
        return scenario.play(seed, size, (what, done, of) -> {});
    }

    /** The same, and somebody hears how far it is. */
    public static NodeReport play(NodeScenario scenario, long seed, int size, Progress progress) {
        return scenario.play(seed, size, progress);
    }

    /** Hears how far a scenario is. */
    @FunctionalInterface
    public interface Progress {
        /** So many of so many things are done. */
        void told(String what, long done, long of);
    }

    /** A table, then the details of each. */
    public static void print(List<NodeReport> reports, PrintWriter out) {
        NodeTable.print(reports, out);
    }

    /** The latencies as an SVG picture. */
    public static String plot(List<NodeReport> reports) {
        return LatencyPlot.draw(reports);
    }
}
