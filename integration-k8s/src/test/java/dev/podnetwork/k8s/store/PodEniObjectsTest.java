package dev.podnetwork.k8s.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.api.allocation.Allocation;
import dev.podnetwork.api.allocation.AllocationHalves;
import dev.podnetwork.k8s.client.JsonTrees;
import dev.podnetwork.k8s.tree.Doc;
import dev.podnetwork.k8s.tree.Json;
import dev.podnetwork.k8s.tree.Position;
import dev.podnetwork.spi.Stored;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Objects of others keep what is not ours through our writes; objects of ours cost no memory. */
class PodEniObjectsTest {
    private static final String OBJECT = """
            {"apiVersion":"network.alibabacloud.com/v1beta1","kind":"PodENI",
             "metadata":{"name":"web-0","namespace":"team-a","uid":"u-1","resourceVersion":"5",
              "managedFields":[{"manager":"x"}],"finalizers":["pod-eni"],"labels":{"team":"x"}},
             "spec":{"zone":"z","allocations":[{"eni":{"id":"eni-1","mac":"m","vSwitchID":"vsw-1","securityGroupIDs":["sg-1"]},
              "ipv4":"10.0.0.7","extraConfig":{"k":"v"},"allocationType":{"type":"Fixed","releaseStrategy":"Never"}}]},
             "status":{"phase":"Unbind","eniInfos":{"eni-1":{"id":"eni-1","status":"Unbind","vfID":3}}}}
            """;

    private final PodEniObjects objects = new PodEniObjects();

    private Stored<Allocation> decode(String json) {
        return objects.decode(JsonTrees.object(json.getBytes(StandardCharsets.UTF_8)));
    }

    private static Doc.Fields parsed(String json) {
        return (Doc.Fields) Json.parse(json, Position.NOWHERE);
    }

    @Test
    void whatIsNotOursIsWrittenBack() {
        Stored<Allocation> stored = decode(OBJECT);
        var head = AllocationHalves.head(stored.record());

        Doc.Fields written = parsed(objects.head(head, stored.uid(), stored.version()));

        assertThat(written.fields("metadata").text("resourceVersion")).contains("5");
        assertThat(written.fields("metadata").text("uid")).contains("u-1");
        assertThat(written.fields("metadata").fields("labels").text("team")).contains("x");
        assertThat(written.fields("metadata").texts("finalizers")).containsExactly("pod-eni");
        assertThat(written.fields("metadata").get("managedFields")).isEmpty();
        assertThat(written.fields("spec")
                        .objects("allocations")
                        .get(0)
                        .fields("extraConfig")
                        .text("k"))
                .contains("v");
        Doc.Fields status =
                parsed(objects.status(head, AllocationHalves.status(stored.record()), stored.uid(), stored.version()));
        assertThat(status.get("spec")).as("a status write carries nothing else").isEmpty();
        assertThat(status.fields("status").fields("eniInfos").fields("eni-1").whole("vfID"))
                .contains(3L);
    }

    @Test
    void onlyObjectsWithMoreThanOursAreKept() {
        Stored<Allocation> stored = decode(OBJECT);
        assertThat(objects.foreign()).isEqualTo(1);
        objects.forget(stored.key());
        var head = AllocationHalves.head(stored.record());
        String ours = objects.create(head)
                .replaceFirst("\"metadata\":\\{", "\"metadata\":{\"uid\":\"u-2\",\"resourceVersion\":\"9\",");
        decode(ours);
        assertThat(objects.foreign()).isZero();
    }

    @Test
    void bothOfOurFinalizersGoAndThoseOfOthersStay() {
        Stored<Allocation> stored = decode(OBJECT.replace(
                "[\"pod-eni\"]", "[\"pod-eni\",\"network.alibabacloud.com/pod-eni\",\"example.com/other\"]"));
        Doc.Fields released =
                parsed(objects.released(AllocationHalves.head(stored.record()), stored.uid(), stored.version()));
        assertThat(released.fields("metadata").texts("finalizers")).containsExactly("example.com/other");
    }
}
