package dev.podnetwork.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.api.pool.JournalEntry;
import dev.podnetwork.journal.AppendQueue.Append;
import dev.podnetwork.journal.AppendQueue.Work;
import dev.podnetwork.spi.JournalReply;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What waits for the disk: in order, each append taken once or refused once. */
final class AppendQueueTest {
    private final AppendQueue queue = new AppendQueue("/node/leases.journal");

    @Test
    void theFirstSinceTheLastTakeIsToldAndTheOrderIsKept() {
        Append one = append(1);
        Append two = append(2);
        Append three = append(3);
        assertThat(queue.work()).isEqualTo(Work.NONE_NOW);
        assertThat(queue.add(one)).isTrue();
        assertThat(queue.add(two)).isFalse();
        assertThat(queue.work()).isEqualTo(Work.SOME);
        assertThat(queue.take()).containsExactly(one, two);
        assertThat(queue.add(three)).isTrue();
        assertThat(queue.take()).containsExactly(three);
        assertThat(queue.take()).isEmpty();
    }

    @Test
    void whatWasAddedBeforeTheEndIsStillTakenAndTheFirstReasonIsKept() {
        Append early = append(1);
        Append late = append(2);
        queue.add(early);
        queue.end("closed");
        queue.end("another reason");
        assertThat(queue.add(late)).isFalse();
        assertThat(late.reply()).isCompletedWithValue(new JournalReply.Refused("closed"));
        assertThat(queue.work()).isEqualTo(Work.SOME);
        assertThat(queue.take()).containsExactly(early);
        assertThat(early.reply()).isNotDone();
        assertThat(queue.work()).isEqualTo(Work.NONE_EVER);
        assertThat(queue.take()).isEmpty();
    }

    @Test
    void moreThanTheDiskTakesEndsTheQueueAndLosesNothingOfWhatWaits() {
        String text = "x".repeat(60_000);
        Batch large = Batch.of(Collections.nCopies(250, new JournalEntry.HoldEnded("10.0.0.1", text)));
        int fit = (64 << 20) / large.size();
        for (int i = 0; i < fit; i++) {
            queue.add(Append.of(large));
        }
        Append tooMuch = Append.of(large);
        queue.add(tooMuch);
        assertThat(((JournalReply.Refused) tooMuch.reply().join()).why())
                .contains("/node/leases.journal", fit * large.size() + " bytes wait for the disk");
        Append small = append(1);
        queue.add(small);
        assertThat(small.reply().join())
                .as("every later one is refused too")
                .isEqualTo(tooMuch.reply().join());
        assertThat(queue.take()).hasSize(fit);
    }

    /** Two threads add while one takes and another ends: nothing is lost, nothing twice, each thread's order is kept. */
    @Test
    void everyAppendIsTakenOnceOrRefusedOnce() throws InterruptedException {
        for (int round = 0; round < 300; round++) {
            AppendQueue raced = new AppendQueue("here");
            List<List<Append>> added = List.of(new ArrayList<>(), new ArrayList<>());
            CountDownLatch start = new CountDownLatch(4);
            List<Thread> threads = new ArrayList<>();
            for (List<Append> own : added) {
                threads.add(thread(start, () -> {
                    for (int i = 0; i < 200; i++) {
                        Append each = append(i);
                        own.add(each);
                        raced.add(each);
                    }
                }));
            }
            List<Append> taken = new ArrayList<>();
            threads.add(thread(start, () -> {
                while (raced.work() != Work.NONE_EVER) {
                    taken.addAll(raced.take());
                }
            }));
            threads.add(thread(start, () -> raced.end("over")));
            for (Thread thread : threads) {
                thread.join();
            }
            for (List<Append> own : added) {
                long refused =
                        own.stream().filter(each -> each.reply().isDone()).count();
                int first = own.size() - (int) refused;
                assertThat(taken.stream().filter(each -> isIn(own, each)))
                        .as("those before the end, in their order")
                        .usingElementComparator((a, b) -> a == b ? 0 : 1)
                        .containsExactlyElementsOf(own.subList(0, first));
            }
        }
    }

    private static boolean isIn(List<Append> appends, Append one) {
        return appends.stream().anyMatch(each -> each == one);
    }

    private static Thread thread(CountDownLatch start, Runnable work) {
        Thread thread = new Thread(() -> {
            start.countDown();
            try {
                start.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            work.run();
        });
        thread.start();
        return thread;
    }

    private static Append append(int owner) {
        return Append.of(Batch.of(List.of(Entries.leased(owner, owner))));
    }
}
