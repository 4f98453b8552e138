package dev.podnetwork.aliyun;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.aliyun.call.Feature;
import dev.podnetwork.aliyun.credentials.Credential;
import dev.podnetwork.aliyun.credentials.CredentialSource;
import dev.podnetwork.api.EniId;
import dev.podnetwork.api.cloud.CloudFault;
import dev.podnetwork.api.cloud.CloudFault.Kind;
import dev.podnetwork.api.cloud.CloudOp;
import dev.podnetwork.api.cloud.CloudReply;
import dev.podnetwork.api.cloud.EniDescription;
import dev.podnetwork.api.cloud.EniFilter;
import dev.podnetwork.api.cloud.EniType;
import dev.podnetwork.fake.wire.WireTrouble;
import dev.podnetwork.fake.wire.gate.FakeAccessKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each fault on the wire ends in its documented kind, in time, and the first interface is found again. */
final class AliyunWireFaultsTest {
    private static final Duration TIMEOUT = Duration.ofMillis(600);
    private static final Duration END = TIMEOUT.plusMillis(1_500);
    private static final String CREATE = "CreateNetworkInterface";

    /** Its calls may take ten seconds, so that what is answered is answered on a busy machine too. */
    private final WireCloud wire =
            new WireCloud(RamPolicy.actions(EnumSet.allOf(Feature.class)), Duration.ofSeconds(10));

    private final AliyunCloudNetwork hasty = new AliyunCloudNetwork(
            wire.config().timeouts(Duration.ofSeconds(1), TIMEOUT).build());

    @AfterEach
    void close() {
        hasty.close();
        wire.close();
    }

    private CloudFault createUnder(WireTrouble trouble, Kind kind) {
        return createUnder(wire.network, trouble, kind);
    }

    /** What hangs does so every time; a machine that is busy elsewhere for seconds does not. */
    private CloudFault createUnder(AliyunCloudNetwork port, WireTrouble trouble, Kind kind) {
        List<Duration> took = new ArrayList<>();
        CloudFault fault;
        do {
            long began = System.nanoTime();
            fault = createOnceUnder(port, trouble, kind, () -> took.add(Duration.ofNanos(System.nanoTime() - began)));
        } while (took.size() < 3 && took.get(took.size() - 1).compareTo(END) >= 0);
        assertThat(took).as("time of each try under %s", trouble).anyMatch(time -> time.compareTo(END) < 0);
        return fault;
    }

    /** Creates under that trouble; the fault has that kind; the same call again leaves one interface. */
    private CloudFault createOnceUnder(AliyunCloudNetwork port, WireTrouble trouble, Kind kind, Runnable ended) {
        int before = wire.cloud.inspect().eniCount();
        CloudOp.CreateEni op = wire.creation();
        wire.server.faults().on(CREATE).times(1).inject(trouble);
        CloudFault fault = fault(wire.await(port.call(op)));
        ended.run();
        assertThat(fault.kind()).as("%s under %s", fault, trouble).isEqualTo(kind);
        wire.server.faults().clear();

        assertThat(wire.call(op)).isInstanceOf(CloudReply.EniCreated.class);
        assertThat(wire.cloud.inspect().eniCount()).isEqualTo(before + 1);
        return fault;
    }

    private static CloudFault fault(CloudReply reply) {
        assertThat(reply).isInstanceOf(CloudReply.Failed.class);
        return ((CloudReply.Failed) reply).fault();
    }

    @Test
    void aResetIsUnknownWhetherItWasAppliedOrNot() {
        createUnder(new WireTrouble.Reset(false), Kind.OUTCOME_UNKNOWN);
        createUnder(new WireTrouble.Reset(true), Kind.OUTCOME_UNKNOWN);
    }

    @Test
    void anAnswerThatEndsEarlyOrIsNoJsonIsUnknown() {
        createUnder(new WireTrouble.Truncated(), Kind.OUTCOME_UNKNOWN);
        createUnder(WireTrouble.wrongJson(), Kind.OUTCOME_UNKNOWN);
        createUnder(new WireTrouble.Instead(true, 200, "application/json", ""), Kind.OUTCOME_UNKNOWN);
        createUnder(
                new WireTrouble.Instead(true, 200, "application/json", "{\"RequestId\":\"r\"}"), Kind.OUTCOME_UNKNOWN);
        createUnder(WireTrouble.badGateway(), Kind.OUTCOME_UNKNOWN);
        createUnder(new WireTrouble.Instead(true, 500, "text/html", ""), Kind.OUTCOME_UNKNOWN);
    }

