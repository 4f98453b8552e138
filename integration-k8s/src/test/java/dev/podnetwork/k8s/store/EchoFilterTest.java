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
    }
}
