package dev.podnetwork.aliyun;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.cloud.CloudFault.Kind;
import dev.podnetwork.api.cloud.CloudOp;
import dev.podnetwork.api.cloud.CloudReply;
import dev.podnetwork.api.cloud.EniFilter;
import dev.podnetwork.fake.wire.WireTrouble;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The traps of one client shared by many callers (spec: openapi-wire §13.1). */
final class SharedClientTest {
    private final WireCloud wire = new WireCloud();

    @AfterEach
    void close() {
        wire.close();
    }

    @Test
    void everyCallerGetsItsOwnAnswer() {
        List<EniId> made = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            made.add(((CloudReply.EniCreated) wire.call(wire.creation())).eni().id());
        }
        try (AliyunCloudNetwork network = wire.patient()) {
            Map<CompletionStage<CloudReply>, EniId> asked = new LinkedHashMap<>();
            for (int i = 0; i < 640; i++) {
                EniId id = made.get(i % made.size());
                asked.put(network.call(new CloudOp.DescribeEnis(EniFilter.byIds(List.of(id)), null, 10)), id);
            }

            asked.forEach((stage, id) -> assertThat(((CloudReply.EniPage) wire.await(stage)).enis())
                    .singleElement()
                    .satisfies(eni -> assertThat(eni.id()).isEqualTo(id)));
        }
    }

    @Test
    void whatFailsIsSentOnceAndNotAgain() {
        wire.server.faults().on("CreateNetworkInterface").inject(new WireTrouble.Reset(true));
        assertThat(kind(wire.call(wire.creation()))).isEqualTo(Kind.OUTCOME_UNKNOWN);
        assertThat(wire.cloud.inspect().calls("CreateNetworkInterface").calls()).isEqualTo(1);

        wire.server
                .faults()
                .on("DescribeVSwitches")
                .inject(new WireTrouble.Throttle("Throttling", Duration.ofSeconds(1)));
        CloudOp read = new CloudOp.DescribeVSwitches(wire.vSwitch(), null, 1);
        assertThat(kind(wire.call(read))).isEqualTo(Kind.THROTTLED);
        assertThat(wire.cloud.inspect().calls("DescribeVSwitches").calls()).isZero();
    }

    @Test
    void aRedirectIsNoAnswer() {
        wire.server.faults().on("*").inject(new WireTrouble.Instead(false, 302, "text/html", "<html>moved</html>"));

        assertThat(kind(wire.call(wire.creation()))).isEqualTo(Kind.OUTCOME_UNKNOWN);
        assertThat(kind(wire.call(new CloudOp.DescribeVSwitches(wire.vSwitch(), null, 1))))
                .isEqualTo(Kind.UNAVAILABLE);
    }

    private static Kind kind(CloudReply reply) {
        return ((CloudReply.Failed) reply).fault().kind();
    }
}
