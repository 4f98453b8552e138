package dev.podnetwork.core.weakness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.api.allocation.AllocatedEni;
import dev.podnetwork.api.allocation.Allocation;
import dev.podnetwork.api.allocation.AllocationPhase;
import dev.podnetwork.api.allocation.InterfaceAllocation;
import dev.podnetwork.api.allocation.InterfaceExtras;
import dev.podnetwork.api.allocation.InterfaceSpec;
import dev.podnetwork.api.cloud.TrafficMode;
import dev.podnetwork.core.CoreSystem;
import dev.podnetwork.core.allocation.AllocationMachine;
import dev.podnetwork.core.allocation.Transition;
import dev.podnetwork.core.scenario.SmallWorld;
import dev.podnetwork.core.scenario.Wish;
import dev.podnetwork.fake.sim.run.SystemUnderTest;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * W39: binding erases the VPC and the resource group of a record, and costs writes to do so. Weak variant: what a describe does not say is
 * written over what the create said.
 */
class W39NothingIsErasedTest {
    private static final SystemUnderTest WEAK = CoreSystem.withMachine(machine -> (record, events, view) -> {
        Transition step = AllocationMachine.step(record, events, view);
        Allocation next = step.next();
        return next == null || next.phase() != AllocationPhase.BOUND
                ? step
                : new Transition(
                        next.eachInterface(W39NothingIsErasedTest::erased),
                        step.memory(),
                        step.effects(),
                        step.claims(),
                        step.explanation(),
                        step.wakeAt());
    });

    private static InterfaceAllocation erased(InterfaceAllocation of) {
        AllocatedEni eni = Objects.requireNonNull(of.eni());
        InterfaceExtras extras = of.spec().extras();
        InterfaceSpec spec = new InterfaceSpec(
                of.spec().name(),
                of.spec().securityGroups(),
                of.spec().release(),
                of.spec().attach(),
                of.spec().stack(),
                new InterfaceExtras(extras.defaultRoute(), extras.extraRoutes(), null, extras.trafficMode()));
        AllocatedEni without = new AllocatedEni(
                eni.id(), eni.mac(), null, eni.zone(), eni.ipv4(), eni.ipv4Cidr(), eni.ipv6(), eni.ipv6Cidr());
        return new InterfaceAllocation(spec, of.vSwitch(), of.intent(), without, of.attached());
    }

    @Test
    void vpcAndResourceGroupAreKeptThroughBindAndReturn_W39() {
        Weak.shows(
                system -> {
                    InterfaceExtras extras =
                            new InterfaceExtras(true, List.of("192.168.0.0/16"), "rg-1", TrafficMode.STANDARD);
                    SmallWorld w = new SmallWorld().trunkNode("n1", "a", 10);
                    w.start(system)
                            .run(
                                    SmallWorld.statefulSet("db", 1),
                                    Wish.never().with(extras).one())
                            .untilBound("db-0");
                    keepsAll(w, extras);
                    assertThat(w.store.writes().total()).isEqualTo(3);
                    w.cluster.deletePod(SmallWorld.ref("db-0"));
                    w.until(() -> !w.isBound("db-0"), Duration.ofMinutes(2), "given up")
                            .untilBound("db-0");
                    keepsAll(w, extras);
                },
                WEAK);
    }

    private static void keepsAll(SmallWorld w, InterfaceExtras extras) {
        InterfaceAllocation eth0 = w.recorded("db-0").interfaces().get(0);
        assertThat(eth0.spec().extras()).isEqualTo(extras);
        assertThat(Objects.requireNonNull(eth0.eni()).vpc()).isEqualTo(SmallWorld.VPC);
        assertThat(eth0.eni().ipv4Cidr()).isEqualTo("10.0.0.0/24");
        assertThat(w.cloud.inspect().eni(eth0.eni().id()).orElseThrow().resourceGroupId())
                .isEqualTo("rg-1");
    }
}
