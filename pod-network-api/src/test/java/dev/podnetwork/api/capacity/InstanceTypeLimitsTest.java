package dev.podnetwork.api.capacity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class InstanceTypeLimitsTest {
    @Test
    void membersAreWhatIsLeftOfTheTotal() {
        InstanceTypeLimits type = new InstanceTypeLimits("ecs.test", 4, 6, 5, 5, true, 0);
        assertThat(type.memberEniLimit()).isEqualTo(2);
        assertThat(type.maxMemberEniLimit()).isEqualTo(4);
        assertThat(type.secondaryEniLimit()).isEqualTo(3);
    }

    @Test
    void withoutTrunkSupportThereAreNoMembersAndNothingIsNegative() {
        InstanceTypeLimits type = new InstanceTypeLimits("ecs.test", 0, -1, -1, -1, false, -1);
        assertThat(type.memberEniLimit()).isZero();
        assertThat(type.maxMemberEniLimit()).isZero();
        assertThat(type.secondaryEniLimit()).isZero();
        assertThat(type.ipv4PerEni()).isZero();
        assertThat(new InstanceTypeLimits("ecs.odd", 8, 6, 1, 1, true, 0).memberEniLimit())
                .isZero();
    }
}
