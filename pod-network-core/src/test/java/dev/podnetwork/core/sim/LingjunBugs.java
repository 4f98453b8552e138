package dev.podnetwork.core.sim;

import dev.podnetwork.api.allocation.Allocation;
import dev.podnetwork.api.allocation.EnoApi;
import dev.podnetwork.api.allocation.NodeAnswer;
import dev.podnetwork.api.cloud.CloudReply;
import dev.podnetwork.api.cloud.LeniDescription;
import dev.podnetwork.api.cloud.LeniStatus;
import dev.podnetwork.core.allocation.View;
import dev.podnetwork.core.runtime.AllocationMachinery;
import dev.podnetwork.fake.sim.run.SimPorts;
import dev.podnetwork.spi.CloudNetwork;
import java.util.List;
import java.util.function.UnaryOperator;

/** Bugs in what is made of Lingjun nodes and their interfaces. */
final class LingjunBugs {
    private LingjunBugs() {}

    /** Their states are read as those of ordinary interfaces: Available is unattached. */
    static SimPorts availableIsUnattached(SimPorts ports) {
        return pages(ports, all -> all.stream().map(LingjunBugs::turned).toList());
    }

    private static LeniDescription turned(LeniDescription each) {
        return each.status() == LeniStatus.AVAILABLE ? in(each, LeniStatus.UNATTACHED) : each;
    }

    private static LeniDescription in(LeniDescription each, LeniStatus status) {
        return new LeniDescription(
                each.id(),
                each.custom(),
                status,
                each.node(),
                each.vpc(),
                each.vSwitch(),
                each.zone(),
                each.securityGroup(),
                each.ipv4(),
                each.mac(),
                each.tags(),
                each.createdAt());
    }

    /** One that failed to be made counts as one that is not there. */
    static SimPorts failedIsNothing(SimPorts ports) {
        return pages(
                ports,
                all -> all.stream()
                        .filter(each -> each.status() != LeniStatus.CREATE_FAILED)
                        .toList());
    }

    private static SimPorts pages(SimPorts ports, UnaryOperator<List<LeniDescription>> bug) {
        CloudNetwork cloud = op -> ports.cloud()
                .call(op)
                .thenApply(reply -> reply instanceof CloudReply.LeniPage page
                        ? new CloudReply.LeniPage(bug.apply(page.lenis()), page.totalCount(), page.cloudTime())
                        : reply);
        return Forwarding.with(ports, cloud);
    }

    /** A Lingjun node is taken for an ordinary one. */
    static AllocationMachinery nodeIsOrdinary(AllocationMachinery real) {
        return (record, events, view) -> real.step(record == null ? null : ordinary(record), events, seeing(view));
    }

    private static Allocation ordinary(Allocation record) {
        return record.through(EnoApi.NONE);
    }

    private static View seeing(View view) {
        NodeAnswer node = view.node() instanceof NodeAnswer.Present present
                ? new NodeAnswer.Present(present.facts().withApi(EnoApi.NONE))
                : view.node();
        return new View(
                view.ticks(),
                view.storeNow(),
                view.random(),
                view.pod(),
                view.request(),
                node,
                view.deletionRequested(),
                view.readings(),
                view.bounds(),
                view.memory());
    }
}
