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
    void randomStoriesWithoutFaultsEndWellForASimpleSystem() {
        long bound = 0;
        for (long seed = 0; seed < 150; seed++) {
            bound += run(SimScenario.random(seed).withoutFaults(), TinyAllocator.Bug.NONE)
                    .bound();
        }
        assertThat(bound).isGreaterThan(500);
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
        "NEVER_DELETES, 0, 2, a record goes only after its interfaces",
        "BOUND_AT_ONCE, 0, 2, a bound interface is attached on its node",
        "NEVER_BINDS, 0, 2, the world at rest is right",
        "FIXED_AS_ELASTIC, 2, 0, a retained address goes only by expiry or by the deletion of its record",
        "IGNORES_UID, 2, 2, a bound record serves a pod that is there"
    })
    void aBugIsCaughtAndTheMessageReplaysIt(TinyAllocator.Bug bug, int stateful, int replicated, String invariant) {
        SimScenario scenario = SimScenario.parse("seed=5 trunk=2 exclusive=1 vswitch=26 stateful=" + stateful
                + " replicated=" + replicated + " bare=0 replicas=4 minutes=10 ops=8 process=0"
                + " cloud=0 store=0 view=0 jitter=0");
        Throwable thrown = catchThrowable(() -> run(scenario, bug));
        assertThat(thrown).isInstanceOf(SimFailure.class).hasMessageContaining(invariant);
        String line = thrown.getMessage().substring(thrown.getMessage().indexOf("replay: ") + 8);
        assertThatThrownBy(() -> run(SimScenario.parse(line), bug)).hasMessage(thrown.getMessage());
    }

    @Test
    void aSystemThatSendsWithoutAFenceIsCaughtWithinAFewSeeds() {
        assertThatThrownBy(() -> {
                    for (long seed = 1; seed <= 200; seed++) {
                        run(MOVING.withSeed(seed), TinyAllocator.Bug.NO_FENCE);
                    }
                })
                .isInstanceOf(SimFailure.class)
                .hasMessageContaining("a deposed process sends nothing");
    }
}
