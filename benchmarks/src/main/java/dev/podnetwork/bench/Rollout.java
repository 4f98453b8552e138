package dev.podnetwork.bench;

import dev.podnetwork.fake.state.RateWindows;
import java.util.Arrays;
import java.util.List;

/**
 * How a rollout went.
 *
 * @param name whose
 * @param boundAt virtual nanoseconds at which each pod was bound, in that order
 * @param calls what the cloud saw until the last was bound
 * @param commits writes to the store until then; negative when there is no store
 */
record Rollout(String name, long[] boundAt, List<RateWindows.Seen> calls, long commits) {
    private static final List<String> MUTATING = List.of("CreateNetworkInterface", "AttachNetworkInterface");

    int pods() {
        return boundAt.length;
    }

    /** Pods per second between pod 100 and pod 900, in tenths of the rollout. */
    double steadyRate() {
        int from = pods() / 10;
        int to = pods() * 9 / 10;
        return (to - from) * 1e9 / (boundAt[to - 1] - boundAt[from - 1]);
    }

    double seconds() {
        return boundAt[pods() - 1] / 1e9;
    }

    double median() {
        long[] sorted = boundAt.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2] / 1e9;
    }

    double mutatingPerPod() {
        return perPod(true);
    }

    double describesPerPod() {
        return perPod(false);
    }

    private double perPod(boolean mutating) {
        long sum = 0;
        for (RateWindows.Seen seen : calls) {
            sum += MUTATING.contains(seen.api()) == mutating ? seen.calls() : 0;
        }
        return (double) sum / pods();
    }

    double commitsPerPod() {
        return (double) commits / pods();
    }

    long throttled() {
        return calls.stream().mapToLong(RateWindows.Seen::throttled).sum();
    }
}
