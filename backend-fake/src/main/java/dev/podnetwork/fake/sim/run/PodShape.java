package dev.podnetwork.fake.sim.run;

import dev.podnetwork.api.SecurityGroupId;
import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.allocation.AllocationRequest;
import dev.podnetwork.api.allocation.InterfaceExtras;
import dev.podnetwork.api.allocation.InterfaceRequest;
import dev.podnetwork.api.allocation.InterfaceSpec;
import dev.podnetwork.api.allocation.IpStack;
import dev.podnetwork.api.release.ReleasePolicy;
import dev.podnetwork.api.selector.VSwitchSelectionPolicy;
import dev.podnetwork.fake.sim.SimRandom;
import dev.podnetwork.fake.sim.cluster.SimPod;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the pods of one workload of a scenario ask for. */
record PodShape(
        boolean exclusive,
        ReleasePolicy release,
        int interfaces,
        IpStack stack,
        VSwitchSelectionPolicy selection,
        List<VSwitchId> vSwitches,
        SecurityGroupId group) {

    static PodShape random(SimRandom random, boolean exclusive, boolean fixedNames, ScenarioSite site) {
        ReleasePolicy release = ReleasePolicy.ELASTIC;
        if (fixedNames && random.chance(0.7)) {
            release = random.chance(0.4)
                    ? ReleasePolicy.NEVER
                    : ReleasePolicy.Ttl.of(Duration.ofMinutes(random.between(1, 15)));
        }
        VSwitchSelectionPolicy[] selections = VSwitchSelectionPolicy.values();
        List<VSwitchId> all = new ArrayList<>(site.vSwitches().keySet());
        int from = random.chance(0.7) ? 0 : 2 * random.below(2);
        int to = from == 0 && random.chance(0.7) ? all.size() : from + 2;
        return new PodShape(
                exclusive,
                release,
                random.chance(0.2) ? 2 : 1,
                random.chance(0.3) ? IpStack.DUAL : IpStack.IPV4,
                selections[random.below(selections.length)],
                List.copyOf(all.subList(from, to)),
                site.group());
    }

    /** The same for Lingjun nodes, whose interfaces have IPv4 alone. */
    PodShape withoutIpv6() {
        return new PodShape(exclusive, release, interfaces, IpStack.IPV4, selection, vSwitches, group);
    }

    Optional<AllocationRequest> request(SimPod pod) {
        List<InterfaceRequest> wanted = new ArrayList<>();
        for (int i = 0; i < interfaces; i++) {
            InterfaceSpec spec =
                    new InterfaceSpec("eth" + i, List.of(group), release, null, stack, InterfaceExtras.NONE);
            wanted.add(new InterfaceRequest(spec, vSwitches, selection));
        }
        return pod.node().map(node -> new AllocationRequest(pod.ref(), pod.uid(), node, wanted));
    }
}
