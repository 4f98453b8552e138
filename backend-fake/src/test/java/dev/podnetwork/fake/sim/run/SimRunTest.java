package dev.podnetwork.fake.sim.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SimRunTest {
    private static final SimScenario CALM =
            SimScenario.parse("seed=1 trunk=2 exclusive=1 vswitch=26 stateful=2 replicated=1 bare=1 replicas=3"
                    + " minutes=15 ops=0 process=0 cloud=0 store=0 view=0 jitter=0");
    private static final SimScenario MOVING =
            SimScenario.parse("seed=3 trunk=2 exclusive=2 vswitch=26 stateful=2 replicated=2 bare=0 replicas=3"
                    + " minutes=20 ops=0 process=4 cloud=0 store=0 view=10 jitter=5000");

    private static SimResult run(SimScenario scenario, TinyAllocator.Bug bug) {
        return SimRun.of(scenario, ports -> new TinyAllocator(ports, bug), TinyAllocator::token);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void aCalmStoryEndsWellForASimpleSystem(long seed) {
        SimResult result = run(CALM.withSeed(seed), TinyAllocator.Bug.NONE);
        assertThat(result.bound()).isPositive();
        assertThat(result.checks()).isPositive();
        assertThat(result.calls()).containsKey("CreateNetworkInterface");
        assertThat(result.faults()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void aStoryWithTroubledProcessesAppliesItsFaults(long seed) {
        SimResult result = run(MOVING.withSeed(seed), TinyAllocator.Bug.NONE);
        assertThat(result.faults()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void aLivelyStoryEndsWellForASimpleSystem(long seed) {
        SimScenario lively = SimScenario.parse("seed=1 trunk=2 exclusive=2 vswitch=27 stateful=2 replicated=2 bare=1"
                + " replicas=3 minutes=20 ops=12 process=0 cloud=0 store=0 view=0 jitter=0");
        SimResult result = run(lively.withSeed(seed), TinyAllocator.Bug.NONE);
        assertThat(result.faults()).isNotEmpty();
    }

    @Test
    void theSameSeedGivesTheSameTraceAndAnotherSeedAnotherOne() {
        SimResult one = run(MOVING, TinyAllocator.Bug.NONE);
        assertThat(run(MOVING, TinyAllocator.Bug.NONE)).isEqualTo(one);
        assertThat(run(MOVING.withSeed(4), TinyAllocator.Bug.NONE).traceHash()).isNotEqualTo(one.traceHash());
        assertThat(one.steps()).isPositive();
    }

    @ParameterizedTest
    @CsvSource({
        "NEVER_DELETES, every interface of ours has a record",
        "BOUND_AT_ONCE, a bound interface is attached on its node",
        "NEVER_BINDS, the world at rest is right"
    })
    void aBugIsCaughtAndTheMessageReplaysIt(TinyAllocator.Bug bug, String invariant) {
        SimScenario scenario = SimScenario.parse(
                "seed=5 trunk=2 exclusive=1 vswitch=26 stateful=0 replicated=2 bare=0 replicas=4 minutes=10 ops=8"
                        + " process=0 cloud=0 store=0 view=0 jitter=0");
        Throwable thrown = catchThrowable(() -> run(scenario, bug));
        assertThat(thrown).isInstanceOf(SimFailure.class).hasMessageContaining(invariant);
        String line = thrown.getMessage().substring(thrown.getMessage().indexOf("replay: ") + 8);
        assertThatThrownBy(() -> run(SimScenario.parse(line), bug)).hasMessage(thrown.getMessage());
    }
}
