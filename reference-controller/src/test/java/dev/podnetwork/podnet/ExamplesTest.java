package dev.podnetwork.podnet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.k8s.tree.Doc;
import dev.podnetwork.podnet.input.Schemas;
import dev.podnetwork.podnet.input.YamlReader;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExamplesTest {
    @Test
    void aFixedAddressComesBackOnAnotherNodeOfTheZoneAndIsLostAfterItsTimeToLive() {
        Cli run = Cli.simulate(Cli.example("trunk-fixed-ip"));

        List<String> addresses = run.addresses("shop/orders-1");
        List<String> nodes = run.nodes("shop/orders-1");
        assertThat(run.exitCode()).isZero();
        assertThat(addresses).hasSize(4);
        assertThat(addresses.subList(0, 3))
                .as("drained, then away for 10 minutes")
                .containsOnly(addresses.get(0));
        assertThat(nodes.get(1)).as("drained").isNotEqualTo(nodes.get(0));
        assertThat(addresses.get(3))
                .as("away for 30 minutes with 20 minutes to live")
                .isNotEqualTo(addresses.get(0));
        assertThat(run.reasons("shop/orders-1", "REMOVED")).hasSize(1);
        assertThat(run.bound()).isEqualTo(2);
    }

    @Test
    void aNeverAddressStaysUntilItsRecordIsDeleted() {
        Cli before = Cli.simulate(Cli.example("trunk-fixed-ip"), "--until", "99m");
        assertThat(before.summaryList("retained"))
                .singleElement()
                .satisfies(each -> assertThat(each.text("pod")).contains("shop/edge-0"));

        Cli after = Cli.simulate(Cli.example("trunk-fixed-ip"));
        assertThat(after.summaryList("retained")).isEmpty();
        assertThat(after.reasons("shop/edge-0", "REMOVED")).hasSize(1);
        assertThat(use(after, "vsw-edge").whole("used")).contains(0L);
    }

    @Test
    void anExclusiveNodeHoldsSevenPodsAndTheOthersSayThatTheyFindNoNode() {
        Cli early = Cli.simulate(Cli.example("exclusive-pool"), "--until", "9m");
        assertThat(early.bound()).isEqualTo(7);
        assertThat(early.summaryList("waiting")).hasSize(2).allSatisfy(each -> {
            assertThat(each.text("scarce")).contains("NODE_SLOT aliyun/eni");
            assertThat(each.text("state")).contains("unscheduled");
        });

        Cli late = Cli.simulate(Cli.example("exclusive-pool"));
        assertThat(late.bound()).isEqualTo(9);
        assertThat(late.out()).contains("\"type\":\"Secondary\"").doesNotContain("\"type\":\"Member\"");
    }

    @Test
    void aFixedAddressOnALingjunNodeComesBackOnAnotherOneThroughEflo() {
        Cli early = Cli.simulate(Cli.example("lingjun-fixed-ip"), "--until", "5m");
        assertThat(early.bound()).isEqualTo(3);
        assertThat(early.out()).contains("\"id\":\"leni-").doesNotContain("\"id\":\"eni-");
        assertThat(addresses(early, "default/trainer-0")).hasSize(1);

        Cli late = Cli.simulate(Cli.example("lingjun-fixed-ip"));
        assertThat(late.bound()).isEqualTo(2);
        assertThat(addresses(late, "default/trainer-0")).isEqualTo(addresses(early, "default/trainer-0"));
        assertThat(late.summary().whole("enisLeft")).contains(2L);
        assertThat(late.reasons("default/trainer-1", "ATTACHING"))
                .as("back on another node")
                .anyMatch(reason -> reason.contains("the same as before"));
        assertThat(late.reasons("default/trainer-1", "REMOVED"))
                .as("expired, and what failed to be made")
                .hasSize(2);
    }

    /** The addresses a pod was bound with, and their interfaces. */
    private static Set<String> addresses(Cli run, String pod) {
        return new TreeSet<>(run.reasons(pod, "BOUND"));
    }

    @Test
    void anElasticPodComesBackWithAnotherInterfaceAndLeavesNothing() {
        Cli run = Cli.simulate(Cli.example("elastic-deployment"));
        assertThat(run.bound()).isEqualTo(1);
        assertThat(run.summary().whole("enisLeft")).contains(1L);
        assertThat(use(run, "vsw-web").whole("used")).contains(1L);
        assertThat(run.list("timeline"))
                .filteredOn(each -> each.text("phase").orElseThrow().equals("BOUND"))
                .extracting(each -> each.text("reason").orElseThrow().split("[()]")[1])
                .as("the interfaces")
                .hasSize(7)
                .doesNotHaveDuplicates();
    }

    @Test
    void podsWaitForADryVSwitchAndOneGoesOnWhenAnAddressComesBack() {
        Cli early = Cli.simulate(Cli.example("vswitch-runs-dry"), "--until", "9m");
        assertThat(early.bound()).isEqualTo(12);
        assertThat(use(early, "vsw-small").whole("free")).contains(0L);
        assertThat(early.summaryList("waiting"))
                .hasSize(3)
                .allSatisfy(each -> assertThat(each.text("scarce")).contains("VSWITCH_ADDRESS vsw-small"));

        Cli late = Cli.simulate(Cli.example("vswitch-runs-dry"));
        assertThat(late.bound()).isEqualTo(12);
        assertThat(late.reasons("default/batch-0", "BOUND")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"trunk-fixed-ip", "exclusive-pool", "elastic-deployment", "vswitch-runs-dry", "lingjun-fixed-ip"
            })
    void everyResultingObjectFitsThePublishedSchemaAndTheSameSeedGivesTheSameStory(String name) {
        Cli once = Cli.podnet("simulate", Cli.example(name).toString(), "-o", "yaml");
        assertThat(once.exitCode()).isZero();
        List<Doc> objects = YamlReader.read("out.yaml", once.out());
        assertThat(objects).isNotEmpty().allSatisfy(each -> Schemas.podEni().check((Doc.Fields) each));

        assertThat(Cli.simulate(Cli.example(name), "--seed", "7").out())
                .isEqualTo(Cli.simulate(Cli.example(name), "--seed", "7").out());
    }

    private static Doc.Fields use(Cli run, String vSwitch) {
        return run.summaryList("vSwitches").stream()
                .filter(each -> each.text("id").orElseThrow().equals(vSwitch))
                .findFirst()
                .orElseThrow();
    }
}
