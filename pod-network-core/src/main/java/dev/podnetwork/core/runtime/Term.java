package dev.podnetwork.core.runtime;

import dev.podnetwork.api.NodeRef;
import dev.podnetwork.api.PodRef;
import dev.podnetwork.api.allocation.Allocation;
import dev.podnetwork.core.allocation.AllocationEvent;
import dev.podnetwork.core.allocation.Memory;
import dev.podnetwork.core.config.Degradation;
import dev.podnetwork.spi.Env;
import java.util.List;

/**
 * One spell of leadership: everything that is learnt from the records and the cloud lives here and ends with it. A process
 * that leads again begins a new one.
 */
final class Term {
    private final CloudCalls calls;
    private final Driver<Allocation, AllocationEvent, Memory> driver;
    private final AllocationStepper stepper;
    private final SharedResources shared;
    private final Watchers watchers;
    private final VSwitchReader vSwitches;
    private final Sweeper sweeper;
    private final OrphanReaper reaper;
    private final Wishes wishes;
    private final Earliest earliest;

    Term(EventLoop loop, Ports ports, Settings settings, Wishes wishes) {
        Env env = ports.env();
        this.wishes = wishes;
        StoreClock clock = new StoreClock(env);
        this.calls = new CloudCalls(env, loop, ports.cloud(), ports.leadership(), ports.metrics(), settings);
        this.shared = new SharedResources(env, settings.parallelPods(), pod -> look(pod, "free"));
        this.stepper = new AllocationStepper(
                env, settings, ports.cluster(), clock, shared, wishes, ports.trace(), ports.machine());
        this.driver = new Driver<>(env, loop, ports.store(), clock, ports.metrics(), stepper);
        this.watchers = new Watchers(env, loop, calls, settings.limits());
        this.vSwitches = new VSwitchReader(loop, calls, shared, env::ticks);
        Outlook outlook = stepper.outlook();
        stepper.effects(new EffectRunner(
                loop,
                settings,
                new EffectRunner.Outlets(
                        calls,
                        watchers,
                        outlook,
                        vSwitches,
                        shared,
                        wishes,
                        ports.cluster(),
                        ports.publisher(),
                        ports.machine()),
                driver,
                env::ticks));
        this.reaper = new OrphanReaper(loop, settings, calls, shared, ports.store(), env::ticks);
        this.sweeper =
                new Sweeper(env, loop, settings, calls, shared, driver, reaper, ports.cluster()::hasLingjunNodes);
        this.earliest = new Earliest(
                env,
                settings.bounds(),
                new Earliest.Sources(outlook, calls, watchers, vSwitches, shared, sweeper, wishes));
    }

    void start() {
        wishes.newTerm();
        driver.start(() -> {
            wishes.wished().forEach(pod -> look(pod, "start"));
            sweeper.start();
        });
    }

    void stop() {
        driver.stop();
        calls.stop();
        watchers.clear();
        vSwitches.stop();
        sweeper.stop();
        reaper.stop();
    }

    void look(PodRef pod, String why) {
        if (driver.mailbox(pod) != null || wishes.wanted(pod)) {
            driver.submit(pod, stepper.look(why));
        }
    }

    /** The view knows now what it did not. */
    void lookAtAll() {
        List.copyOf(driver.mailboxes()).forEach(each -> driver.submit(each.key, stepper.look("synced")));
    }

    void suspect(PodRef pod) {
        driver.suspect(pod);
    }

    void nodeChanged(NodeRef node) {
        stepper.lines().forFacts(node).forEach(pod -> look(pod, "node"));
        shared.callForNode(node);
    }

    void degrade(Degradation level) {
        calls.degrade(level);
    }

    Driver<Allocation, AllocationEvent, Memory> driver() {
        return driver;
    }

    SharedResources shared() {
        return shared;
    }

    Wishes wishes() {
        return wishes;
    }

    AllocationStepper stepper() {
        return stepper;
    }

    Earliest earliest() {
        return earliest;
    }

    CloudCalls calls() {
        return calls;
    }
}
