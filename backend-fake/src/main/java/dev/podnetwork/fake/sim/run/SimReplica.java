package dev.podnetwork.fake.sim.run;

import dev.podnetwork.fake.FakeCloudNetwork;
import dev.podnetwork.fake.sim.SimProcess;
import dev.podnetwork.spi.CloudNetwork;
import dev.podnetwork.spi.ClusterView;
import dev.podnetwork.spi.Leadership;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One process of the system: it runs for the lease, starts the system when it has won, and exits when it notices that it
 * has lost it, as a Kubernetes controller does.
 */
public final class SimReplica {
    private final SimFleet fleet;
    private final SimProcess process;
    private final Leadership leadership;
    private @Nullable SimController controller;

    SimReplica(SimFleet fleet, SimProcess process) {
        this.fleet = fleet;
        this.process = process;
        this.leadership = fleet.lease().runFor(process, this::elected, this::deposed);
    }

    /** The process notices, and takes its time to exit. */
    private void deposed() {
        process.schedule(fleet.timeToExit(), process::crash);
    }

    private void elected() {
        SimSite site = fleet.site();
        fleet.elected();
        ClusterView view = site.cluster().view(process);
        FakeCloudNetwork cloud = new FakeCloudNetwork(site.cloud(), process, site.faults(), site.latencies());
        CloudNetwork watched = new SimCloudPort(process, cloud, op -> fleet.sent(process, leadership, op));
        SimPorts ports = new SimPorts(
                process,
                site.store().handle(process),
                view,
                watched,
                leadership,
                fleet.trace().of(process.name()));
        SimController started = new SimController(ports, fleet, fleet.system().start(ports));
        controller = started;
        process.execute(started::start);
    }

    /** Its process. */
    public SimProcess process() {
        return process;
    }

    /** Until when it may act. */
    public Leadership leadership() {
        return leadership;
    }

    /** What runs in it; empty until it was elected. */
    public Optional<SimController> controller() {
        return Optional.ofNullable(controller);
    }
}
