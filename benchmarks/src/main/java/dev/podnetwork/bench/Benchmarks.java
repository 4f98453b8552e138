package dev.podnetwork.bench;

import java.util.List;
import java.util.stream.Stream;

/** The command of this module: {@code scale [PODS…]} or {@code rollout}. */
public final class Benchmarks {
    private Benchmarks() {}

    /** Runs one benchmark; exit code 0 when it did what it is to do, 1 when not, 2 when asked for something else. */
    public static void main(String[] arguments) {
        String which = arguments.length == 0 ? "" : arguments[0];
        List<String> rest = Stream.of(arguments).skip(1).toList();
        System.exit(run(which, rest));
    }

    private static int run(String which, List<String> rest) {
        return switch (which) {
            case "scale" -> ScaleBenchmark.run(
                    rest.stream().map(each -> Integer.valueOf(each.replace("_", ""))).toList(), System.out, System.err);
            default -> {
                System.err.println("asked for the benchmark \"" + which + "\": ask for scale [PODS...]");
                yield 2;
            }
        };
    }
}
