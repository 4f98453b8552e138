package dev.podnetwork.bench;

import dev.podnetwork.core.cloud.ApiLimits;
import dev.podnetwork.spi.TraceSink;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A rollout of trunk pods under the published limits, beside a model of the existing control plane on the same cloud. */
final class RolloutBenchmark {
    private static final int PODS = 1_000;

    private RolloutBenchmark() {}

    /** Pods per second that the tightest limit on the way permits (design §6: 0.9 of it). */
    static double bucketRate() {
        ApiLimits limits = ApiLimits.published();
        int tightest = Math.min(limits.of("CreateNetworkInterface"), limits.of("AttachNetworkInterface"));
        return 0.9 * tightest / 60;
    }

    /** Rolls out with the real allocator. */
    static Rollout ours(SiteSpec spec) {
        return new Ours(spec).run();
    }

    private static final class Ours {
        private final Site site;
        private final long[] boundAt;
        private int bound;

        Ours(SiteSpec spec) {
            this.boundAt = new long[spec.pods()];
            this.site = new Site(spec, TraceSink.none(), this::bound);
        }

        private void bound() {
            boundAt[bound++] = site.world().nanos() - Site.FIRST_ARRIVAL;
        }

        Rollout run() {
            site.arrive();
            site.world().runUntil(() -> bound == boundAt.length, Duration.ofHours(2));
            return new Rollout(
                    "pod-network",
                    boundAt,
                    site.cloud().inspect().calls(),
                    site.store().writes().total());
        }
    }

    /** Runs both, prints a table and, when asked, draws the plot; 0 when the promised figures are kept. */
    static int run(@Nullable Path plot, PrintStream out) {
        SiteSpec spec = SiteSpec.rollout(PODS);
        Rollout ours = ours(spec);
        Rollout rival = SleepingRival.of(spec);
        out.printf(
                Locale.ROOT,
                "%,d trunk pods, published limits, virtual time; the bucket lets through %.2f pods/s%n",
                spec.pods(),
                bucketRate());
        out.println("                     | last bound  median | pods/s 10-90 %  of bucket |"
                + " mutating/pod describes/pod commits/pod throttled");
        for (Rollout each : List.of(ours, rival)) {
            out.println(line(each));
        }
        out.printf(Locale.ROOT, "the model takes %.2f times as long%n", rival.seconds() / ours.seconds());
        if (plot != null) {
            RolloutPlot.draw(List.of(ours, rival), bucketRate(), plot);
            out.println("plot: " + plot);
        }
        return keepsItsWord(ours) ? 0 : 1;
    }

    /** What issue and README promise of a rollout. */
    static boolean keepsItsWord(Rollout ours) {
        return ours.steadyRate() >= 0.95 * bucketRate()
                && ours.mutatingPerPod() <= 2.1
                && ours.describesPerPod() <= 0.1
                && ours.commitsPerPod() == 3.0;
    }

    private static String line(Rollout r) {
        return String.format(
                Locale.ROOT,
                "%-20s | %8.1f s %6.1f s | %14.2f %9.1f %% | %12.3f %13.3f %11s %9d",
                r.name(),
                r.seconds(),
                r.median(),
                r.steadyRate(),
                100 * r.steadyRate() / bucketRate(),
                r.mutatingPerPod(),
                r.describesPerPod(),
                r.commits() < 0 ? "-" : String.format(Locale.ROOT, "%.3f", r.commitsPerPod()),
                r.throttled());
    }
}
