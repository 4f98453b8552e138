package dev.podnetwork.api.release;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Optional;

/**
 * Durations as the policies write them: a sequence of decimal numbers with units, such as {@code 1h}, {@code 2h45m}, {@code 1.5h} or
 * {@code -10s}; units are {@code ns, us, µs, ms, s, m, h}; {@code 0} alone needs none. Values span the signed 64-bit range of
 * nanoseconds (about ± 292 years), as in the language the field comes from. Stateless (spec: control-plane §1.1).
 */
public final class GoDuration {
    private static final BigInteger MIN = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger MAX = BigInteger.valueOf(Long.MAX_VALUE);
    private static final long SECOND = 1_000_000_000L;

    private GoDuration() {}

    /** Reads a duration; empty when the text is not one (no number, no unit, unknown unit, out of range). */
    public static Optional<Duration> parse(String text) {
        boolean signed = text.startsWith("-") || text.startsWith("+");
        String body = signed ? text.substring(1) : text;
        if (body.equals("0")) {
            return Optional.of(Duration.ZERO);
        }
        if (body.isEmpty()) {
            return Optional.empty();
        }
        return sumOfParts(body)
                .map(sum -> text.startsWith("-") ? sum.negate() : sum)
                .filter(sum -> sum.compareTo(MIN) >= 0 && sum.compareTo(MAX) <= 0)
                .map(sum -> Duration.ofNanos(sum.longValueExact()));
    }

    private static Optional<BigInteger> sumOfParts(String body) {
        BigInteger sum = BigInteger.ZERO;
        int at = 0;
        while (at < body.length()) {
            int unitAt = endOfNumber(body, at);
            int next = endOfUnit(body, unitAt);
            Optional<BigInteger> part = part(body.substring(at, unitAt), body.substring(unitAt, next));
            if (part.isEmpty()) {
                return Optional.empty();
            }
            sum = sum.add(part.get());
            at = next;
        }
        return Optional.of(sum);
    }

    private static Optional<BigInteger> part(String number, String unit) {
        long nanos = nanosOf(unit);
        boolean digits = number.chars().anyMatch(GoDuration::isDigit);
        if (nanos == 0 || !digits || number.indexOf('.') != number.lastIndexOf('.')) {
            return Optional.empty();
        }
        BigDecimal value = new BigDecimal(number).multiply(BigDecimal.valueOf(nanos));
        return Optional.of(value.setScale(0, RoundingMode.DOWN).toBigInteger());
    }

    private static int endOfNumber(String body, int from) {
        int at = from;
        while (at < body.length() && (isDigit(body.charAt(at)) || body.charAt(at) == '.')) {
            at++;
        }
        return at;
    }

    private static int endOfUnit(String body, int from) {
        int at = from;
        while (at < body.length() && !isDigit(body.charAt(at)) && body.charAt(at) != '.') {
            at++;
        }
        return at;
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    private static long nanosOf(String unit) {
        return switch (unit) {
            case "ns" -> 1L;
            case "us", "\u00b5s", "\u03bcs" -> 1_000L;
            case "ms" -> 1_000_000L;
            case "s" -> SECOND;
            case "m" -> 60 * SECOND;
            case "h" -> 3_600 * SECOND;
            default -> 0L;
        };
    }

    /**
     * Writes a duration in the one canonical form: {@code 1h0m0s}, {@code 5m0s}, {@code 1.5s}, {@code 250ms}, {@code 0s}.
     *
     * @throws ArithmeticException when the duration is outside the 64-bit nanosecond range
     */
    public static String format(Duration duration) {
        long nanos = duration.toNanos();
        if (nanos == 0) {
            return "0s";
        }
        BigInteger size = BigInteger.valueOf(nanos).abs();
        String sign = nanos < 0 ? "-" : "";
        return size.compareTo(BigInteger.valueOf(SECOND)) < 0 ? sign + subSecond(size) : sign + fromSeconds(size);
    }

    private static String subSecond(BigInteger nanos) {
        long n = nanos.longValueExact();
        if (n < 1_000) {
            return n + "ns";
        }
        return n < 1_000_000 ? decimal(nanos, 3) + "\u00b5s" : decimal(nanos, 6) + "ms";
    }

    private static String fromSeconds(BigInteger nanos) {
        BigInteger[] minutes = nanos.divideAndRemainder(BigInteger.valueOf(60 * SECOND));
        String seconds = decimal(minutes[1], 9) + "s";
        long m = minutes[0].longValueExact();
        if (m == 0) {
            return seconds;
        }
        return m < 60 ? m + "m" + seconds : m / 60 + "h" + m % 60 + "m" + seconds;
    }

    private static String decimal(BigInteger unscaled, int scale) {
        BigDecimal value = new BigDecimal(unscaled, scale);
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }
}
