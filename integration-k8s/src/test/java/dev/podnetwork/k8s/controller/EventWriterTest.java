package dev.podnetwork.k8s.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.api.PodRef;
import dev.podnetwork.api.ZoneId;
import dev.podnetwork.core.admission.VirtualNodeNeed;
import dev.podnetwork.k8s.client.KubeApi;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said again is one event in a series; what was said a moment ago is not said again; and who says it for virtual nodes. */
class EventWriterTest {
    private static final Subject POD = Subject.pod(PodRef.of("team-a", "web-0"), "u-1");
    private static final EventWriter.Words FULL =
            new EventWriter.Words(true, "PodNetworkWaiting", "AllocIP", "vSwitch vsw-1 is full");

    @TempDir
    private Path directory;

    private final HandEnv env = new HandEnv();
    private RecordingApiServer server;
    private KubeApi api;

    @BeforeEach
    void begin() throws IOException {
        server = new RecordingApiServer();
        api = server.open(env, directory);
    }

    @AfterEach
    void end() {
        api.close();
        server.close();
        env.close();
    }

    private EventWriter process(String instance) {
        return new EventWriter(api, env, "terway-controlplane/pod", instance, () -> true);
    }

    private static EventWriter.Words words(String note) {
        return new EventWriter.Words(true, "PodNetworkWaiting", "AllocIP", note);
    }

    /** Says it, and waits until the server has taken it. */
    private static void say(EventWriter writer, EventWriter.Words words) {
        long before = writer.written();
        writer.write(POD, words);
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (writer.written() == before) {
            assertThat(System.nanoTime()).as("an answer in time").isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    @Test
    void whatIsSaidAgainCountsAndHasANewLastTime() {
        EventWriter writer = process("a");
        say(writer, FULL);
        assertThat(server.await(1))
                .singleElement()
                .asString()
                .startsWith("POST")
                .contains("vsw-1 is full");
        env.pass(Duration.ofMinutes(1));
        say(writer, FULL);
        assertThat(server.await(2).get(1))
                .startsWith("PATCH")
                .contains("\"count\":2", "\"lastObservedTime\":\"2026-01-01T00:01:00.000000Z\"");
        env.pass(Duration.ofMinutes(1));
        say(writer, FULL);
        assertThat(server.await(3).get(2)).startsWith("PATCH").contains("\"count\":3");
    }

    @Test
    void anotherProcessGoesOnWithTheSeries() {
        say(process("a"), FULL);
        say(process("b"), FULL);
        List<String> all = server.await(4);
        assertThat(all.get(1)).startsWith("POST");
        assertThat(all.get(2)).startsWith("GET");
        assertThat(all.get(3)).startsWith("PATCH").contains("\"count\":2");
    }

    @Test
    void whatIsTrueOnceAndForAllIsNotSaidAgain() {
        EventWriter.Words ambiguous =
                new EventWriter.Words(true, "PodNetworkingAmbiguous", "CreatePod", "blue, green", true);
        process("a").write(POD, ambiguous);
        server.await(1);
        EventWriter second = process("b");
        second.write(POD, ambiguous);
        server.await(2);
        second.write(POD, words("the next"));
        assertThat(server.await(3)).allMatch(each -> each.startsWith("POST"));
    }

    @Test
    void whatWasTheLastWordAMomentAgoIsNotSaidAgain() {
        EventWriter writer = process("a");
        say(writer, FULL);
        env.pass(Duration.ofSeconds(20));
        writer.write(POD, FULL);
        say(writer, words("vSwitch vsw-2 is full"));
        assertThat(server.await(2)).hasSize(2).allMatch(each -> each.startsWith("POST"));
        say(writer, FULL);
        assertThat(server.await(3).get(2))
                .as("another word came between")
                .startsWith("PATCH")
                .contains("\"count\":2");
    }

    @Test
    void whatTheServerForgotBeginsAnew() {
        EventWriter writer = process("a");
        say(writer, FULL);
        server.forget();
        env.pass(Duration.ofMinutes(61));
        say(writer, FULL);
        List<String> all = server.await(3);
        assertThat(all.get(1)).startsWith("PATCH");
        assertThat(all.get(2)).startsWith("POST").contains("\"eventTime\":\"2026-01-01T01:01:00.000000Z\"");
    }

    @Test
    void missingVirtualNodesAreSaidOnceAMinuteForAnAreaAndCountedForEachPod() {
        VirtualNodeSignal signal = new VirtualNodeSignal(api, env, "terway-controlplane", "a");
        VirtualNodeNeed inA = new VirtualNodeNeed(List.of(ZoneId.of("zone-a")));
        VirtualNodeNeed anywhere = new VirtualNodeNeed(List.of());
        for (int i = 0; i < 5; i++) {
            signal.virtualNodeNeeded(PodRef.of("team-a", "web-" + i), inA);
        }
        signal.virtualNodeNeeded(PodRef.of("team-b", "web"), inA);
        signal.virtualNodeNeeded(PodRef.of("team-a", "web"), anywhere);
        List<String> all = server.await(3);
        assertThat(all)
                .hasSize(3)
                .allMatch(each -> each.contains("\"reason\":\"VirtualNodeNeeded\"")
                        && each.contains("\"kind\":\"Namespace\"")
                        && each.contains("\"reportingController\":\"terway-controlplane/webhook\""))
                .anyMatch(each -> each.contains("needed in zone zone-a for pods of namespace team-a"))
                .anyMatch(each -> each.contains("needed in zone zone-a for pods of namespace team-b"))
                .anyMatch(each -> each.contains("in any zone for pods of namespace team-a"));
        assertThat(signal.needed()).isEqualTo(Map.of(inA.anyOf(), 6L, anywhere.anyOf(), 1L));

        env.pass(Duration.ofSeconds(61));
        signal.virtualNodeNeeded(PodRef.of("team-a", "web-9"), inA);
        assertThat(server.await(requests -> requests.stream().anyMatch(each -> each.startsWith("PATCH"))))
                .last()
                .asString()
                .contains("\"count\":2");
        assertThat(signal.needed()).containsEntry(inA.anyOf(), 7L);
    }
}