    @Test
    void whatTurnsACallAwayIsUnavailableOrThrottled() {
        createUnder(new WireTrouble.Refuse(503, "ServiceUnavailable", "later"), Kind.UNAVAILABLE);
        createUnder(new WireTrouble.Refuse(500, "InternalError", "later"), Kind.UNAVAILABLE);
        createUnder(new WireTrouble.Instead(false, 503, "text/html", "<html>"), Kind.UNAVAILABLE);
        createUnder(new WireTrouble.Instead(false, 429, "text/plain", "slow down"), Kind.THROTTLED);
        for (String code : List.of("Throttling", "Throttling.User", "Throttling.Api", "Throttling.Somewhere")) {
            CloudFault fault = createUnder(new WireTrouble.Throttle(code, Duration.ofMillis(1_500)), Kind.THROTTLED);
            assertThat(fault.retryAfter()).isEqualTo(Duration.ofMillis(1_500));
            assertThat(fault.code()).isEqualTo(code);
        }
    }

    @Test
    void aSlowServerEndsWithTheTimeout() {
        createUnder(hasty, new WireTrouble.Silence(true, Duration.ofSeconds(3)), Kind.OUTCOME_UNKNOWN);
        createUnder(hasty, new WireTrouble.Silence(false, Duration.ofSeconds(3)), Kind.OUTCOME_UNKNOWN);
        createUnder(hasty, new WireTrouble.Dripping(), Kind.OUTCOME_UNKNOWN);
    }

    @Test
    void aReadThatGetsNoAnswerChangedNothing() {
        CloudOp read = new CloudOp.DescribeEnis(EniFilter.inVpc(wire.vpc()), null, 500);
        for (WireTrouble trouble : List.of(
                new WireTrouble.Reset(true),
                new WireTrouble.Truncated(),
                WireTrouble.wrongJson(),
                new WireTrouble.Silence(false, Duration.ofSeconds(2)))) {
            wire.server.faults().on("DescribeNetworkInterfaces").times(1).inject(trouble);
            assertThat(fault(wire.await(hasty.call(read))).kind()).isEqualTo(Kind.UNAVAILABLE);
            wire.server.faults().clear();
        }
    }

    @Test
    void whatWasNeverSentIsUnavailable() {
        wire.server.close();

        CloudFault fault = fault(wire.call(wire.creation()));
        assertThat(fault.kind()).isEqualTo(Kind.UNAVAILABLE);
        assertThat(fault.message()).contains("ConnectException");
    }

    @Test
    void aClockThatIsOffAndATokenThatEndedAreForbiddenAndTellNoSecret() {
        wire.server.skewClock(Duration.ofHours(1));
        assertThat(fault(wire.call(wire.creation())).code()).isEqualTo("InvalidTimeStamp.Expired");
        wire.server.skewClock(Duration.ZERO);

        wire.server.putKey(FakeAccessKey.of("sts", "hidden-secret").withToken("hidden-token", wire.clock.now()));
        CredentialSource source = CredentialSource.of(new Credential("sts", "hidden-secret", "hidden-token", null));
        for (boolean older : List.of(false, true)) {
            AliyunConfig.Builder config = wire.config(source);
            AliyunConfig built = older ? config.olderSignature().build() : config.build();
            try (AliyunCloudNetwork network = new AliyunCloudNetwork(built)) {
                CloudFault fault = fault(wire.await(network.call(wire.creation())));
                assertThat(fault.kind()).isEqualTo(Kind.FORBIDDEN);
                assertThat(fault.code()).isEqualTo("InvalidSecurityToken.Expired");
                assertThat(fault + " " + built + " " + source).doesNotContain("hidden");
            }
        }
        assertThat(wire.cloud.inspect().eniCount()).isEqualTo(instancesOwn());
    }

