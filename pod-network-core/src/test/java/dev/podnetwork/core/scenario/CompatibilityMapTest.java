package dev.podnetwork.core.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Reads {@code docs/compatibility.md}: nothing is missing there, nothing stands there twice, and every test it names exists. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CompatibilityMapTest {
    private static final String PAGE = "docs/compatibility.md";
    private static final String SCENARIOS = String.join(
            " ",
            "A1 A2 A4 A5 A7 A8 A10 A11 A13 A14 A16 A17 A19 A20 A22 A23 A25 A26 A28 A29",
            "B1 B2 B4 B5 B7 B8 B10 B11 B13",
            "C1 C2 C4 C5 C7",
            "D1 D2 D4 D5 D7 D8 D10 D11 D13 D14 D16 D17 D19 D20",
            "E1 E2 E4 E5 E7 E8 E10 E11 E13 E14 E16 E17 E19 E20 E22 E23 E25 E26 E28 E29 E31 E32 E34 E35",
            "F1 F2 F4 F5 F7 F8 F10 F11 F13 F14 F16 F17",
            "G1 G2 G4 G5 G7 G8 G10 G11",
            "H1 H2 H4 H5 H7 H8 H10 H11 H13 H14 H16 H17 H19 H20 H22 H23 H25 H26 H28 H29 H31 H32 H34 H35 H37 H38 H40",
            "H41 H43 H44 H46 H47 H49 H50 H52 H53 H55",
            "I1 I2 I4 I5 I7 I8 I10 I11 I13 I14",
            "J1 J2 J4 J5 J7 J8 J10 J11 J13",
            "K1 K2 K4 K5 K7 K8 K10 K11 K13",
            "L1 L2 L4 L5 L7 L8 L10 L11");
    private static final String WEAKNESSES = String.join(
            " ",
            "W1 W2 W3 W4 W5 W6 W7 W8 W9 W10 W11 W12 W13 W14 W15 W16 W17 W18 W19 W20 W21 W22 W23 W24 W25 W26 W27",
            "W28 W29 W30 W31 W32 W33 W35 W36 W37 W39 W40 W41 W42 W43 W44 W48 W49 W50 W51 W52");
    /** Decisions by which the product differs on purpose from what exists. */
    private static final int DECISIONS = 19;

    private static final Pattern ROW = Pattern.compile("(?m)^\\| ([A-Z]\\d+) \\|[^|]*\\|([^|]*)\\|$");
    private static final Pattern NAMED = Pattern.compile("`(\\w+)(?:#(\\w+))?`");
    private static final Pattern WAY =
            Pattern.compile("`\\w+(#\\w+)?`|decision (\\d+)|later: (wire|Kubernetes|node IPAM|decisions)");

    private Path root = Path.of("");
    private String page = "";
    private final Map<String, String> sources = new TreeMap<>();

    @BeforeAll
    void read() throws IOException {
        root = Path.of(System.getProperty("user.dir")).toAbsolutePath();
        while (!Files.exists(root.resolve(PAGE))) {
            root = root.getParent();
            assertThat(root).as("a folder above user.dir that holds " + PAGE).isNotNull();
        }
        page = Files.readString(root.resolve(PAGE));
        try (Stream<Path> all = Files.walk(root)) {
            List<Path> tests = all.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> root.relativize(file).toString().contains("src/test/java"))
                    .toList();
            for (Path file : tests) {
                sources.put(file.getFileName().toString().replace(".java", ""), Files.readString(file));
            }
        }
    }

    private Map<String, List<String>> rows(String heading, String end) {
        int from = page.indexOf("\n## " + heading);
        assertThat(from).as("section '" + heading + "' of " + PAGE).isNotNegative();
        int to = end.isEmpty() ? page.length() : page.indexOf("\n## " + end);
        Map<String, List<String>> rows = new TreeMap<>();
        for (MatchResult row : ROW.matcher(page.substring(from, to)).results().toList()) {
            rows.computeIfAbsent(row.group(1), id -> new ArrayList<>())
                    .add(row.group(2).trim());
        }
        return rows;
    }

    @Test
    void everyScenarioStandsThereOnce() {
        Map<String, List<String>> rows = rows("Scenarios", "More scenarios");
        assertThat(rows.keySet()).containsExactlyInAnyOrder(SCENARIOS.split(" "));
        assertThat(rows).allSatisfy((id, shown) -> assertThat(shown).as(id).hasSize(1));
    }

    @Test
    void everyScenarioIsShownByTestsOrByADecisionOrBelongsToALaterPart() {
        rows("Scenarios", "More scenarios").forEach((id, shown) -> {
            for (String way : shown.get(0).split(", ")) {
                var matcher = WAY.matcher(way);
                assertThat(matcher.matches()).as(id + ": " + way).isTrue();
                if (matcher.group(2) != null) {
                    assertThat(Integer.parseInt(matcher.group(2))).as(id).isBetween(1, DECISIONS);
                }
            }
        });
    }

    @Test
    void aDifferenceOnPurposeIsExplainedWithItsDecision() {
        String differences = page.substring(page.indexOf("\n## Differences"), page.indexOf("\n## Scenarios"));
        Pattern decision = Pattern.compile("decision \\d+");
        rows("Scenarios", "More scenarios")
                .forEach((id, shown) -> decision.matcher(shown.get(0))
                        .results()
                        .forEach(each -> assertThat(
                                        differences.lines().filter(line -> line.startsWith("| " + each.group() + " |")))
                                .as(id + " in the table of differences")
                                .singleElement()
                                .asString()
                                .containsPattern("\\b" + id + "\\b")));
    }

    @Test
    void everyWeaknessHasATestThatCarriesItsNumber() {
        Map<String, List<String>> rows = rows("Known weaknesses", "Differences");
        assertThat(rows.keySet()).containsExactlyInAnyOrder(WEAKNESSES.split(" "));
        rows.forEach((id, shown) -> {
            assertThat(shown).as(id).hasSize(1);
            String number = id.substring(1).length() == 1 ? "W0?" + id.substring(1) : id;
            assertThat(NAMED.matcher(shown.get(0)).results())
                    .as(id)
                    .isNotEmpty()
                    .allSatisfy(test -> assertThat(test.group()).containsPattern(number + "(?!\\d)"));
        });
    }

    @Test
    void everyTestThatIsNamedExists() {
        List<MatchResult> named = Pattern.compile("`(\\w+(?:Test|Properties|Sim))(?:#(\\w+))?`")
                .matcher(page)
                .results()
                .toList();
        assertThat(named).hasSizeGreaterThan(100);
        for (MatchResult test : named) {
            assertThat(sources).as(test.group()).containsKey(test.group(1));
            String method = test.group(2);
            assertThat(sources.get(test.group(1)))
                    .as(test.group())
                    .containsPattern(method == null ? "@Test|@Property" : "void " + method + "\\(");
        }
    }
}
