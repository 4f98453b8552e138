package dev.podnetwork.fake.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.cloud.EniStatus;
import dev.podnetwork.fake.FakeCloudConfig;
import dev.podnetwork.fake.wire.RawClient.Answer;
import dev.podnetwork.fake.wire.gate.FakeAccessKey;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server that takes repeated attaches and detaches, beside one that does not (spec: control-plane §11, W51). */
@Timeout(120)
final class RepeatsTest {
    private final WireScene scene = new WireScene(FakeCloudConfig.lenient());
    private final FakeOpenApiServer patient = FakeOpenApiServer.of(scene.cloud)
            .key(FakeAccessKey.of("ak", "sk"))
            .takeRepeats()
            .start();
    private final RawClient strictly = scene.client;
    private final RawClient patiently = new RawClient(patient.port());

    @AfterEach
    void close() {
        patient.close();
        scene.close();
    }

    private static Answer ask(RawClient client, String action, String eni, String instance) throws IOException {
        Map<String, String> all = client.parameters(action);
        all.put("NetworkInterfaceId", eni);
        all.put("InstanceId", instance);
        return client.rpc("POST", all, false);
    }

    private String created() throws IOException {
        Map<String, String> all = strictly.parameters("CreateNetworkInterface");
        all.put("VSwitchId", "vsw-a");
        all.put("SecurityGroupIds.1", "sg-1");
        String body = strictly.rpc("POST", all, false).body();
        int at = body.indexOf("\"NetworkInterfaceId\":\"") + 22;
        return body.substring(at, body.indexOf('"', at));
    }

    private void until(String eni, EniStatus status) {
        while (scene.cloud.inspect().eni(EniId.of(eni)).orElseThrow().status() != status) {
            Thread.onSpinWait();
        }
    }

    @Test
    void whatIsSoAlreadyIsTakenAgainAndNothingElse() throws IOException {
        String eni = created();
        assertThat(ask(patiently, "AttachNetworkInterface", eni, "i-a").status())
                .isEqualTo(200);
        until(eni, EniStatus.IN_USE);

        assertThat(ask(patiently, "AttachNetworkInterface", eni, "i-a").status())
                .isEqualTo(200);
        assertThat(ask(strictly, "AttachNetworkInterface", eni, "i-a").code())
                .isEqualTo("InvalidOperation.InvalidEniState");
        Map<String, String> asMember = patiently.parameters("AttachNetworkInterface");
        asMember.put("NetworkInterfaceId", eni);
        asMember.put("InstanceId", "i-a");
        asMember.put("TrunkNetworkInstanceId", "eni-0000002");
        assertThat(patiently.rpc("POST", asMember, false).code()).isEqualTo("InvalidOperation.InvalidEniState");
        assertThat(scene.cloud.inspect().eni(EniId.of(eni)).orElseThrow().status())
                .isEqualTo(EniStatus.IN_USE);
    }

    @Test
    void aDetachIsTakenAgainAsWell() throws IOException {
        String eni = created();
        assertThat(ask(strictly, "DetachNetworkInterface", eni, "i-a").code())
                .isEqualTo("InvalidOperation.InvalidEniState");
        assertThat(ask(patiently, "DetachNetworkInterface", eni, "i-a").status())
                .isEqualTo(200);
        assertThat(ask(patiently, "DetachNetworkInterface", "eni-none", "i-a").code())
                .isEqualTo("InvalidEniId.NotFound");
    }
}
