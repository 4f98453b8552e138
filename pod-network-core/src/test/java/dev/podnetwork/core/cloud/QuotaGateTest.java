package dev.podnetwork.core.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.api.PodRef;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class QuotaGateTest {
    private static final List<String> QUOTAS = List.of(QuotaGate.ACCOUNT);
    private static final PodRef A = PodRef.of("default", "a");
    private static final PodRef B = PodRef.of("default", "b");
    private static final PodRef C = PodRef.of("default", "c");
    private static final PodRef D = PodRef.of("default", "d");

    private final QuotaGate gate = new QuotaGate();

    private void usedUpFor(PodRef... pods) {
        gate.refused(QUOTAS, "full", 0);
        for (PodRef pod : pods) {
            gate.line(QuotaGate.ACCOUNT).enter(pod);
        }
    }

    private void opens(PodRef pod, long now) {
        assertThat(gate.closed(QUOTAS, pod, now)).isNull();
        gate.trying(QUOTAS, now);
        gate.line(QuotaGate.ACCOUNT).leave(pod);
    }

    @Example
    void whatIsFreedGoesToWhoWaitsFirstBeforeTheBlockIsOver() {
        usedUpFor(A, B);
        assertThat(gate.call(QuotaGate.ACCOUNT)).isEmpty();

        gate.freed(QUOTAS, 1);

        assertThat(gate.call(QuotaGate.ACCOUNT)).containsExactly(A);
        assertThat(gate.closed(QUOTAS, A, 1)).isNull();
        assertThat(gate.closed(QUOTAS, B, 1)).isNotNull();
        assertThat(gate.closed(QUOTAS, C, 1)).as("a newcomer does not overtake").isNotNull();
    }

    @Example
    void eachSuccessCallsTwoMoreUntilNobodyWaits() {
        usedUpFor(A, B, C, D);
        gate.freed(QUOTAS, 1);
        assertThat(gate.call(QuotaGate.ACCOUNT)).containsExactly(A);
        opens(A, 2);
        gate.made(QUOTAS);
        assertThat(gate.call(QuotaGate.ACCOUNT)).containsExactly(B, C);
        opens(B, 3);
        opens(C, 3);
        gate.made(QUOTAS);
        assertThat(gate.call(QuotaGate.ACCOUNT)).containsExactly(D);
        opens(D, 4);
        gate.made(QUOTAS);
        assertThat(gate.anyUsedUp()).isFalse();
    }

    @Example
    void aRefusalEndsTheCalls() {
        usedUpFor(A, B, C);
        gate.freed(QUOTAS, 1);
        gate.call(QuotaGate.ACCOUNT);
        opens(A, 2);
        gate.refused(QUOTAS, "full", 3);

        assertThat(gate.call(QuotaGate.ACCOUNT)).isEmpty();
        assertThat(gate.closed(QUOTAS, B, 4)).isNotNull();
    }

    @Example
    void roomThatTheCalledPodDoesNotTakeIsPassedOn() {
        usedUpFor(A, B);
        gate.freed(QUOTAS, 1);
        assertThat(gate.call(QuotaGate.ACCOUNT)).containsExactly(A);
        gate.line(QuotaGate.ACCOUNT).leave(A);

        assertThat(gate.call(QuotaGate.ACCOUNT)).containsExactly(B);
    }

    @Example
    void roomThatNobodyWaitsForMayBeTakenByAnybody() {
        usedUpFor(A);
        gate.freed(QUOTAS, 1);
        assertThat(gate.call(QuotaGate.ACCOUNT)).containsExactly(A);
        gate.line(QuotaGate.ACCOUNT).leave(A);

        assertThat(gate.closed(QUOTAS, B, 2)).isNull();
    }

    /** Pods that wait while interfaces come and go: each one is through in the end, and refusals stay few. */
    @Property(tries = 200)
    void whoeverWaitsIsServedByWhatIsFreed(
            @ForAll @IntRange(min = 1, max = 30) int pods,
            @ForAll @Size(min = 40, max = 40) List<@IntRange(min = 1, max = 3) Integer> freed) {
        Cloud cloud = new Cloud(pods);
        for (int each : freed) {
            cloud.free(each);
        }
        assertThat(cloud.served).hasSize(pods);
        assertThat(cloud.refusals).isLessThanOrEqualTo(2 * freed.size());
    }

    /** A cloud with room for nobody at first; calls are answered in the order they came. */
    private static final class Cloud {
        private final QuotaGate gate = new QuotaGate();
        private final Deque<PodRef> calls = new ArrayDeque<>();
        private final Set<PodRef> served = new LinkedHashSet<>();
        private long now;
        private int room;
        private int refusals;

        Cloud(int pods) {
            gate.refused(QUOTAS, "full", 0);
            for (int i = 0; i < pods; i++) {
                gate.line(QuotaGate.ACCOUNT).enter(PodRef.of("default", "p" + i));
            }
        }

        void free(int interfaces) {
            room += interfaces;
            now++;
            for (int i = 0; i < interfaces; i++) {
                gate.freed(QUOTAS, now);
            }
            go();
        }

        private void go() {
            for (List<PodRef> called = call(); !called.isEmpty() || !calls.isEmpty(); called = call()) {
                called.forEach(this::open);
                answer();
            }
        }

        private List<PodRef> call() {
            return new ArrayList<>(gate.call(QuotaGate.ACCOUNT));
        }

        private void open(PodRef pod) {
            now++;
            assertThat(gate.closed(QUOTAS, pod, now)).isNull();
            gate.trying(QUOTAS, now);
            gate.line(QuotaGate.ACCOUNT).leave(pod);
            calls.add(pod);
        }

        private void answer() {
            PodRef pod = calls.poll();
            now++;
            if (pod != null && room > 0) {
                room--;
                served.add(pod);
                gate.made(QUOTAS);
            } else if (pod != null) {
                refusals++;
                gate.refused(QUOTAS, "full", now);
                gate.line(QuotaGate.ACCOUNT).enter(pod);
            }
        }
    }
}
