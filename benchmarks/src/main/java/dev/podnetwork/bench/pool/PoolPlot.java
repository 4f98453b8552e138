package dev.podnetwork.bench.pool;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.ChartEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler;
import org.openjdk.jmh.results.RunResult;

/** Time per pair over the number of addresses, half of them used; both axes logarithmic. */
final class PoolPlot {
    private PoolPlot() {}

    static void draw(Collection<RunResult> results, Path file) {
        XYChart chart = new XYChartBuilder()
                .width(900)
                .height(500)
                .title("Lease and return, half of the addresses used")
                .xAxisTitle("addresses")
                .yAxisTitle("machine-wide ns per pair, best iteration")
                .build();
        chart.getStyler().setLegendPosition(Styler.LegendPosition.OutsideE);
        chart.getStyler().setXAxisLogarithmic(true);
        chart.getStyler().setYAxisLogarithmic(true);
        series(results)
                .forEach((name, points) -> chart.addSeries(
                        name,
                        points.stream().mapToDouble(p -> p[0]).toArray(),
                        points.stream().mapToDouble(p -> p[1]).toArray()));
        try {
            Files.write(file, ChartEncoder.getBytes(chart, "png"));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the plot to " + file, e);
        }
    }

    private static Map<String, List<double[]>> series(Collection<RunResult> results) {
        Map<String, List<double[]>> series = new LinkedHashMap<>();
        for (RunResult each : results) {
            boolean drawn = "apart".equals(each.getParams().getParam("clock"));
            if (drawn && "50".equals(each.getParams().getParam("used"))) {
                int threads = each.getParams().getThreads();
                String name = each.getParams().getParam("contestant") + ", " + threads;
                double[] point = {
                    Double.parseDouble(each.getParams().getParam("addresses")), PoolTable.bestOf(each) / threads
                };
                series.computeIfAbsent(name, n -> new ArrayList<>()).add(point);
            }
        }
        return series;
    }
}
