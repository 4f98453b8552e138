package dev.podnetwork.k8s.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.api.PodRef;
import dev.podnetwork.k8s.client.RequestLine.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who goes first to the API server, and how many at once. */
class RequestLineTest {
    private final RequestLine line = new RequestLine(2);
    private final List<String> sent = new ArrayList<>();

    private void submit(Turn turn, String name) {
        line.submit(turn, () -> sent.add(name));
    }

    @Test
    void noMoreThanSoManyAreUnderWay() {
        for (int i = 0; i < 5; i++) {
            submit(Turn.NEXT, "n" + i);
        }
        assertThat(sent).containsExactly("n0", "n1");
        line.ended();
        assertThat(sent).containsExactly("n0", "n1", "n2");
    }

    @Test
    void whatEndsSomethingGoesBeforeWhatBeginsSomething() {
        submit(Turn.LAST, "create 1");
        submit(Turn.LAST, "create 2");
        submit(Turn.LAST, "create 3");
        submit(Turn.NEXT, "status 1");
        line.ended();
        line.ended();
        assertThat(sent).containsExactly("create 1", "create 2", "status 1", "create 3");
    }

    @Test
    void aLeaseWaitsForNobody() {
        submit(Turn.NEXT, "n0");
        submit(Turn.NEXT, "n1");
        submit(Turn.NOW, "lease");
        submit(Turn.NEXT, "n2");
        assertThat(sent).containsExactly("n0", "n1", "lease");
        line.ended();
        assertThat(sent).doesNotContain("n2");
        line.ended();
        assertThat(sent).contains("n2");
    }

    @Test
    void requestsThatEndAtOnceDoNotPileUpOnTheStack() {
        for (int i = 0; i < 2; i++) {
            submit(Turn.NEXT, "open");
        }
        for (int i = 0; i < 100_000; i++) {
            line.submit(Turn.NEXT, () -> {
                sent.add("at once");
                line.ended();
            });
        }
        line.ended();
        assertThat(sent).hasSize(100_002);
    }

    @Test
    void theTurnFollowsFromTheRequest() {
        String pod = KubePaths.podEni(PodRef.of("team-a", "web-0"));
        assertThat(Turn.of(KubeRequest.put(KubePaths.leases("kube-system") + "/podnet", "{}")))
                .isEqualTo(Turn.NOW);
        assertThat(Turn.of(KubeRequest.post(KubePaths.podEnis("team-a"), "{}"))).isEqualTo(Turn.LAST);
        assertThat(List.of(
                        Turn.of(KubeRequest.put(pod + "/status", "{}")),
                        Turn.of(KubeRequest.delete(pod, "{}")),
                        Turn.of(KubeRequest.get(pod, Map.of()))))
                .containsOnly(Turn.NEXT);
    }
}
