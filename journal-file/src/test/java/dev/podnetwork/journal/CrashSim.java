package dev.podnetwork.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.podnetwork.api.pool.JournalEntry;
import dev.podnetwork.api.pool.JournalFold;
import dev.podnetwork.api.pool.JournalState;
import dev.podnetwork.spi.JournalReply;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The power goes at every operation of many stories, in many ways each time: everything acknowledged is there afterwards, in
 * order, each append wholly or not at all, and nothing that was never asked for. Recovery is cut and repeated as well.
 */
final class CrashSim {
    private static final boolean NIGHTLY = "nightly".equals(System.getProperty("podnetwork.profile"));
    private static final int POINTS = NIGHTLY ? 150_000 : 6_000;
    private static final JournalSizes SMALL = new JournalSizes(1_024, 6_000, 700);

    private final List<List<JournalEntry>> asked = new ArrayList<>();
    private int acknowledged;

    @Test
    void everyAcknowledgedEntryIsThereAndNoOther() throws IOException {
        int points = 0;
        for (long seed = 1; points < POINTS; seed++) {
            long steps = stepsOf(seed);
            for (long step = 0; step <= steps && points < POINTS; step++) {
                for (int way = 0; way < 4; way++) {
                    crash(seed, step, way);
                    points++;
                }
            }
        }
        assertThat(points).isGreaterThanOrEqualTo(POINTS);
    }

    /** The harness bites: a journal that answers without having forced the file, or its name, is found out. */
    @ParameterizedTest
    @EnumSource(FaultFiles.Lie.class)
    void aJournalThatDoesNotForceFailsHere(FaultFiles.Lie lie) throws IOException {
        int lost = 0;
        for (long seed = 1; seed <= 20; seed++) {
            FaultFiles files = new FaultFiles();
            files.lie(lie);
            story(files, seed);
            FaultFiles left = files.afterPowerLoss(new Random(seed));
            if (!isPossible(JournalFile.open(left, SMALL).recovered())) {
                lost++;
            }
        }
        assertThat(lost).isPositive();
    }

    private long stepsOf(long seed) {
        FaultFiles files = new FaultFiles();
        assertThat(story(files, seed)).as("a story without a crash").isTrue();
        return files.steps();
    }

    private void crash(long seed, long step, int way) throws IOException {
        FaultFiles files = new FaultFiles();
        files.losePowerAt(step);
        story(files, seed);
        Random random = new Random(seed * 1_000_003 + step * 31 + way);
        FaultFiles left = files.afterPowerLoss(random);
        if (way % 2 == 1) {
            left.losePowerAt(random.nextInt(8));
            recovered(left);
            left = left.afterPowerLoss(random);
        }
        JournalState state = recovered(left);
        if (state == null || !isPossible(state)) {
            fail(
                    "seed %d, power lost at step %d, way %d: %d of %d appends were acknowledged, and found was %s",
                    seed, step, way, acknowledged, asked.size(), state);
        }
    }

    private static @Nullable JournalState recovered(FaultFiles files) throws IOException {
        try (JournalFile file = JournalFile.open(files, SMALL)) {
            return file.recovered();
        } catch (IOException e) {
            if (e instanceof FaultFiles.PowerLoss || e.getCause() instanceof FaultFiles.PowerLoss) {
                return null;
            }
            throw e;
        }
    }

    /** Some prefix of what was asked for, at least as long as what was acknowledged, and no corruption claimed. */
    private boolean isPossible(JournalState state) {
        JournalState found = Entries.undamaged(state);
        JournalFold fold = new JournalFold();
        boolean possible = acknowledged == 0 && found.equals(fold.state(List.of()));
        for (int i = 0; i < asked.size() && !possible; i++) {
            fold.applyAll(asked.get(i));
            possible = i + 1 >= acknowledged && found.equals(fold.state(List.of()));
        }
        return possible && state.damages().stream().allMatch(each -> each.why().startsWith("the last write was not"));
    }

    /** Plays until the power is lost; answers whether it was not. */
    private boolean story(FaultFiles files, long seed) {
        Random random = new Random(seed);
        asked.clear();
        acknowledged = 0;
        try {
            for (int life = 0; life < 2; life++) {
                GroupCommit commit = new GroupCommit(JournalFile.open(files, SMALL), "here");
                for (int group = 0; group < 12; group++) {
                    if (!group(commit, random)) {
                        return false;
                    }
                }
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Answers whether all of a group was acknowledged. */
    private boolean group(GroupCommit commit, Random random) {
        List<CompletableFuture<JournalReply>> replies = new ArrayList<>();
        int appends = 1 + random.nextInt(4);
        for (int i = 0; i < appends; i++) {
            List<JournalEntry> entries = new ArrayList<>();
            int count = 1 + random.nextInt(random.nextInt(6) == 0 ? 12 : 3);
            for (int e = 0; e < count; e++) {
                entries.add(Entries.random(random));
            }
            asked.add(entries);
            replies.add(commit.append(entries).toCompletableFuture());
        }
        commit.commit();
        if (random.nextInt(3) == 0) {
            commit.idle();
        }
        long durable = replies.stream()
                .filter(reply -> reply.join() instanceof JournalReply.Durable)
                .count();
        acknowledged += (int) durable;
        return durable == appends;
    }
}
