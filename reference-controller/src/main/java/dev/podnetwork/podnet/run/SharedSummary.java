package dev.podnetwork.podnet.run;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.allocation.ScarceResource;
import dev.podnetwork.api.pool.Lease;
import dev.podnetwork.api.pool.NodeIpam;
import dev.podnetwork.api.pool.NodeIpamSnapshot;
import dev.podnetwork.podnet.plan.Simulation;
import dev.podnetwork.podnet.run.Outcome.Waiting;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Counts what there is of shared addresses at the end. */
final class SharedSummary {
    private final Simulation plan;
    private final SharedPools pools;

    SharedSummary(Simulation plan, SharedPools pools) {
        this.plan = plan;
        this.pools = pools;
    }

    Outcome.Shared write() {
        List<Outcome.Leased> leases = new ArrayList<>();
        for (SharedPools.SharedPod pod : pools.pods()) {
            Lease lease = pod.lease;
            if (lease != null && pod.wanted) {
                EniId eni = lease.address().eni();
                leases.add(new Outcome.Leased(
                        pod.ref,
                        pod.node.value(),
                        eni.value(),
                        lease.address().ipv4(),
                        lease.address().ipv6()));
            }
        }
        leases.sort(Comparator.comparing(Outcome.Leased::pod));
        List<Outcome.PoolCount> counts = new ArrayList<>();
        pools.pools().forEach(pool -> count(pool, counts));
        return new Outcome.Shared(counts, leases);
    }

    private static void count(SharedPools.Pool pool, List<Outcome.PoolCount> into) {
        NodeIpam ipam = pool.ipam;
        if (ipam != null) {
            ipam.snapshot().thenAccept(now -> into.add(count(pool.node.name().value(), now)));
        }
    }

    private static Outcome.PoolCount count(String node, NodeIpamSnapshot now) {
        return new Outcome.PoolCount(
                node, now.enis(), now.leased(), now.idle(), now.cooling(), now.unusable(), now.waiting());
    }

    /** A pod that waits for a shared address. */
    Waiting waits(SharedPools.SharedPod pod) {
        return new Waiting(pod.ref, "waiting", String.valueOf(scarce(pod)), pod.reason, pod.earliest);
    }

    /** What the pool's first reason is about. */
    private ScarceResource scarce(SharedPools.SharedPod pod) {
        String node = pod.node.value();
        VSwitchId vSwitch = named(pod.reason);
        if (vSwitch != null) {
            return new ScarceResource(ScarceResource.Kind.VSWITCH_ADDRESS, vSwitch.value());
        }
        Predicate<String> says = pod.reason::contains;
        if (says.test("emergency switch")) {
            return new ScarceResource(ScarceResource.Kind.DEGRADATION, "degradation");
        }
        boolean full = says.test("no place on this node") || says.test("takes no interface") || says.test("cools down");
        return new ScarceResource(
                full ? ScarceResource.Kind.NODE_SLOT : ScarceResource.Kind.FACT, "shared addresses of " + node);
    }

    private @Nullable VSwitchId named(String reason) {
        return plan.eniConfig().allVSwitches().stream()
                .filter(id -> reason.contains(id + " ip is not enough")
                        || reason.contains(id + " was not read")
                        || reason.contains(id + ":")
                        || reason.contains("vSwitch") && reason.contains(id.value()))
                .findFirst()
                .orElse(null);
    }
}
