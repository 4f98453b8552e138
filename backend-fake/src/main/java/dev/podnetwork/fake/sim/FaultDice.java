package dev.podnetwork.fake.sim;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Decides, opportunity by opportunity, which fault strikes: by chance, or because a script says that this one does. A fault
 * that is off draws no random number. Not thread-safe.
 *
 * @param <K> the kinds of fault
 */
public final class FaultDice<K extends Enum<K>> {
    private final SimRandom random;
    private final double[] chance;
    private final long[] asked;
    private final long[] struck;
    private final Map<K, TreeSet<Long>> script;
    private Listener<K> listener = (kind, about) -> {};

    /**
     * Hears of faults.
     *
     * @param <K> the kinds of fault
     */
    @FunctionalInterface
    public interface Listener<K> {
        /**
         * A fault struck.
         *
         * @param about what was asked for: a pod or a node; null when it was everything
         */
        void struck(K kind, @Nullable Object about);
    }

    /** Dice on which nothing strikes yet. */
    public FaultDice(SimRandom random, Class<K> kinds) {
        int count = kinds.getEnumConstants().length;
        this.random = random;
        this.chance = new double[count];
        this.asked = new long[count];
        this.struck = new long[count];
        this.script = new EnumMap<>(kinds);
    }

    /** Lets this fault strike with this probability at each opportunity. */
    public FaultDice<K> chance(K kind, double probability) {
        chance[kind.ordinal()] = probability;
        return this;
    }

    /** Lets this fault strike at its n-th opportunity from now on, counted from 1. */
    public FaultDice<K> next(K kind, long n) {
        script.computeIfAbsent(kind, each -> new TreeSet<>()).add(asked[kind.ordinal()] + n);
        return this;
    }

    /** Switches everything off, scripts too. Counts stay. */
    public void off() {
        Arrays.fill(chance, 0);
        script.clear();
    }

    /**
     * One opportunity: whether the fault strikes.
     *
     * @param about what is asked for: a pod or a node; null when it is everything
     */
    public boolean strikes(K kind, @Nullable Object about) {
        int at = kind.ordinal();
        long opportunity = ++asked[at];
        TreeSet<Long> scripted = script.isEmpty() ? null : script.get(kind);
        boolean strike = scripted != null && scripted.remove(opportunity);
        if (random.chance(chance[at])) {
            strike = true;
        }
        if (strike) {
            struck[at]++;
            listener.struck(kind, about);
        }
        return strike;
    }

    /** Who is told of each fault that strikes; at most one listener. */
    public void onStrike(Listener<K> who) {
        listener = who;
    }

    /** How often this fault struck. */
    public long struck(K kind) {
        return struck[kind.ordinal()];
    }

    /** How often any fault struck. */
    public long struck() {
        long sum = 0;
        for (long each : struck) {
            sum += each;
        }
        return sum;
    }
}
