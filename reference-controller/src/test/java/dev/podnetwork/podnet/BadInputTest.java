package dev.podnetwork.podnet;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What cannot be used is said in exactly one line with file and line, and nothing is printed as a result. */
class BadInputTest {
    private static final String POLICY = "apiVersion: network.alibabacloud.com/v1beta1\nkind: PodNetworking\n";
    private static final String SCENARIO = "apiVersion: podnetwork.dev/v1alpha1\nkind: Scenario\nspec:\n";

    @TempDir
    Path directory;

    static Stream<Arguments> inputs() {
        return Stream.of(
                Arguments.of(
                        "fragment of eni_conf",
                        """
                        apiVersion: v1
                        kind: ConfigMap
                        metadata: {name: eni-config, namespace: kube-system}
                        data:
                          eni_conf: |
                            {
                              "version": "1",
                              ...
                              "enable_eni_trunking": true
                            }
                        """,
                        8,
                        "found '...' where JSON needs a field name in double quotes; write a complete JSON object"),
                Arguments.of(
                        "no name",
                        POLICY + "spec: {eniOptions: {eniType: ENI}}\n",
                        1,
                        "the PodNetworking has no metadata.name; give it a name"),
                Arguments.of(
                        "placeholder as a name",
                        "apiVersion: v1\nkind: Pod\nmetadata:\n  name: <pod name>\n",
                        4,
                        "metadata.name is \"<pod name>\"; use lower-case letters, digits, '-' and '.', a letter or digit at both ends"),
                Arguments.of(
                        "key without its colon",
                        POLICY + "metadata:\n  name: a\nspec\n  selector:\n    podSelector: {}\n",
                        5,
                        "'spec' has no ':'; write it as 'key: value'"),
                Arguments.of(
                        "key without its colon, deep",
                        POLICY
                                + "metadata:\n  name: a\nspec:\n  selector:\n    podSelector\n      matchLabels:\n        a: b\n",
                        7,
                        "'podSelector' has no ':'; write it as 'key: value'"),
                Arguments.of(
                        "wrong enum",
                        POLICY + "metadata: {name: a}\nspec:\n  allocationType:\n    type: Sticky\n",
                        6,
                        "spec.allocationType.type is the text \"Sticky\"; use one of Elastic, Fixed"),
                Arguments.of(
                        "unknown field",
                        POLICY + "metadata: {name: a}\nspec:\n  vSwitchOption: [vsw-1]\n",
                        5,
                        "spec has an unknown field vSwitchOption; did you mean vSwitchOptions?"),
                Arguments.of(
                        "text for a list",
                        POLICY + "metadata: {name: a}\nspec:\n  vSwitchOptions: vsw-1\n",
                        5,
                        "spec.vSwitchOptions is the text \"vsw-1\"; it must be a list, that is lines that begin with '- '"),
                Arguments.of(
                        "bad duration",
                        POLICY + "metadata: {name: a}\nspec:\n  allocationType:\n    type: Fixed\n"
                                + "    releaseStrategy: TTL\n    releaseAfter: 5 minutes\n",
                        8,
                        "PodNetworking a is denied: invalid releaseAfter 5 minutes; correct spec.allocationType.releaseAfter"),
                Arguments.of(
                        "fixed without a strategy",
                        POLICY + "metadata: {name: a}\nspec:\n  allocationType: {type: Fixed}\n",
                        5,
                        "PodNetworking a is denied: releaseStrategy is not set for type Fixed: choose TTL with a releaseAfter, "
                                + "or Never; correct spec.allocationType.releaseStrategy"),
                Arguments.of(
                        "wrong version",
                        "apiVersion: network.alibabacloud.com/v1\nkind: PodNetworking\nmetadata: {name: a}\n",
                        1,
                        "apiVersion is network.alibabacloud.com/v1; use network.alibabacloud.com/v1beta1"),
                Arguments.of(
                        "no kind",
                        "apiVersion: v1\nmetadata: {name: a}\n",
                        1,
                        "the document has no kind; give a Kubernetes object with apiVersion and kind"),
                Arguments.of(
                        "not an object",
                        "just words\n",
                        1,
                        "the document is the text \"just words\"; give a Kubernetes object with apiVersion and kind"),
                Arguments.of(
                        "replicas in words",
                        "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\nspec:\n"
                                + "  replicas: three\n  template: {spec: {}}\n",
                        5,
                        "replicas is the text \"three\"; it must be a whole number, without quotes"),
                Arguments.of(
                        "unknown field of Cloud",
                        "apiVersion: podnetwork.dev/v1alpha1\nkind: Cloud\nspec:\n  vswitches: []\n",
                        4,
                        "spec has an unknown field vswitches; did you mean vSwitches?"),
                Arguments.of(
                        "overlap",
                        "apiVersion: podnetwork.dev/v1alpha1\nkind: Cloud\nspec:\n  vSwitches:\n"
                                + "  - {id: a, zone: z, cidr: 10.0.0.0/16}\n  - {id: b, zone: z, cidr: 10.0.1.0/24}\n",
                        6,
                        "10.0.1.0/24 overlaps 10.0.0.0/16 of a; choose another block"),
                Arguments.of(
                        "no such pod",
                        SCENARIO + "  steps:\n  - {at: 1m, do: delete pod nobody}\n",
                        5,
                        "there is no pod default/nobody; declare it in a manifest"),
                Arguments.of(
                        "no such time",
                        SCENARIO + "  steps:\n  - at: soon\n    do: restart controller\n",
                        5,
                        "\"soon\" is not a duration; write for example 90s, 10m or 1h30m, at most a year"),
                Arguments.of(
                        "tab",
                        "apiVersion: v1\nkind: Pod\nmetadata:\n\tname: a\n",
                        4,
                        "the line is indented by a tab; indent by spaces"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("inputs")
    void isSaidInOneLine(String name, String text, int line, String message) {
        Path file = Cli.write(directory, "in.yaml", text);
        Cli run = Cli.podnet("simulate", file.toString());
        assertThat(run.err()).isEqualTo(file + ":" + line + ": " + message + System.lineSeparator());
        assertThat(run.out()).isEmpty();
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "network.alibabacloud.com/v1beta1 PodNetworking {vSwitchOptions: [\"\"], securityGroupIDs: [sg-1]}",
                "podnetwork.dev/v1alpha1 Cloud {vpc: \"\"}",
                "podnetwork.dev/v1alpha1 Cloud {vSwitches: [{id: a, zone: b, cidr: 10.0.0.0/24, ipv6Cidr: \"::::/64\"}]}",
                "podnetwork.dev/v1alpha1 Cloud {vSwitches: [{id: a, zone: b, cidr: 10.0.0.300/24}]}",
                "podnetwork.dev/v1alpha1 Cloud {securityGroups: [{id: \"\"}]}",
                "podnetwork.dev/v1alpha1 Cloud {latencies: {attach: ..2s}}",
                "v1 Pod {containers: x}"
            })
    void blankAndImpossibleValuesAreTheInputsFault(String object) {
        String[] parts = object.split(" ", 3);
        String text =
                "apiVersion: " + parts[0] + "\nkind: " + parts[1] + "\nmetadata: {name: a}\nspec: " + parts[2] + "\n";
        Path file = Cli.write(directory, "in.yaml", text);
        Cli run = Cli.podnet("simulate", file.toString());
        assertThat(run.exitCode()).as(run.err()).isEqualTo(1);
        assertThat(run.err()).startsWith(file + ":").hasLineCount(1);
    }

    @Test
    void namesAndInstancesBelongToOneObject() {
        String node = "apiVersion: v1\nkind: Node\nmetadata: {name: NAME}\nspec: {providerID: r.i-1}\n---\n";
        Path file = Cli.write(directory, "in.yaml", node.replace("NAME", "a") + node.replace("NAME", "b"));
        assertThat(Cli.podnet("simulate", file.toString()).err())
                .isEqualTo(file + ":6: Node default/b cannot be: instance i-1 is behind node a already; correct that"
                        + System.lineSeparator());
        String pod = "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: []}\n---\n";
        String set = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\nspec: {template: {spec: {}}}\n";
        Cli.write(directory, "in.yaml", pod + set);
        assertThat(Cli.podnet("simulate", file.toString()).err())
                .startsWith(file + ":6: Deployment default/a has the name of the Pod at " + file + ":1; ");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "vSwitches: [{id: a, zone: z, cidr: 10.0.0.0/24}, {id: a, zone: z, cidr: 10.0.1.0/24}]",
                "vSwitches: [{id: a, zone: z, cidr: 10.0.0.0/24, ipv6Cidr: \"fd00::/64\"}, "
                        + "{id: b, zone: z, cidr: 10.0.1.0/24, ipv6Cidr: \"fd00::/64\"}]",
                "securityGroups: [{id: a}, {id: a, maxAddresses: 5}]",
                "instances: [{id: i, type: ecs.g7.xlarge, zone: z}, {id: i, type: ecs.g7.xlarge, zone: y}]",
                "instanceTypes: [{name: a, eniQuantity: 2, eniTotalQuantity: 2}, "
                        + "{name: a, eniQuantity: 3, eniTotalQuantity: 3}]",
                "latencies: {attach: 1s..2s..3s}"
            })
    void whatACloudDeclaresTwiceIsAnError(String spec) {
        Path file = Cli.write(
                directory, "in.yaml", "apiVersion: podnetwork.dev/v1alpha1\nkind: Cloud\nspec:\n  " + spec + "\n");
        Cli run = Cli.podnet("simulate", file.toString());
        assertThat(run.exitCode()).as(run.err()).isEqualTo(1);
        assertThat(run.err()).startsWith(file + ":4: ").hasLineCount(1);
    }

    @Test
    void aCharacterThatIsNoTextIsNamedWithItsLine() {
        Path file = Cli.write(directory, "in.yaml", "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\n\0");
        assertThat(Cli.podnet("simulate", file.toString()).err())
                .isEqualTo(file + ":4: this is not YAML: the character U+0000 may not stand in it; correct it"
                        + System.lineSeparator());
    }

    @Test
    void aListWithoutItemsSaysSo() {
        Path file = Cli.write(directory, "in.yaml", "apiVersion: v1\nkind: List\n");
        assertThat(Cli.podnet("simulate", file.toString()).err())
                .startsWith(file + ":1: the List has no items; ")
                .hasLineCount(1);
    }

    @Test
    void anAliasBombIsRefused() {
        StringBuilder bomb =
                new StringBuilder("apiVersion: v1\nkind: Pod\nmetadata: {name: a}\na0: &a0 [x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 9; i++) {
            bomb.append("a").append(i).append(": &a").append(i).append(" [");
            bomb.append(("*a" + (i - 1) + ", ").repeat(8)).append("x]\n");
        }
        Cli run = Cli.podnet(
                "simulate", Cli.write(directory, "bomb.yaml", bomb.toString()).toString());
        assertThat(run.err())
                .contains("too large once its aliases are expanded")
                .hasLineCount(1);
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void aWrongCommandLineIsAnotherExitCode() {
        assertThat(Cli.podnet("simulate").exitCode()).isEqualTo(2);
        assertThat(Cli.podnet("simulate", "x", "-o", "xml").exitCode()).isEqualTo(2);
        assertThat(Cli.podnet("simulate", "x", "--until", "later").exitCode()).isEqualTo(2);
        assertThat(Cli.podnet().exitCode()).isEqualTo(2);
        Cli missing = Cli.podnet("simulate", directory.resolve("none").toString());
        assertThat(missing.exitCode()).isEqualTo(1);
        assertThat(missing.err()).contains("there is no such file or directory; name an existing one");
    }

    @Test
    void helpAndVersionAreThere() {
        assertThat(Cli.podnet("simulate", "--help").out()).contains("Scenario", "--until");
        assertThat(Cli.podnet("--help").out()).contains("Exit codes");
        assertThat(Cli.podnet("--version").out()).startsWith("podnet ");
    }
}
