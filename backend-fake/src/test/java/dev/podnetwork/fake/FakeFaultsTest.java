package dev.podnetwork.fake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.api.cloud.CloudFault;
import dev.podnetwork.api.cloud.CloudFault.Kind;
import dev.podnetwork.api.cloud.CloudFault.Scope;
import dev.podnetwork.fake.state.WireFault;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FakeFaultsTest {
    @Test
    void codesMeanWhatTheTableSays() {
        is(400, "Throttling", Kind.THROTTLED, Scope.ACCOUNT);
        is(400, "Throttling.Api", Kind.THROTTLED, Scope.ACCOUNT);
        is(403, "InvalidVSwitchId.IpNotEnough", Kind.ADDRESS_EXHAUSTED, Scope.VSWITCH);
        is(403, "EniPerInstanceLimitExceeded", Kind.QUOTA_EXCEEDED, Scope.INSTANCE);
        is(403, "MaxEniCountExceeded", Kind.QUOTA_EXCEEDED, Scope.ACCOUNT);
        is(403, "SecurityGroupInstanceLimitExceed", Kind.QUOTA_EXCEEDED, Scope.SECURITY_GROUP);
        is(404, "InvalidEniId.NotFound", Kind.NOT_FOUND, Scope.ENI);
        is(404, "InvalidEcsId.NotFound", Kind.NOT_FOUND, Scope.INSTANCE);
        is(403, "InvalidInstanceId.NotFound", Kind.NOT_FOUND, Scope.INSTANCE);
        is(403, "Operation.Conflict", Kind.CONFLICT, Scope.ENI);
        is(400, "InvalidOperation.InvalidEniState", Kind.CONFLICT, Scope.ENI);
        is(400, "IdempotentParameterMismatch", Kind.TOKEN_SPENT, Scope.ACCOUNT);
        is(403, "Forbidden.RAM", Kind.FORBIDDEN, Scope.ACCOUNT);
        is(500, "InternalError", Kind.UNAVAILABLE, Scope.ACCOUNT);
        is(503, "ServiceUnavailable", Kind.UNAVAILABLE, Scope.ACCOUNT);
    }

    @Test
    void whatNobodyKnowsIsSurfacedOrNotTaken() {
        CloudFault odd = FakeFaults.of(WireFault.of(409, "NeverSeen", "words"));
        assertThat(odd.kind()).isEqualTo(Kind.INVALID_REQUEST);
        assertThat(odd.known()).isFalse();
        assertThat(odd.message()).isEqualTo("words");
        CloudFault broken = FakeFaults.of(WireFault.of(502, "BadGateway", "words"));
        assertThat(broken.kind()).isEqualTo(Kind.UNAVAILABLE);
        assertThat(broken.known()).isFalse();
    }

    @Test
    void theWaitingTimeIsKept() {
        Duration wait = Duration.ofMillis(1_500);
        assertThat(FakeFaults.of(new WireFault(400, "Throttling.User", "", wait))
                        .retryAfter())
                .isEqualTo(wait);
    }

    private static void is(int status, String code, Kind kind, Scope scope) {
        CloudFault fault = FakeFaults.of(WireFault.of(status, code, ""));
        assertThat(fault.kind()).as(code).isEqualTo(kind);
        assertThat(fault.scope()).as(code).isEqualTo(scope);
        assertThat(fault.known()).as(code).isTrue();
    }
}
