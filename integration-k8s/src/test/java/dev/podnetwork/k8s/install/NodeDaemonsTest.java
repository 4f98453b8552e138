package dev.podnetwork.k8s.install;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.k8s.client.KubeAnswer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NodeDaemonsTest {
    private static CheckLine check(String... images) {
        List<String> pods = new ArrayList<>();
        for (String image : images) {
            pods.add("{\"spec\":{\"containers\":[{\"name\":\"terway\",\"image\":\"" + image + "\"}]}}");
        }
        return answer(200, "{\"items\":[" + String.join(",", pods) + "]}");
    }

    private static CheckLine answer(int code, String body) {
        return NodeDaemons.of(new KubeAnswer.Replied(code, body.getBytes(StandardCharsets.UTF_8), Instant.EPOCH));
    }

    @Test
    void anOlderDaemonIsAWarningThatNamesIt_H5() {
        CheckLine line = check("registry:5000/acs/terway:v1.11.2@sha256:0123", "registry:5000/acs/terway:v1.12.0");

        assertThat(line.level()).isEqualTo(CheckLine.Level.WARNING);
        assertThat(line.text()).contains("[v1.11.2]").contains("v1.11.3");
    }

    @Test
    void daemonsThatReportAreNamed_H5() {
        assertThat(check("acs/terway:v1.11.3", "acs/terway:v1.12", "acs/terway").toString())
                .contains("OK", "[latest, v1.11.3, v1.12]");
        assertThat(check().text()).contains("no node daemon");
    }

    @Test
    void whatCannotBeReadIsAnError() {
        assertThat(answer(403, "{\"kind\":\"Status\",\"message\":\"pods is forbidden\"}")
                        .toString())
                .contains("ERROR", "pods is forbidden");
        assertThat(NodeDaemons.of(new KubeAnswer.Lost(false, "refused")).level())
                .isEqualTo(CheckLine.Level.ERROR);
    }
}
