package dev.podnetwork.api.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.podnetwork.api.PodUid;
import org.junit.jupiter.api.Test;

/** An owner is a value. */
final class LeaseOwnerTest {
    private static final PodUid POD = PodUid.of("7c0e6f52-0000-4000-8000-000000000001");

    @Test
    void isWhatItsPartsAre() {
        LeaseOwner owner = LeaseOwner.of(POD, "eth0");
        assertThat(owner)
                .isEqualTo(LeaseOwner.of(PodUid.of(POD.value()), "eth0"))
                .hasSameHashCodeAs(LeaseOwner.of(PodUid.of(POD.value()), "eth0"))
                .isNotEqualTo(LeaseOwner.of(POD, "eth1"))
                .isNotEqualTo(LeaseOwner.of(PodUid.of("another"), "eth0"))
                .hasToString("7c0e6f52-0000-4000-8000-000000000001/eth0");
        assertThat(owner.podUid()).isEqualTo(POD);
        assertThat(owner.ifName()).isEqualTo("eth0");
    }

    /** "Aa" and "BB" have one hash. */
    @Test
    void twoWithOneHashAreTwo() {
        LeaseOwner one = LeaseOwner.of(PodUid.of("Aa"), "eth0");
        LeaseOwner two = LeaseOwner.of(PodUid.of("BB"), "eth0");
        assertThat(one).hasSameHashCodeAs(two).isNotEqualTo(two);
        assertThat(one).isLessThan(two).isLessThan(LeaseOwner.of(PodUid.of("Aa"), "eth1"));
    }

    @Test
    void anInterfaceNameNoKernelTakesIsRefused() {
        assertThat(LeaseOwner.of(POD, "x".repeat(15)).ifName()).hasSize(15);
        assertThatThrownBy(() -> LeaseOwner.of(POD, "x".repeat(16)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("needs 1 to 15 characters");
        assertThatThrownBy(() -> LeaseOwner.of(POD, " ")).isInstanceOf(IllegalArgumentException.class);
    }
}
