package dev.podnetwork.core.admission;

import static dev.podnetwork.core.match.Policies.spec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.podnetwork.api.SecurityGroupId;
import dev.podnetwork.api.release.AllocationType;
import dev.podnetwork.api.release.ReleaseStrategy;
import dev.podnetwork.api.selector.PodNetworkingSpec;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * W12: an edit is not checked at all, and creation lets through what is never released or released at once. The assertion also runs
 * against a variant with the published checks on creation alone, and fails there.
 */
final class W12ValidationOnUpdateTest {
    private interface Checks {
        boolean accepts(@Nullable PodNetworkingSpec before, PodNetworkingSpec after);
    }

    private static boolean ours(@Nullable PodNetworkingSpec before, PodNetworkingSpec after) {
        PodNetworkingValidation result = before == null
                ? PodNetworkingValidation.onCreate(after, true)
                : PodNetworkingValidation.onUpdate(before, after, true);
        return result.denial().isEmpty();
    }

    private static boolean weak(@Nullable PodNetworkingSpec before, PodNetworkingSpec after) {
        boolean unparsable = after.allocationType().strategy() == ReleaseStrategy.TTL
                && after.allocationType().parsedReleaseAfter().isEmpty();
        return before != null
                || !(after.vSwitches().isEmpty() || after.securityGroups().isEmpty() || unparsable);
    }

    private static PodNetworkingSpec allocating(AllocationType type) {
        return spec().allocationType(type).build();
    }

    private static AllocationType fixed(@Nullable ReleaseStrategy strategy, @Nullable String after) {
        return new AllocationType(AllocationType.Kind.FIXED, strategy, after);
    }

    private static void nothingUnusableIsStored(Checks system) {
        PodNetworkingSpec good = spec().build();
        List<PodNetworkingSpec> bad = List.of(
                allocating(fixed(null, null)),
                allocating(fixed(ReleaseStrategy.TTL, "-1h")),
                allocating(fixed(ReleaseStrategy.TTL, "1m")),
                allocating(fixed(ReleaseStrategy.TTL, "soon")),
                allocating(fixed(ReleaseStrategy.NEVER, "1h")),
                spec().vSwitches(List.of()).build(),
                spec().securityGroups(IntStream.range(0, 11)
                                .mapToObj(i -> SecurityGroupId.of("sg-" + i))
                                .toList())
                        .build());
        for (PodNetworkingSpec each : bad) {
            assertThat(system.accepts(null, each)).as("create %s", each).isFalse();
            assertThat(system.accepts(good, each)).as("update to %s", each).isFalse();
            assertThat(system.accepts(each, each)).as("touch %s", each).isTrue();
        }
        assertThat(system.accepts(null, good)).isTrue();
    }

    @Test
    void nothingUnusableIsStored_W12() {
        nothingUnusableIsStored(W12ValidationOnUpdateTest::ours);
        assertThatThrownBy(() -> nothingUnusableIsStored(W12ValidationOnUpdateTest::weak))
                .isInstanceOf(AssertionError.class);
    }
}
