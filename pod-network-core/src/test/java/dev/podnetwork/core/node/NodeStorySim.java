package dev.podnetwork.core.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Random stories. A seed that fails is replayed by its number. */
class NodeStorySim {
    private static final boolean NIGHTLY = "nightly".equals(System.getProperty("podnetwork.profile"));
    private static final int SEEDS = NIGHTLY ? 2_000 : 40;

    @Test
    void storiesWithoutFaults() {
        assertThat(failures(1, 0, 0)).isEmpty();
    }

    @Test
    void storiesWithCrashes() {
        assertThat(failures(10_000, 0, 0.15)).isEmpty();
    }

    @Test
    void storiesWithACloudThatFails() {
        assertThat(failures(20_000, 0.01, 0)).isEmpty();
    }

    @Test
    void storiesWithBoth() {
        assertThat(failures(30_000, 0.02, 0.1)).isEmpty();
    }

    @Test
    void storiesFromPrefixes() {
        assertThat(failures(40_000, 0.02, 0.1, true)).isEmpty();
    }

    private static List<String> failures(long first, double faults, double crashes) {
        return failures(first, faults, crashes, false);
    }

    private static List<String> failures(long first, double faults, double crashes, boolean prefixes) {
        List<String> failures = new ArrayList<>();
        for (long seed = first; seed < first + SEEDS; seed++) {
            String wrong = tell(new NodeStory(seed, faults, prefixes), crashes);
            if (!wrong.isEmpty()) {
                failures.add("seed " + seed + ": " + wrong);
            }
        }
        return failures;
    }

    private static String tell(NodeStory story, double crashes) {
        try {
            story.tell(crashes);
            return story.judgement();
        } catch (RuntimeException e) {
            return e.toString();
        }
    }
}
