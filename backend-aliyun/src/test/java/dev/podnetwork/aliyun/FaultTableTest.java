package dev.podnetwork.aliyun;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.api.cloud.CloudFault;
import dev.podnetwork.api.cloud.CloudFault.Kind;
import dev.podnetwork.fake.FakeFaults;
import dev.podnetwork.fake.state.WireFault;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What a code means does not depend on whether it came over the wire. */
final class FaultTableTest {

    @TestFactory
    Stream<DynamicTest> everyCodeOfTheFakeMeansTheSameHere() {
        return FakeFaults.codes().stream()
                .map(code -> DynamicTest.dynamicTest(
                        code,
                        () -> assertThat(AliyunFaults.of(403, code, "m", null))
                                .isEqualTo(FakeFaults.of(WireFault.of(403, code, "m")))));
    }

    @Test
    void anUnknownCodeSaysSo() {
        CloudFault four = AliyunFaults.of(403, "NeverHeardOf", "m", null);
        CloudFault five = AliyunFaults.of(500, "NeverHeardOf", "m", null);

        assertThat(four.kind()).isEqualTo(Kind.INVALID_REQUEST);
        assertThat(five.kind()).isEqualTo(Kind.UNAVAILABLE);
        assertThat(four.known()).isFalse();
        assertThat(five.known()).isFalse();
    }
}
