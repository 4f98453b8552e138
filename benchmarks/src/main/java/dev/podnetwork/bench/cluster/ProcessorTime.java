package dev.podnetwork.bench.cluster;

import dev.podnetwork.cluster.LocalControlPlane;
import dev.podnetwork.cluster.Program;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/**
 * What each process took of the processors until one moment: unlike a rate it hardly depends on what else the machine does. "here" is this
 * process, with the fake cloud, the compiler and the collector.
 *
 * @param here this process
 * @param programs the control plane's, by program
 */
record ProcessorTime(Duration here, Map<Program, Duration> programs) {

    static ProcessorTime of(LocalControlPlane cluster, Program... programs) {
        Map<Program, Duration> all = new EnumMap<>(Program.class);
        for (Program each : programs) {
            all.put(each, ofProcess(cluster.process(each).pid()));
        }
        return new ProcessorTime(ofProcess(ProcessHandle.current().pid()), all);
    }

    private static Duration ofProcess(long pid) {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().totalCpuDuration())
                .orElse(Duration.ZERO);
    }

    /** The milliseconds since then for each of so many pods, as text. */
    String since(ProcessorTime earlier, int pods) {
        StringBuilder text = new StringBuilder("ms of processor a pod: here " + each(here.minus(earlier.here), pods));
        programs.forEach((program, now) -> text.append(", ")
                .append(program.file())
                .append(' ')
                .append(each(now.minus(earlier.programs.getOrDefault(program, Duration.ZERO)), pods)));
        return text.toString();
    }

    private static String each(Duration whole, int pods) {
        return String.format(Locale.ROOT, "%.1f", whole.toNanos() / 1e6 / pods);
    }
}
