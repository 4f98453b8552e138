package dev.podnetwork.core.preflight;

import static dev.podnetwork.core.preflight.Condition.anyOf;
import static dev.podnetwork.core.preflight.Condition.below;
import static dev.podnetwork.core.preflight.Condition.from;
import static dev.podnetwork.core.preflight.Condition.is;
import static dev.podnetwork.core.preflight.Condition.of;
import static dev.podnetwork.core.preflight.Condition.yes;
import static dev.podnetwork.core.preflight.PreflightRule.error;
import static dev.podnetwork.core.preflight.PreflightRule.info;
import static dev.podnetwork.core.preflight.PreflightRule.warning;

import dev.podnetwork.core.config.ClusterIpStack;
import java.util.List;

/** The rules about data paths, {@code DP-…}. */
final class DataPathRules {
    private static final Condition V2 = is(Facts.DATA_PATH, DataPath.V2, DataPath.VETH);
    private static final Condition IPVLAN = is(Facts.DATA_PATH, DataPath.IPVLAN, DataPath.V2);

    private DataPathRules() {}

    static List<PreflightRule> rules() {
        return List.of(
                error("DP-01", "DataPath V2 needs Linux kernel 5.10 or later", V2, below(Facts.KERNEL, "5.10", "4.19")),
                error(
                        "DP-02",
                        "the node tool refuses kernels before 5.10, whatever the data path: require >=5.10",
                        yes(Facts.CURRENT_TERWAY),
                        below(Facts.KERNEL, "5.10", "4.19")),
                error(
                        "DP-03",
                        "DataPath V2 needs Alibaba Cloud Linux 3, ContainerOS or Ubuntu",
                        V2,
                        is(Facts.OS, OsImage.OTHER, OsImage.ALINUX3)),
                error(
                        "DP-04",
                        "DataPath V2 is not available in a cluster that was created with Terway before 1.8.0",
                        V2,
                        below(Facts.TERWAY_AT_CREATION, "1.8.0", "1.7.0")),
                error(
                        "DP-05",
                        "IPvlan cannot be chosen for a new cluster from Terway 1.8.0 on: only DataPath V2 can",
                        IPVLAN,
                        from(Facts.TERWAY, "1.8.0", "1.7.0"),
                        yes(Facts.NEW_CLUSTER)),
                error(
                        "DP-06",
                        "ipvlan is unsupported by the new node tool on a node that runs IPvlan already",
                        IPVLAN,
                        yes(Facts.EXISTING_NODE),
                        yes(Facts.CILIUM_NET),
                        of(Facts.DATA_PATH_NOW, now -> now != DataPath.V2, DataPath.IPVLAN, DataPath.V2)),
                info(
                        "DP-07",
                        "the data path has no effect on exclusive nodes",
                        of(Facts.DATA_PATH, path -> path != DataPath.VETH, DataPath.V2, DataPath.VETH),
                        yes(Facts.EXCLUSIVE)),
                error("DP-08", "DataPath V2 does not support sandboxed containers", V2, yes(Facts.SANDBOXED)),
                error(
                        "DP-09",
                        "DataPath V2 does not support IPv6 hairpin traffic",
                        V2,
                        of(
                                Facts.IP_STACK,
                                stack -> stack != ClusterIpStack.IPV4,
                                ClusterIpStack.DUAL,
                                ClusterIpStack.IPV4),
                        yes(Facts.HAIRPIN)),
                warning(
                        "DP-10",
                        "with DataPath V2, node ports of a Service with externalTrafficPolicy Local may fail: use Cluster",
                        V2,
                        yes(Facts.LOCAL_NODE_PORT)),
                info(
                        "DP-11",
                        "with DataPath V2 and externalTrafficPolicy Cluster, source ports are translated to 32768-65535",
                        V2,
                        yes(Facts.CLUSTER_TRAFFIC)),
                info(
                        "DP-12",
                        "a new cluster with DataPath V2 on Kubernetes 1.34 or later has no kube-proxy; portmap is built in",
                        V2,
                        yes(Facts.NEW_CLUSTER),
                        from(Facts.KUBERNETES, "1.34", "1.33")),
                info(
                        "DP-13",
                        "the policy container of DataPath V2 takes 0.5 core and 512 MB more per node, with a limit of 1 core",
                        V2),
                warning(
                        "DP-14",
                        "connections come near the size of the tracking map: the oldest are evicted",
                        V2,
                        nearlyFull()),
                warning(
                        "DP-15",
                        "with DataPath V2, calls to an external load balancer address of the own cluster may loop back",
                        V2,
                        yes(Facts.OWN_SLB)));
    }

    /** Four fifths of the map. */
    private static Condition nearlyFull() {
        return new Condition(
                List.of(Facts.CONNECTIONS, Facts.CONNECTION_MAP),
                facts -> facts.get(Facts.CONNECTIONS)
                        .flatMap(used -> facts.get(Facts.CONNECTION_MAP).map(size -> 5L * used >= 4L * size)),
                facts -> List.of(
                        Change.to(
                                Facts.CONNECTIONS,
                                facts.get(Facts.CONNECTION_MAP).orElse(512_000)),
                        Change.to(
                                Facts.CONNECTION_MAP,
                                facts.get(Facts.CONNECTION_MAP).orElse(512_000))),
                facts -> List.of(Change.to(
                        Facts.CONNECTION_MAP,
                        larger(facts.get(Facts.CONNECTIONS).orElse(0)))));
    }

    private static int larger(int connections) {
        return (int) Math.min((connections + 2L) * 5 / 4, Integer.MAX_VALUE);
    }

    static List<PreflightRule> qos() {
        Condition exclusiveOrTrunk = anyOf(yes(Facts.EXCLUSIVE), yes(Facts.TRUNK));
        return List.of(
                warning(
                        "QS-01",
                        "bandwidth annotations are ignored on exclusive and trunk ENIs",
                        yes(Facts.BANDWIDTH),
                        exclusiveOrTrunk),
                warning(
                        "QS-02",
                        "priority annotations are ignored with DataPath V2 and on exclusive and trunk ENIs",
                        yes(Facts.PRIORITY),
                        anyOf(V2, yes(Facts.EXCLUSIVE), yes(Facts.TRUNK))),
                warning("QS-03", "IPvlan does not shape ingress traffic", yes(Facts.INGRESS_BANDWIDTH), IPVLAN));
    }
}
