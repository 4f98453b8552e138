package dev.podnetwork.fake;

import dev.podnetwork.api.cloud.CloudOp;
import dev.podnetwork.fake.state.WireFault;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Draws faults of every kind, the disasters less often than the everyday ones. */
final class RandomFaults {
    static final Duration STALEST = Duration.ofSeconds(4);
    private static final int MAX_DRAWS = 8;

    private static final Duration EMPTY_APART = Duration.ofMinutes(3);

    private final double intensity;
    private Instant lastEmpty = Instant.EPOCH;

    RandomFaults(double intensity) {
        if (!(intensity >= 0 && intensity <= 1)) {
            throw new IllegalArgumentException("fault intensity " + intensity + ": give a probability, 0 to 1");
        }
        this.intensity = intensity;
    }

    @Nullable
    Fault next(CloudOp op, Instant now, SplitMix64 chance) {
        if (!chance.chance(intensity)) {
            return null;
        }
        for (int i = 0; i < MAX_DRAWS; i++) {
            Fault fault = draw(chance);
            if (fault.fits(op) && mayStrike(fault, now)) {
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

    private static Fault draw(SplitMix64 chance) {
        return switch (chance.nextInt(20)) {
            case 0, 1 -> new Fault.Throttle(seconds(chance, 1, 60));
            case 2 -> new Fault.Refuse(refusal(chance));
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

    private static WireFault refusal(SplitMix64 chance) {
        return switch (chance.nextInt(5)) {
            case 0 -> WireFault.of(500, "InternalError", "The request processing has failed.");
            case 1 -> WireFault.of(503, "ServiceUnavailable", "The service is unavailable.");
            case 2 -> WireFault.of(403, "Operation.Conflict", "Another operation is under way.");
            case 3 -> WireFault.of(400, "InvalidSomething.NeverSeen", "A code that nobody knows.");
            default -> WireFault.of(502, "Unknown", "A gateway answered.");
        };
    }

    private static Duration seconds(SplitMix64 chance, long min, long max) {
        return Duration.ofMillis(chance.between(min * 1_000, max * 1_000));
    }
}
