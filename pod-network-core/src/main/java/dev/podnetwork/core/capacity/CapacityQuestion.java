package dev.podnetwork.core.capacity;

import static dev.podnetwork.core.capacity.CapacityCalculator.plus;
import static dev.podnetwork.core.capacity.CapacityCalculator.times;

import dev.podnetwork.api.capacity.ExtendedResources;
import dev.podnetwork.api.capacity.InstanceTypeLimits;
import dev.podnetwork.api.capacity.NetworkMode;
import dev.podnetwork.api.capacity.NodeCapacity;
import dev.podnetwork.core.config.ClusterIpStack;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

/** Works out one {@link CapacityReport} (spec: node-ipam §4.2–§4.6, control-plane §9.2). */
record CapacityQuestion(InstanceTypeLimits limits, NetworkMode mode, NodeOptions options, JoinThresholds thresholds) {
    private static final int IPV6_PREFIX_PODS = 65_536;

    CapacityReport report() {
        NodeCapacity capacity = capacity(limits);
        List<CapacityVerdict> verdicts = verdicts();
        int shared = plus(capacity.sharedPods(), capacity.memberPods());
        int pods = plus(shared, plus(capacity.exclusivePods(), capacity.erdmaPods()));
        int maxPods = plus(pods, options.hostNetworkPods());
        return new CapacityReport(limits, capacity, verdicts, annotations(capacity), maxPods, notes(capacity, maxPods));
    }

    private NodeCapacity capacity(InstanceTypeLimits type) {
        InstanceTypeLimits capped = options.cap().applyTo(type);
        NodeCapacity plain = CapacityCalculator.capacity(capped, mode, options.erdmaEnis());
        if (!options.prefixes().on() || mode == NetworkMode.EXCLUSIVE) {
            return plain;
        }
        return new NodeCapacity(
                mode, prefixPods(capped), plain.memberPods(), 0, plain.erdmaPods(), plain.extendedResources());
    }

    /** Prefixes that fit on the ENIs that attach directly, and no more than are asked for (weakness W29). */
    private int prefixPods(InstanceTypeLimits capped) {
        if (options.stack() == ClusterIpStack.IPV6) {
            return capped.secondaryEniLimit() > 0 ? IPV6_PREFIX_PODS : 0;
        }
        int erdma = CapacityCalculator.erdmaOf(capped, options.erdmaEnis());
        int perEni = Math.max(capped.ipv4PerEni() - 1, 0);
        int prefixes = times(perEni, capped.secondaryEniLimit() - erdma);
        int wanted = options.prefixes().ipv4Count();
        return times(wanted > 0 ? Math.min(wanted, prefixes) : prefixes, CapacityCalculator.ADDRESSES_PER_PREFIX);
    }

    private List<CapacityVerdict> verdicts() {
        List<CapacityVerdict> all = new ArrayList<>();
        if (mode == NetworkMode.EXCLUSIVE) {
            all.add(verdict("EX-06", "exclusive pods", NodeCapacity::exclusivePods, thresholds.exclusivePodsAbove()));
            if (options.prefixes().on()) {
                all.add(new CapacityVerdict("PX-00", false, -1, "an exclusive node has no prefix mode", List.of()));
            }
        } else {
            all.add(verdict("SH-01", "shared pods", NodeCapacity::sharedPods, thresholds.sharedPodsAbove()));
        }
        if (mode == NetworkMode.TRUNK) {
            all.add(verdict("TR-01", "member ENIs", NodeCapacity::memberPods, 0));
        }
        if (options.stack() == ClusterIpStack.DUAL) {
            all.add(dualStack());
            if (options.erdmaEnis() > 0) {
                all.add(new CapacityVerdict("DS-04", false, -1, "dual stack and eRDMA exclude each other", List.of()));
            }
        }
        return all;
    }

    private CapacityVerdict verdict(String id, String what, ToIntFunction<NodeCapacity> figure, int above) {
        int pods = figure.applyAsInt(capacity(limits));
        String text = what + " are " + pods + ", more than " + above + " are needed";
        return new CapacityVerdict(
                id,
                pods > above,
                pods - above - 1,
                text,
                Limit.turning(limits, other -> figure.applyAsInt(capacity(other)) > above));
    }

    private CapacityVerdict dualStack() {
        int difference = Math.abs(limits.ipv4PerEni() - limits.ipv6PerEni());
        boolean fits = CapacityCalculator.dualStackFits(limits);
        String text = "an ENI has " + limits.ipv4PerEni() + " IPv4 and " + limits.ipv6PerEni()
                + " IPv6 addresses, as many of both are needed";
        return new CapacityVerdict(
                "DS-02",
                fits,
                fits ? 0 : Math.min(-1, -difference),
                text,
                Limit.turning(limits, CapacityCalculator::dualStackFits));
    }

    private Map<String, String> annotations(NodeCapacity capacity) {
        Map<String, String> annotations = new LinkedHashMap<>();
        int available = mode == NetworkMode.EXCLUSIVE ? capacity.exclusivePods() : capacity.sharedPods();
        annotations.put("k8s.aliyun.com/max-available-ip", String.valueOf(available));
        if (capacity.memberPods() > 0) {
            annotations.put("k8s.aliyun.com/max-member-eni-ip", String.valueOf(capacity.memberPods()));
        }
        if (capacity.erdmaPods() > 0) {
            annotations.put("k8s.aliyun.com/max-erdma-ip", String.valueOf(capacity.resource(ExtendedResources.ERDMA)));
        }
        return annotations;
    }

    private List<String> notes(NodeCapacity capacity, int maxPods) {
        List<String> notes = new ArrayList<>();
        int own = capacity.exclusivePods();
        boolean strict = own > JoinThresholds.STRICT.exclusivePodsAbove();
        boolean byEnis = own > JoinThresholds.BY_ENIS.exclusivePodsAbove();
        if (mode == NetworkMode.EXCLUSIVE && strict != byEnis) {
            notes.add("boundary: " + own + " exclusive pods pass the rule \"more than six ENIs\" and fail the rule "
                    + "\"more than 6 pods\"; the threshold here is more than " + thresholds.exclusivePodsAbove());
        }
        prefixNote(notes);
        int usable = CapacityCalculator.usableErdma(limits);
        if (options.erdmaEnis() > usable) {
            notes.add(options.erdmaEnis() + " RDMA interfaces are asked for, the type can use " + usable);
        }
        int advertised = times(limits.eriQuantity(), limits.ipv4PerEni());
        if (options.erdmaEnis() > 0 && advertised != capacity.erdmaPods() && mode != NetworkMode.EXCLUSIVE) {
            notes.add("the running system advertises " + advertised + " of aliyun/erdma, " + capacity.erdmaPods()
                    + " have a place");
        }
        if (options.maxPods() > maxPods) {
            notes.add(
                    "maxPods is " + options.maxPods() + ", " + maxPods + " pods have a place: the scheduler puts up to "
                            + (options.maxPods() - maxPods) + " pods here that never get an address");
        }
        return notes;
    }

    private void prefixNote(List<String> notes) {
        int advertised = CapacityCalculator.advertisedPrefixPods(limits);
        int truth = CapacityCalculator.prefixPods(limits);
        boolean prefixes = options.prefixes().on() && mode != NetworkMode.EXCLUSIVE;
        if (prefixes && options.stack() != ClusterIpStack.IPV6 && advertised != truth) {
            notes.add("the running system advertises " + advertised + " addresses, counting member slots; " + truth
                    + " fit on the ENIs that attach directly");
        }
    }
}
