package dev.podnetwork.podnet.nodesim;

import java.util.List;
import java.util.Locale;

/** The latencies of all scenarios as curves, one picture: how many of the pods had an address after how long. */
final class LatencyPlot {
    private static final int WIDTH = 860;
    private static final int HEIGHT = 440;
    private static final int LEFT = 60;
    private static final int BOTTOM = 50;
    private static final int STEPS = 100;
    private static final double SMALLEST = 1;
    private static final List<String> COLOURS =
            List.of("#1f77b4", "#d62728", "#2ca02c", "#9467bd", "#8c564b", "#ff7f0e", "#17becf");

    private LatencyPlot() {}

    /** An SVG document. */
    static String draw(List<NodeReport> reports) {
        double most = reports.stream().mapToDouble(r -> r.millis(100)).max().orElse(SMALLEST);
        double decades = Math.max(Math.ceil(Math.log10(Math.max(most, 10))), 1);
        StringBuilder svg = new StringBuilder(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" font-family=\"sans-serif\""
                        + " font-size=\"12\">%n<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>%n",
                WIDTH,
                HEIGHT));
        axes(svg, (int) decades);
        for (int i = 0; i < reports.size(); i++) {
            curve(svg, reports.get(i), COLOURS.get(i % COLOURS.size()), decades, i);
        }
        return svg.append("</svg>\n").toString();
    }

    private static void axes(StringBuilder svg, int decades) {
        for (int d = 0; d <= decades; d++) {
            double x = x(Math.pow(10, d), decades);
            line(svg, x, 20, x, HEIGHT - BOTTOM, "#ddd");
            text(svg, x - 14, HEIGHT - BOTTOM + 18, label(d));
        }
        for (int p = 0; p <= 100; p += 25) {
            line(svg, LEFT, y(p), WIDTH - 20, y(p), "#ddd");
            text(svg, 18, y(p) + 4, p + " %");
        }
        text(svg, WIDTH / 2.0 - 130, HEIGHT - 10, "from the first ADD to the address, virtual time");
    }

    private static String label(int decade) {
        return decade < 3 ? (int) Math.pow(10, decade) + " ms" : (int) Math.pow(10, decade - 3) + " s";
    }

    private static void curve(StringBuilder svg, NodeReport report, String colour, double decades, int row) {
        if (report.latencies().isEmpty()) {
            return;
        }
        svg.append("<polyline fill=\"none\" stroke-width=\"2\" stroke=\"")
                .append(colour)
                .append("\" points=\"");
        for (int i = 0; i <= STEPS; i++) {
            double p = Math.max(i * 100.0 / STEPS, 0.01);
            svg.append(String.format(Locale.ROOT, "%.1f,%.1f ", x(report.millis(p), decades), y(p)));
        }
        svg.append("\"/>\n");
        svg.append(String.format(
                Locale.ROOT,
                "<text x=\"%d\" y=\"%d\" fill=\"%s\">%s: %s</text>%n",
                LEFT + 10,
                36 + 16 * row,
                colour,
                report.name(),
                report.title()));
    }

    private static double x(double millis, double decades) {
        double share = Math.log10(Math.max(millis, SMALLEST)) / decades;
        return LEFT + share * (WIDTH - LEFT - 20);
    }

    private static double y(double percent) {
        return HEIGHT - BOTTOM - percent / 100 * (HEIGHT - BOTTOM - 20);
    }

    private static void line(StringBuilder svg, double x1, double y1, double x2, double y2, String colour) {
        svg.append(String.format(
                Locale.ROOT,
                "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\"/>%n",
                x1,
                y1,
                x2,
                y2,
                colour));
    }

    private static void text(StringBuilder svg, double x, double y, String what) {
        svg.append(String.format(Locale.ROOT, "<text x=\"%.1f\" y=\"%.1f\">%s</text>%n", x, y, what));
    }
}
