package dev.podnetwork.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DaemonImageTest {
    @Test
    void onlyAVersionThatIsKnownToBeOlderDoesNotReport_H5() {
        for (String old : new String[] {"v1.11.2", "v1.0", "v0.9.12", "v1", "v1.11.3-rc.1", "v1.11.2+build"}) {
            assertThat(new DaemonImage(old).reportsEndedPods()).as(old).isFalse();
        }
        for (String recent : new String[] {
            "v1.11.3",
            "v1.12",
            "v1.12.0",
            "v2",
            "v1.11.10",
            "v1.11.3+build",
            "latest",
            "main-20240102",
            "1.11.2",
            "v1.x",
            ""
        }) {
            assertThat(new DaemonImage(recent).reportsEndedPods()).as(recent).isTrue();
        }
    }

    @Test
    void theTagIsFoundBesideADigestAndAPort_H5() {
        assertThat(DaemonImage.of("acs/terway:v1.11.2").tag()).isEqualTo("v1.11.2");
        assertThat(DaemonImage.of("acs/terway:v1.11.2@sha256:0123abcd").tag()).isEqualTo("v1.11.2");
        assertThat(DaemonImage.of("registry:5000/acs/terway:v1.12").tag()).isEqualTo("v1.12");
        assertThat(DaemonImage.of("registry:5000/acs/terway").tag()).isEqualTo("latest");
        assertThat(DaemonImage.of("registry:5000/acs/terway@sha256:0123abcd").tag())
                .isEqualTo("latest");
        assertThat(DaemonImage.of("terway").tag()).isEqualTo("latest");
        assertThat(DaemonImage.of("terway:").tag()).isEqualTo("latest");
    }

    @Test
    void withoutAReportOnlyADaemonThatWritesNoneLosesItsAddresses_H2_W52() {
        DaemonImage old = new DaemonImage("v1.11.2");
        DaemonImage now = new DaemonImage("v1.12.0");

        assertThat(DaemonImage.mayRelease(old, false, "uid", null)).isTrue();
        assertThat(DaemonImage.mayRelease(now, false, "uid", null)).isFalse();
        assertThat(DaemonImage.mayRelease(null, false, "uid", null)).isFalse();
        assertThat(DaemonImage.mayRelease(old, true, "uid", null)).isFalse();
        assertThat(DaemonImage.mayRelease(now, true, "uid", "initial")).isFalse();
        assertThat(DaemonImage.mayRelease(now, true, "uid", "deleted")).isTrue();
        assertThat(DaemonImage.mayRelease(now, true, null, null)).isTrue();
    }
}
