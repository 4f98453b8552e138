package dev.podnetwork.podnet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.podnet.nodesim.NodeReport;
import dev.podnetwork.podnet.nodesim.NodeScenario;
import dev.podnetwork.podnet.nodesim.NodeScenarios;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class NodeSimCommandTest {
    private static final int BURSTS = 24;

    @TempDir
    Path folder = Path.of("");

    private static String run(String... args) {
        StringWriter out = new StringWriter();
        CommandLine line = Podnet.commandLine();
        line.setOut(new PrintWriter(out));
        assertThat(line.execute(args)).isZero();
        return out.toString();
    }

    /** Raw: the last pod's time over that of a plan that hesitates nowhere and knows of each attach at once. */
    @Test
    void aBurstIsServedWithinTheShortestPlanWhateverTheSeed() {
        double sum = 0;
        for (int seed = 1; seed <= BURSTS; seed++) {
            NodeReport report = NodeScenarios.play(NodeScenario.S1, seed, 0);
            assertThat(report.served()).isEqualTo(110);
            assertThat(report.overAllocated()).isZero();
            assertThat(report.peakAddresses()).isEqualTo(110);
            assertThat(figure(report, "ratio")).as("seed %d", seed).isLessThanOrEqualTo(1.2);
            sum += figure(report, "ratio");
        }
        assertThat(sum / BURSTS).isLessThan(1.13);
    }

    private static double figure(NodeReport report, String name) {
        return Double.parseDouble(String.valueOf(report.findings().get(name)));
    }

    @Test
    void aShortVSwitchServesWhatItHasAndSaysWhyTheOthersWait() {
        NodeReport report = NodeScenarios.play(NodeScenario.S4, 1, 0);

        assertThat(report.served()).isEqualTo(50);
        assertThat(report.findings().get("whyTheLastPodWaits")).contains("vsw-0");
    }

    @Test
    void crashesAndStaleReadsLeakNothing() {
        for (NodeScenario each : new NodeScenario[] {NodeScenario.S5, NodeScenario.S6}) {
            NodeReport report = NodeScenarios.play(each, 1, 60);
            assertThat(report.findings())
                    .containsEntry("leakedAddresses", "0")
                    .containsEntry("duplicatedAddresses", "0");
        }
    }

    @Test
    void prefixesComeBack() {
        NodeReport report = NodeScenarios.play(NodeScenario.S7, 1, 0);

        assertThat(report.served()).isGreaterThanOrEqualTo(464);
        assertThat(report.findings().get("prefixesReturnedAtTheEnd")).isNotEqualTo("0");
    }

    @Test
    void theSameSeedGivesTheSameReport() {
        assertThat(NodeScenarios.play(NodeScenario.S1, 7, 0)).isEqualTo(NodeScenarios.play(NodeScenario.S1, 7, 0));
    }

    @Test
    void aLongScenarioSaysHowFarItIsAndALossIsAnError() {
        List<String> told = new ArrayList<>();
        NodeReport report = NodeScenarios.play(
                NodeScenario.S5, 1, 3, (what, done, of) -> told.add(done + " of " + of + " " + what));

        assertThat(told).contains("3 of 3 crash points");
        assertThat(report.isSound()).isTrue();
    }

    @Test
    void badValuesAreRefusedWithWhatToWrite() {
        assertThat(Cli.podnet("node-sim", "S9").err()).contains("there is no scenario S9: write S1 to S7");
        for (String[] bad : new String[][] {
            {"node-sim", "S9"},
            {"node-sim", "S1", "--size", "-1"},
            {"node-sim", "S1", "--size", "3"},
            {"node-sim", "S3", "--size", "5001"},
            {"node-sim", "S1", "--plot", folder.toString()},
            {"node-sim", "S1", "-o", "xml"},
            {"node-sim", "S1", "--plot", folder.resolve("there/is/none.svg").toString()}
        }) {
            Cli run = Cli.podnet(bad);
            assertThat(run.exitCode()).as(String.join(" ", bad)).isEqualTo(2);
            assertThat(run.err()).isNotBlank().doesNotContain("Exception");
        }
    }

    /** What old reads hide serves nobody and is replaced: nothing beyond that is asked for. */
    @Test
    void staleReadsCostNoMoreThanWhatTheyHide() {
        NodeReport report = NodeScenarios.play(NodeScenario.S6, 1, 0);

        assertThat((double) report.overAllocated()).isLessThanOrEqualTo(figure(report, "ofThemInDoubtAtThePeak"));
    }

    @Test
    void aScenarioIsPlayedOnceHoweverItIsWrittenAndFiguresAreNumbers() {
        String json = run("node-sim", "s1", "S1", "-q", "-o", "json");

        assertThat(json.split("\"scenario\"", -1)).hasSize(2);
        assertThat(json).containsPattern("\"ratio\":1\\.\\d+");
    }

    @Test
    void moreNodesThanOneVSwitchHoldsAreServed() {
        NodeReport report = NodeScenarios.play(NodeScenario.S3, 1, 900);

        assertThat(report.served()).isEqualTo(18_000);
    }

    @Test
    void itPrintsATableJsonAndYamlAndDrawsAPlot() throws IOException {
        Path plot = folder.resolve("plot.svg");

        assertThat(run("node-sim", "S1", "--plot", plot.toString())).contains("P99 ms", "S1  burst");
        assertThat(run("node-sim", "S1", "-o", "json")).contains("\"scenario\"");
        assertThat(run("node-sim", "S1", "-o", "yaml")).contains("scenario: S1");
        assertThat(Files.readString(plot)).startsWith("<svg").contains("polyline");
    }
}
