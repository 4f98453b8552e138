package dev.podnetwork.core.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PodControllerScenariosTest {
    @Test
    void smoke() {
        SmallWorld w = new SmallWorld().trunkNode("n1", "a", 10).trunkNode("n2", "a", 10).start();
        w.run(SmallWorld.statefulSet("db", 3), Wish.never().one()).untilBound(3);
        assertThat(w.address("db-0")).startsWith("10.0.0.");
        System.out.println(w.boundAt + " " + w.cloud.inspect().calls() + w.store.writes());
    }
}
