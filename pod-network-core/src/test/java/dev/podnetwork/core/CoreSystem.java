package dev.podnetwork.core;

import dev.podnetwork.api.ClusterId;
import dev.podnetwork.api.PodNetworkAllocator;
import dev.podnetwork.core.runtime.AllocationMachinery;
import dev.podnetwork.core.runtime.Books;
import dev.podnetwork.core.runtime.Tokens;
import dev.podnetwork.fake.sim.check.TokenRule;
import dev.podnetwork.fake.sim.run.SimPorts;
import dev.podnetwork.fake.sim.run.SystemUnderTest;
import java.util.List;
import java.util.function.UnaryOperator;

/** The core as the harness runs it: the real allocator, on simulated ports, perhaps with a planted bug. */
public final class CoreSystem implements SystemUnderTest {
    /** The cluster of every simulation. */
    public static final ClusterId CLUSTER = ClusterId.of("c-sim");

    /** How the core computes tokens. */
    public static final TokenRule TOKENS = (uid, name, intent) -> Tokens.of(CLUSTER, uid, name, intent);

    private final UnaryOperator<SimPorts> ports;
    private final UnaryOperator<AllocationMachinery> machine;

    private final DegradationSwitch degradation = new DegradationSwitch();
    private final boolean deaf;

    private CoreSystem(UnaryOperator<SimPorts> ports, UnaryOperator<AllocationMachinery> machine, boolean deaf) {
        this.ports = ports;
        this.machine = machine;
        this.deaf = deaf;
    }

    /** The core as it is. */
    public static CoreSystem real() {
        return new CoreSystem(UnaryOperator.identity(), UnaryOperator.identity(), false);
    }

    /** The core with a bug in what surrounds the machine. */
    public static CoreSystem withPorts(UnaryOperator<SimPorts> bug) {
        return new CoreSystem(bug, UnaryOperator.identity(), false);
    }

    /** The core with a bug in its machine. */
    public static CoreSystem withMachine(UnaryOperator<AllocationMachinery> bug) {
        return new CoreSystem(UnaryOperator.identity(), bug, false);
    }

    /** The core with a degradation switch that nobody hears. */
    public static CoreSystem deafToDegradation() {
        return new CoreSystem(UnaryOperator.identity(), UnaryOperator.identity(), true);
    }

    /** The switch of every process of this system. */
    public DegradationSwitch degradation() {
        return degradation;
    }

    @Override
    public List<String> audit(PodNetworkAllocator allocator) {
        return Books.wrong(allocator);
    }

    @Override
    public PodNetworkAllocator start(SimPorts given) {
        SimPorts used = ports.apply(given);
        return PodNetworkAllocators.builder(CLUSTER, used.cloud(), used.view())
                .env(used.env())
                .store(used.store())
                .leadership(used.leadership())
                .trace(used.trace())
                .degradation(deaf ? new DegradationSwitch() : degradation)
                .machine(machine.apply(dev.podnetwork.core.allocation.AllocationMachine::step))
                .build();
    }
}
