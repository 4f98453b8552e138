package dev.podnetwork.k8s.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.api.PodRef;
import org.junit.jupiter.api.Test;

/** What the watch tells is news exactly when somebody else did it. */
class EchoFilterTest {
    private static final PodRef KEY = PodRef.of("team-a", "web-0");

    private final EchoFilter filter = new EchoFilter();

    @Test
    void ourOwnWriteIsNoNewsWhetherTheWatchOrTheReplyComesFirst() {
        filter.writing(KEY);
        assertThat(filter.told(KEY, "7"))
                .as("the watch was faster than the reply")
                .isFalse();
        assertThat(filter.wrote(KEY, "7")).isFalse();
        assertThat(filter.told(KEY, "7")).as("the watch was slower").isFalse();
    }

    @Test
    void aLaterChangeOfSomebodyElseIsNewsAlsoWhileWeWrite() {
        filter.read(KEY, "7");
        assertThat(filter.told(KEY, "8")).isTrue();
        filter.writing(KEY);
        assertThat(filter.told(KEY, "10")).isFalse();
        assertThat(filter.wrote(KEY, "9")).as("10 came while 9 was written").isTrue();
    }

    @Test
    void aWriteWhoseReplyIsLostMakesItsEchoNews() {
        filter.read(KEY, "7");
        filter.writing(KEY);
        assertThat(filter.wrote(KEY, null)).isFalse();
        assertThat(filter.told(KEY, "8")).isTrue();
    }

    @Test
    void aRemovalIsNewsUnlessItIsOurs() {
        filter.read(KEY, "7");
        assertThat(filter.toldGone(KEY)).isTrue();
        filter.writing(KEY);
        assertThat(filter.toldGone(KEY)).isFalse();
        filter.removed(KEY);
        assertThat(filter.toldGone(KEY)).as("let go here").isFalse();
    }

    @Test
    void aRecordThatNobodyHereKnowsIsNews() {
        assertThat(filter.told(KEY, "1")).isTrue();
    }

    @Test
    void aVersionThatIsNoNumberIsAlwaysNews() {
        filter.read(KEY, "7");
        assertThat(filter.told(KEY, "x")).isTrue();
        assertThat(filter.told(PodRef.of("team-a", "unknown"), "x")).isTrue();
    }

    @Test
    void whatAListHoldsIsNoNewsEvenIfTheWatchToldOfItFirst() {
        filter.listing();
        assertThat(filter.told(KEY, "7")).as("the list is on its way").isFalse();
        filter.read(KEY, "7");
        assertThat(filter.listed()).isEmpty();
        assertThat(filter.told(KEY, "8")).isTrue();
    }

    @Test
    void whatAListDoesNotHoldYetIsNewsWhenItIsRead() {
        PodRef unknown = PodRef.of("team-a", "web-1");
        PodRef removed = PodRef.of("team-a", "web-2");
        filter.listing();
        filter.listing();
        assertThat(filter.told(KEY, "9")).isFalse();
        assertThat(filter.told(unknown, "10")).isFalse();
        filter.read(removed, "6");
        assertThat(filter.toldGone(removed)).isFalse();
        assertThat(filter.toldGone(PodRef.of("team-a", "web-3"))).isFalse();
        filter.read(KEY, "7");
        assertThat(filter.listed()).as("another list is being read").isEmpty();
        assertThat(filter.listed()).containsExactly(KEY, unknown, removed);
    }
}
