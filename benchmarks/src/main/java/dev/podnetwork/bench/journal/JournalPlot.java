package dev.podnetwork.bench.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.knowm.xchart.ChartEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** How many of the changes, or of the rounds, took how long at most. */
final class JournalPlot {
    private JournalPlot() {}

    static void draw(List<Reading> readings, Path file) throws IOException {
        XYChart chart = new XYChartBuilder()
                .width(1000)
                .height(560)
                .title("A change of a lease until it is durable (one outstanding, and 64)")
                .xAxisTitle("percent of the changes (of the rounds, with 64 outstanding)")
                .yAxisTitle("microseconds per change")
                .build();
        chart.getStyler().setYAxisLogarithmic(true);
        chart.getStyler().setLegendPosition(Styler.LegendPosition.OutsideE);
        for (Reading each : readings) {
            List<Double> percent = new ArrayList<>();
            List<Double> micros = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                percent.add((double) i);
                micros.add(each.at(i / 100.0));
            }
            chart.addSeries(each.store() + ", " + each.outstanding(), percent, micros)
                    .setMarker(SeriesMarkers.NONE);
        }
        Files.write(file, ChartEncoder.getBytes(chart, "png"));
    }
}
