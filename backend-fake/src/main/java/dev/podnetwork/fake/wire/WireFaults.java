package dev.podnetwork.fake.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * What goes wrong on the wire: rules by action, n-th call and probability; the first that fits strikes. The server asks
 * once per call, before it checks anything. Thread-safe.
 */
public final class WireFaults {
    private final List<Rule> rules = new ArrayList<>();
    private final SplittableRandom chance;
    private long struck;

    /** No rule yet; {@code seed} decides what probabilities decide. */
    public WireFaults(long seed) {
        this.chance = new SplittableRandom(seed);
    }

    /** A rule for every action of that name, {@code *} for all. */
    public Rule on(String action) {
        return new Rule(action);
    }

    /** Forgets every rule. */
    public synchronized void clear() {
        rules.clear();
    }

    /** How often a rule has struck. */
    public synchronized long struck() {
        return struck;
    }

    synchronized Optional<WireTrouble> next(String action) {
        for (Rule rule : rules) {
            WireTrouble trouble = rule.strike(action);
            if (trouble != null) {
                struck++;
                return Optional.of(trouble);
            }
        }
        return Optional.empty();
    }

    /** When one trouble strikes; in force with {@link #inject}. */
    public final class Rule {
        private final String action;
        private int nth;
        private int times = Integer.MAX_VALUE;
        private double probability = 1;
        private int seen;
        private @Nullable WireTrouble trouble;

        private Rule(String action) {
            this.action = action;
        }

        /** Only the n-th call that fits, from 1. */
        public Rule nth(int n) {
            nth = n;
            return this;
        }

        /** Only the first n calls that fit. */
        public Rule times(int n) {
            times = n;
            return this;
        }

        /** Only with this probability. */
        public Rule withProbability(double p) {
            probability = p;
            return this;
        }

        /** What goes wrong; the rule is in force from now on. */
        public WireFaults inject(WireTrouble what) {
            synchronized (WireFaults.this) {
                trouble = what;
                rules.add(this);
            }
            return WireFaults.this;
        }

        private @Nullable WireTrouble strike(String called) {
            if (!action.equals("*") && !action.equals(called)) {
                return null;
            }
            seen++;
            boolean due = (nth == 0 || seen == nth) && seen <= times;
            return due && (probability >= 1 || chance.nextDouble() < probability) ? trouble : null;
        }
    }
}
