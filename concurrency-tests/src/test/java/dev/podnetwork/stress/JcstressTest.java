package dev.podnetwork.stress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Runs every race under jcstress in its own process: one JVM mode in the normal build, all of them in the nightly one. */
class JcstressTest {
    private static final Pattern TOTALS = Pattern.compile("Results: (\\d+) planned; (\\d+) passed, (\\d+) failed");

    @Test
    void noRaceHasAForbiddenOutcome() throws IOException, InterruptedException {
        Path folder = Files.createDirectories(Path.of("target", "jcstress")).toAbsolutePath();
        Path log = folder.resolve("log.txt");
        Process run = new ProcessBuilder(command(folder))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        int exit = run.waitFor();
        String text = Files.readString(log);
        Matcher totals = TOTALS.matcher(text);
        String last = "";
        while (totals.find()) {
            last = totals.group();
            assertThat(totals.group(3)).as("forbidden outcomes, see " + log).isEqualTo("0");
        }
        assertThat(last).as("what jcstress says at the end of " + log).isNotEmpty();
        assertThat(text).as("see " + log).doesNotContain("[FAILED]").doesNotContain("[ERROR]");
        assertThat(exit).isZero();
    }

    private static List<String> command(Path folder) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "org.openjdk.jcstress.Main"));
        command.addAll(List.of("-r", folder.toString(), "-af", "NONE"));
        if (System.getProperty("podnetwork.profile", "normal").equals("nightly")) {
            command.addAll(List.of("-m", "default"));
        } else {
            command.addAll(List.of("-m", "quick", "-sc", "false", "-iters", "1", "-time", "500"));
            command.addAll(List.of("-f", "1", "-jvmArgs", "-Xmx256m"));
        }
        return command;
    }
}
