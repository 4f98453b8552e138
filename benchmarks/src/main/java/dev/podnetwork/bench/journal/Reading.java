package dev.podnetwork.bench.journal;

import java.util.Arrays;

/**
 * What one store took.
 *
 * @param store its name
 * @param outstanding how many changes were under way at a time
 * @param micros microseconds per change, one value per change with one outstanding, one per round otherwise; sorted
 */
record Reading(String store, int outstanding, double[] micros) {
    Reading {
        Arrays.sort(micros);
    }

    double at(double quantile) {
        return micros[(int) Math.min(micros.length - 1, Math.floor(quantile * micros.length))];
    }

    double median() {
        return at(0.5);
    }

    double mean() {
        return Arrays.stream(micros).average().orElseThrow();
    }

    double best() {
        return micros[0];
    }
}
