package dev.podnetwork.core.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class SharedPodTest {
    private static final SharedPod WAITS = new SharedPod(true, false, false, false, false, List.of());

    @Test
    void onlyAScheduledPodWithoutAnAddressWaits_H1() {
        assertThat(WAITS.needsAddress()).isTrue();
        assertThat(new SharedPod(false, false, false, false, false, List.of()).needsAddress())
                .isFalse();
        assertThat(new SharedPod(true, true, false, false, false, List.of()).needsAddress())
                .isFalse();
        assertThat(new SharedPod(true, false, false, true, false, List.of()).needsAddress())
                .isFalse();
        assertThat(new SharedPod(true, false, false, false, false, List.of("10.0.0.9")).needsAddress())
                .isFalse();
        assertThat(new SharedPod(true, false, false, false, true, List.of()).needsAddress())
                .isFalse();
    }

    @Test
    void aPodThatIsToBeLeftAloneGetsNoSharedAddress_W37() {
        ignoredIsLeftAlone(SharedPod::isShared);
        Predicate<SharedPod> weak = pod -> pod.scheduled() && !pod.hostNetwork() && !pod.podEni();
        assertThatThrownBy(() -> ignoredIsLeftAlone(weak)).isInstanceOf(AssertionError.class);
    }

    private static void ignoredIsLeftAlone(Predicate<SharedPod> shared) {
        assertThat(shared.test(WAITS)).isTrue();
        assertThat(shared.test(new SharedPod(true, false, true, false, false, List.of())))
                .isFalse();
    }
}
