package dev.podnetwork.k8s.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.podnetwork.api.allocation.AllocationHalves.Head;
import dev.podnetwork.api.allocation.AllocationHalves.Status;
import dev.podnetwork.api.allocation.Attached;
import dev.podnetwork.k8s.client.JsonTrees;
import dev.podnetwork.k8s.tree.Doc;
import dev.podnetwork.k8s.tree.Plain;
import dev.podnetwork.k8s.tree.Position;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** W44: the VLAN id stays after unbind, and {@code status.msg} never explains anything. Not here. */
class W44StatusExplainsTest {
    private static final String BOUND = """
            {"metadata":{"name":"web-0","namespace":"team-a"},
             "spec":{"zone":"z","allocations":[{"eni":{"id":"eni-1","vSwitchID":"vsw-1","securityGroupIDs":["sg-1"]},
              "ipv4":"10.0.0.7","allocationType":{"type":"Fixed","releaseStrategy":"TTL","releaseAfter":"1h"}}]},
             "status":{"phase":"Bind","instanceID":"i-1","trunkENIID":"eni-t",
              "eniInfos":{"eni-1":{"id":"eni-1","type":"Member","status":"Bind","vid":1001}}}}
            """;

    private final Doc.Fields object = JsonTrees.object(BOUND.getBytes(StandardCharsets.UTF_8));
    private final Head head = PodEniCodec.decodeHead(object);
    private final Status unbound =
            new Status("Unbind", null, null, Instant.parse("2026-01-01T00:00:00Z"), Arrays.asList((Attached) null));

    private static void explains(Doc.Fields status) {
        assertThat(status.fields("eniInfos").fields("eni-1").get("vid"))
                .as("no VLAN id off the node")
                .isEmpty();
        assertThat(status.text("msg").orElse(""))
                .as("why the record is there and for how long")
                .contains("kept")
                .contains("2026-01-01T01:00:00Z");
    }

    private Doc.Fields written(Status status, Map<String, @Nullable Object> over) {
        return Plain.fields(PodEniCodec.encodeStatus(head, status, over), Position.NOWHERE)
                .fields("status");
    }

    @Test
    void aRecordWithoutAPodSaysWhyItIsThereAndNoVlanId_W44() {
        explains(written(unbound, Plain.map(object)));
    }

    @Test
    void theMessageGoesWhenThePodIsBack_W44() {
        Map<String, @Nullable Object> kept = PodEniCodec.encodeStatus(head, unbound, Plain.map(object));
        assertThat(written(PodEniCodec.decodeStatus(object), kept).get("msg")).isEmpty();
    }

    @Test
    void aWriterThatOnlyChangesThePhaseIsCaught_W44() {
        Map<String, @Nullable Object> weak = new LinkedHashMap<>(Plain.map(object.fields("status")));
        weak.put("phase", "Unbind");
        assertThatThrownBy(() -> explains(Plain.fields(weak, Position.NOWHERE))).isInstanceOf(AssertionError.class);
    }
}
