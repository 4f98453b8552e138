package dev.podnetwork.core.preflight;

import static dev.podnetwork.core.preflight.Condition.from;
import static dev.podnetwork.core.preflight.Condition.is;
import static dev.podnetwork.core.preflight.Condition.no;
import static dev.podnetwork.core.preflight.Condition.yes;
import static dev.podnetwork.core.preflight.PreflightRule.error;
import static dev.podnetwork.core.preflight.PreflightRule.info;
import static dev.podnetwork.core.preflight.PreflightRule.warning;

import java.util.List;

/** The rules about NetworkPolicies, {@code NP-…}. */
final class NetworkPolicyRules {
    private static final Condition USED = yes(Facts.NETWORK_POLICY);
    private static final Condition V2 = is(Facts.DATA_PATH, DataPath.V2, DataPath.VETH);

    private NetworkPolicyRules() {}

    static List<PreflightRule> rules() {
        return List.of(
                error("NP-01", "NetworkPolicies are not supported on exclusive nodes", USED, yes(Facts.EXCLUSIVE)),
                info(
                        "NP-02",
                        "in a new cluster with Terway 1.9.2 or later, NetworkPolicies are enforced by eBPF and turn DataPath V2 on",
                        USED,
                        yes(Facts.NEW_CLUSTER),
                        from(Facts.TERWAY, "1.9.2", "1.9.1")),
                error(
                        "NP-03",
                        "with DataPath V2 an ipBlock does not select pods: use labels",
                        USED,
                        V2,
                        yes(Facts.POLICY_POD_BLOCK)),
                warning(
                        "NP-04",
                        "with DataPath V2 the except list of an ipBlock is poorly supported",
                        USED,
                        V2,
                        yes(Facts.POLICY_EXCEPT)),
                warning(
                        "NP-05",
                        "with DataPath V2 an egress policy cuts off pods of the host network and node addresses",
                        USED,
                        V2,
                        yes(Facts.POLICY_EGRESS)),
                warning(
                        "NP-06",
                        "an old node without the cilium chaining plugin keeps its behaviour until it is replaced",
                        is(Facts.POLICY_PROVIDER, PolicyProvider.EBPF, PolicyProvider.IPTABLES),
                        yes(Facts.EXISTING_NODE),
                        no(Facts.CILIUM_CHAINER)),
                info(
                        "NP-07",
                        "NetworkPolicies are enforced by Felix with its NFT backend",
                        is(Facts.POLICY_PROVIDER, PolicyProvider.IPTABLES, PolicyProvider.EBPF),
                        is(Facts.DATA_PATH, DataPath.VETH, DataPath.V2)));
    }
}
