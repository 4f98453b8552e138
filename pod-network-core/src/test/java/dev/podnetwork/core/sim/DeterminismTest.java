package dev.podnetwork.core.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.core.CoreSystem;
import dev.podnetwork.fake.sim.run.SimRun;
import dev.podnetwork.fake.sim.run.SimScenario;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The same seed gives the same trace: twice in one JVM, in two others, and on every version of Java. */
class DeterminismTest {
    private static final List<Long> SEEDS = List.of(1L, 2L, 42L, 86L, 279L);
    private static final String PINNED =
            "4277f2f2f04bfc64 5758c6d7bb2ea40c 67c07d85cb29adb2 4b82b915fcf5411a 1504aa071e2a2432";

    /** Prints the hashes of the stories; run in other JVMs by the test. */
    public static void main(String[] arguments) {
        System.out.println("hashes " + hashes());
    }

    private static String hashes() {
        List<String> all = new ArrayList<>();
        for (long seed : SEEDS) {
            long hash = SimRun.of(SimScenario.random(seed), CoreSystem.real(), CoreSystem.TOKENS)
                    .traceHash();
            all.add(String.format("%016x", hash));
        }
        return String.join(" ", all);
    }

    @Test
    void twiceInOneJvm() {
        assertThat(hashes()).isEqualTo(hashes());
    }

    @Test
    void inTwoOtherJvms() throws IOException, InterruptedException {
        assertThat(elsewhere()).isEqualTo(hashes());
        assertThat(elsewhere()).isEqualTo(hashes());
    }

    @Test
    void onEveryVersionOfJava() {
        assertThat(hashes()).isEqualTo(PINNED);
    }

    private static String elsewhere() throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classes = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        Process process = new ProcessBuilder(java, "-cp", classes, DeterminismTest.class.getName())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output.lines()
                .filter(line -> line.startsWith("hashes "))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no hashes in " + output))
                .substring("hashes ".length());
    }
}
