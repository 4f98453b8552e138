package dev.podnetwork.fake.sim.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.fake.sim.SimProcess;
import dev.podnetwork.fake.sim.SimWorld;
import dev.podnetwork.spi.Leadership;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SimLeaseTest {
    private final SimWorld world = new SimWorld(17);
    private final SimLease lease = new SimLease(world);
    private final SimProcess first = world.start("a");
    private final SimProcess second = world.start("b");
    private final List<String> story = new ArrayList<>();
    private Leadership ofFirst = Leadership.always();
    private Leadership ofSecond = Leadership.always();

    private void run() {
        ofFirst = lease.runFor(first, () -> story.add("a leads"), () -> story.add("a is deposed"));
        world.runFor(Duration.ofSeconds(10));
        ofSecond = lease.runFor(second, () -> story.add("b leads"), () -> story.add("b is deposed"));
        world.afterEvent(() ->
                assertThat(leads(first, ofFirst) && leads(second, ofSecond)).isFalse());
        world.runFor(Duration.ofMinutes(1));
    }

    private static boolean leads(SimProcess process, Leadership leadership) {
        return process.ticks() <= leadership.deadline();
    }

    @Test
    void oneLeadsAsLongAsItRenews() {
        run();
        assertThat(story).containsExactly("a leads");
        assertThat(lease.isHeldBy(first)).isTrue();
        assertThat(leads(second, ofSecond)).isFalse();
    }

    @Test
    void aCrashedLeaderIsFollowedWhenItsLeaseHasRunOut() {
        run();
        first.crash();
        world.runFor(Duration.ofSeconds(12));
        assertThat(story).containsExactly("a leads");
        world.runFor(Duration.ofSeconds(8));
        assertThat(story).containsExactly("a leads", "b leads");
    }

    @Test
    void aPausedLeaderNoticesAfterwardsAndNeverLeadsTogetherWithTheNext() {
        run();
        first.pause();
        world.runFor(Duration.ofMinutes(2));
        first.resume();
        world.runFor(Duration.ofMinutes(1));
        assertThat(story).containsExactly("a leads", "b leads", "a is deposed");
        assertThat(lease.isHeldBy(second)).isTrue();
    }

    @Test
    void aLeaderWhoseRenewalsFailIsDeposedAndMayWinAgain() {
        run();
        lease.renewalFails(1);
        world.runFor(Duration.ofSeconds(30));
        assertThat(story).containsExactly("a leads", "a is deposed");
        lease.renewalFails(0);
        world.runFor(Duration.ofSeconds(10));
        assertThat(story).hasSize(3);
    }
}