    /** The exception of a broken call holds the whole request (spec: openapi-wire §13.3). */
    @Test
    void aCallThatBreaksTellsNoSecretEither() {
        wire.server.putKey(FakeAccessKey.of("sts", "hidden-secret")
                .withToken("hidden-token", wire.clock.now().plusSeconds(3_600)));
        CredentialSource source = CredentialSource.of(new Credential("sts", "hidden-secret", "hidden-token", null));
        wire.server.faults().on("*").inject(new WireTrouble.Reset(true));
        for (boolean older : List.of(false, true)) {
            AliyunConfig.Builder config = wire.config(source);
            try (AliyunCloudNetwork network =
                    new AliyunCloudNetwork(older ? config.olderSignature().build() : config.build())) {
                CloudFault fault = fault(wire.await(network.call(wire.creation())));
                assertThat(fault.kind()).isEqualTo(Kind.OUTCOME_UNKNOWN);
                assertThat(fault.toString()).doesNotContain("hidden").doesNotContain("Signature");
            }
        }
    }

    private int instancesOwn() {
        return (int) wire.cloud.inspect().enis().stream()
                .map(EniDescription::type)
                .filter(type -> type == EniType.TRUNK)
                .count();
    }

    @Test
    void aWrongSecretIsForbiddenAndTheSignedTextIsNotRepeated() {
        CredentialSource wrong = CredentialSource.of(new Credential("ak", "wrong", null, null));
        for (boolean older : List.of(false, true)) {
            AliyunConfig.Builder config = wire.config(wrong);
            try (AliyunCloudNetwork network =
                    new AliyunCloudNetwork(older ? config.olderSignature().build() : config.build())) {
                CloudFault fault = fault(wire.await(network.call(wire.creation())));
                assertThat(fault.code()).isEqualTo("SignatureDoesNotMatch");
                assertThat(fault.kind()).isEqualTo(Kind.FORBIDDEN);
                assertThat(fault.message()).doesNotContain("ACS3-HMAC-SHA256\n").doesNotContain("POST&");
            }
        }
    }

    @Test
    void theOlderSignatureWorksToo() {
        try (AliyunCloudNetwork network =
                new AliyunCloudNetwork(wire.config().olderSignature().build())) {
            assertThat(wire.await(network.call(wire.creation()))).isInstanceOf(CloudReply.EniCreated.class);
        }
    }

    @Test
    void closingEndsWhatIsUnderWayAndWhatWaits() {
        wire.server.faults().on("*").inject(new WireTrouble.Slow(Duration.ofSeconds(5)));
        List<CompletionStage<CloudReply>> stages = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            stages.add(wire.network.call(new CloudOp.DeleteEni(EniId.of("eni-" + i))));
        }
        Instant before = Instant.now();
        wire.network.close();
        for (CompletionStage<CloudReply> stage : stages) {
            assertThat(fault(wire.await(stage)).kind()).isIn(Kind.UNAVAILABLE, Kind.OUTCOME_UNKNOWN);
        }
        assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(1));
        assertThat(stages.stream().map(wire::await).filter(r -> fault(r).kind() == Kind.UNAVAILABLE))
                .hasSizeGreaterThanOrEqualTo(42);
    }

    @Test
    void moreThanMayWaitIsNotTaken() {
        wire.server.faults().on("*").inject(new WireTrouble.Slow(Duration.ofSeconds(1)));
        try (AliyunCloudNetwork network =
                new AliyunCloudNetwork(wire.config().concurrency(1, 1).build())) {
            CloudOp op = new CloudOp.DeleteEni(EniId.of("eni-x"));
            CompletionStage<CloudReply> first = network.call(op);
            CompletionStage<CloudReply> second = network.call(op);
            CloudFault third = fault(wire.await(network.call(op)));

            assertThat(third.kind()).isEqualTo(Kind.UNAVAILABLE);
            assertThat(fault(wire.await(first)).kind()).isEqualTo(Kind.NOT_FOUND);
            assertThat(fault(wire.await(second)).kind()).isEqualTo(Kind.NOT_FOUND);
        }
    }
}
