package dev.podnetwork.k8s.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.InstanceId;
import dev.podnetwork.api.allocation.AllocatedEni;
import dev.podnetwork.api.allocation.Allocation;
import dev.podnetwork.api.allocation.AllocationHalves;
import dev.podnetwork.api.allocation.AllocationPhase;
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
    void theServerForgetsWhoManagesTheFieldsOfAnObjectThatIsAllOurs() {
        Stored<Allocation> stored = decode(OBJECT);
        var head = AllocationHalves.head(stored.record());
        objects.forget(stored.key());
        Doc.Fields written = parsed(objects.head(head, "u-2", stored.version()));
        assertThat(written.fields("metadata").objects("managedFields"))
                .singleElement()
                .satisfies(only -> assertThat(only.fields()).isEmpty());
        assertThat(parsed(objects.status(head, AllocationHalves.status(stored.record()), "u-2", stored.version()))
                        .fields("metadata")
                        .get("managedFields"))
                .isEmpty();
    }

    @Test
    void bothOfOurFinalizersGoAndThoseOfOthersStay() {
        Stored<Allocation> stored = decode(OBJECT.replace(
                "[\"pod-eni\"]", "[\"pod-eni\",\"network.alibabacloud.com/pod-eni\",\"example.com/other\"]"));
        Doc.Fields released =
                parsed(objects.released(AllocationHalves.head(stored.record()), stored.uid(), stored.version()));
        assertThat(released.fields("metadata").texts("finalizers")).containsExactly("example.com/other");
    }

    private static final String BROKEN = OBJECT.replace("\"vSwitchID\":\"vsw-1\",", "")
            .replace("\"phase\":\"Unbind\"", "\"phase\":7,\"instanceID\":\"i-1\"");

    @Test
    void whatCannotBeReadIsNoRecordUntilItIsToGo() {
        assertThatThrownBy(() -> decode(BROKEN)).hasMessageContaining("vSwitchID");

        Stored<Allocation> stored =
                decode(BROKEN.replace("\"uid\":", "\"deletionTimestamp\":\"2026-01-02T00:00:00Z\",\"uid\":"));
        assertThat(stored.deletionRequested()).isTrue();
        assertThat(stored.record().phase()).isEqualTo(AllocationPhase.DETACHING);
        assertThat(stored.record().keep()).isFalse();
        assertThat(stored.record().instance()).isEqualTo(InstanceId.of("i-1"));
        assertThat(stored.record().interfaces())
                .singleElement()
                .satisfies(each -> assertThat(each.eni())
                        .isNotNull()
                        .extracting(AllocatedEni::id)
                        .isEqualTo(EniId.of("eni-1")));
        Doc.Fields released =
                parsed(objects.released(AllocationHalves.head(stored.record()), stored.uid(), stored.version()));
        assertThat(released.fields("metadata").texts("finalizers")).isEmpty();
        assertThat(released.fields("metadata").fields("annotations").fields()).isEmpty();
        assertThat(released.fields("spec").objects("allocations").get(0).text("ipv4"))
                .as("the rest is as it was")
                .contains("10.0.0.7");
    }

    @Test
    void whatNamesNoInterfaceAsksForOneByTagBeforeItGoes() {
        Stored<Allocation> stored = decode("""
                {"metadata":{"name":"web-0","namespace":"team-a","uid":"u-1","resourceVersion":"5","deletionTimestamp":"x"},
                 "spec":{"allocations":["nothing"]}}
                """);
        assertThat(stored.record().interfaces()).singleElement().satisfies(each -> {
            assertThat(each.eni()).isNull();
            assertThat(each.intent()).isEqualTo(1);
        });
    }
}
