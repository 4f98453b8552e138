package dev.podnetwork.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.knowm.xchart.ChartEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Bound pods over virtual time, with the line that the limit permits. */
final class RolloutPlot {
    private RolloutPlot() {}

    /** Draws a PNG; its directory is made when missing. */
    static void draw(List<Rollout> rollouts, double bucketRate, Path file) {
        XYChart chart = new XYChartBuilder()
                .width(900)
                .height(500)
                .title("Rollout of " + rollouts.get(0).pods() + " trunk pods under the published limits")
                .xAxisTitle("virtual seconds")
                .yAxisTitle("pods bound")
                .build();
        chart.getStyler().setLegendPosition(Styler.LegendPosition.InsideSE);
        chart.getStyler().setDefaultSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Line);
        for (Rollout each : rollouts) {
            add(chart, each);
        }
        double pods = rollouts.get(0).pods();
        chart.addSeries("the limit's rate", new double[] {0, pods / bucketRate}, new double[] {0, pods})
                .setMarker(SeriesMarkers.NONE);
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.write(file, ChartEncoder.getBytes(chart, "png"));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the plot to " + file, e);
        }
    }

    private static void add(XYChart chart, Rollout rollout) {
        double[] time = new double[rollout.pods()];
        double[] bound = new double[rollout.pods()];
        for (int i = 0; i < rollout.pods(); i++) {
            time[i] = rollout.boundAt()[i] / 1e9;
            bound[i] = i + 1;
        }
        chart.addSeries(rollout.name(), time, bound).setMarker(SeriesMarkers.NONE);
    }
}
