package dev.podnetwork.fake;

import dev.podnetwork.api.cloud.CloudOp;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Draws faults of every kind, the disasters less often than the everyday ones. */
final class RandomFaults {
    static final Duration STALEST = Duration.ofSeconds(4);
    private static final int MAX_DRAWS = 8;
    private static final int MOSTLY_DRAWS = 200;

    private static final Duration EMPTY_APART = Duration.ofMinutes(3);

    private final double intensity;
    private final FaultMix mix;
    private Instant lastEmpty = Instant.EPOCH;

    RandomFaults(double intensity, FaultMix mix) {
        if (!(intensity >= 0 && intensity <= 1)) {
            throw new IllegalArgumentException("fault intensity " + intensity + ": give a probability, 0 to 1");
        }
        this.intensity = intensity;
        this.mix = mix;
    }

    @Nullable
    Fault next(CloudOp op, Instant now, SplitMix64 chance) {
        if (!chance.chance(intensity)) {
            return null;
        }
        boolean mostly = mix.mostly() != null && chance.chance(0.5);
        for (int i = 0; i < (mostly ? MOSTLY_DRAWS : MAX_DRAWS); i++) {
            Fault fault = draw(op, chance);
            if (fault.fits(op) && (!mostly || fault.kind().equals(mix.mostly())) && mayStrike(fault, now)) {
                return fault;
            }
        }
        return null;
    }

    /** An empty answer is a view that lags: it does not come back after the lag, when it would be the truth (design §2). */
    private boolean mayStrike(Fault fault, Instant now) {
        if (!(fault instanceof Fault.EmptyDescribe)) {
            return true;
        }
        boolean may = now.isAfter(lastEmpty.plus(EMPTY_APART));
        lastEmpty = may ? now : lastEmpty;
        return may;
    }

    private Fault draw(CloudOp op, SplitMix64 chance) {
        return switch (chance.nextInt(20)) {
            case 0, 1 -> new Fault.Throttle(seconds(chance, 1, 60));
            case 2 -> new Fault.Refuse(mix.everyRefusal() ? Refusals.any(op, chance) : Refusals.curedByRetry(chance));
            case 3, 4 -> new Fault.LoseReply(chance.chance(0.5) ? null : seconds(chance, 1, 8));
            case 5 -> new Fault.Reset();
            case 6, 7 -> new Fault.LateApply(seconds(chance, 1, chance.chance(0.2) ? 300 : 20), chance.chance(0.5));
            case 8, 9 -> new Fault.LateEffect(seconds(chance, 5, chance.chance(0.2) ? 300 : 60));
            case 10, 11 -> new Fault.SlowAttach(seconds(chance, 5, 90));
            case 12 -> new Fault.AttachFallsBack();
            case 13 -> new Fault.Stuck();
            case 14, 15 -> new Fault.StaleDescribe(Duration.ofMillis(chance.between(1, STALEST.toMillis())));
            case 16 -> new Fault.EmptyDescribe();
            case 17 -> new Fault.EniVanishes(seconds(chance, 0, 60));
            case 18 -> new Fault.EniTornOff(seconds(chance, 0, 60));
            default -> chance.chance(0.2) ? new Fault.InstanceVanishes(seconds(chance, 0, 60)) : new Fault.Reset();
        };
    }

    private static Duration seconds(SplitMix64 chance, long min, long max) {
        return Duration.ofMillis(chance.between(min * 1_000, max * 1_000));
    }
}
