package dev.podnetwork.core.preflight;

import static dev.podnetwork.core.preflight.Condition.below;
import static dev.podnetwork.core.preflight.Condition.is;
import static dev.podnetwork.core.preflight.Condition.no;
import static dev.podnetwork.core.preflight.Condition.yes;
import static dev.podnetwork.core.preflight.PreflightRule.error;

import dev.podnetwork.core.config.ClusterIpStack;
import java.util.List;

/** The rules about dual stack, {@code DS-…}. */
final class StackRules {
    private static final Condition DUAL = is(Facts.IP_STACK, ClusterIpStack.DUAL, ClusterIpStack.IPV4);

    private StackRules() {}

    static List<PreflightRule> rules() {
        return List.of(
                error(
                        "DS-01",
                        "dual stack needs Kubernetes 1.22 or later",
                        DUAL,
                        below(Facts.KUBERNETES, "1.22", "1.20")),
                error(
                        "DS-02",
                        "dual stack needs as many IPv6 as IPv4 addresses per ENI: the instance type is refused, and nodes "
                                + "that run already get IPv4 only",
                        DUAL,
                        unequal()),
                error("DS-03", "Lingjun nodes have no dual stack", DUAL, yes(Facts.LINGJUN)),
                error("DS-04", "dual stack and eRDMA exclude each other", DUAL, yes(Facts.ERDMA)),
                error("DS-05", "dual stack needs IPv6 in the VPC", DUAL, no(Facts.VPC_IPV6)));
    }

    private static Condition unequal() {
        return new Condition(
                List.of(Facts.IPV4_PER_ENI, Facts.IPV6_PER_ENI),
                facts -> facts.get(Facts.IPV4_PER_ENI)
                        .flatMap(v4 -> facts.get(Facts.IPV6_PER_ENI).map(v6 -> !v4.equals(v6))),
                facts -> List.of(
                        Change.to(
                                Facts.IPV4_PER_ENI,
                                facts.get(Facts.IPV4_PER_ENI).orElse(10)),
                        Change.to(
                                Facts.IPV6_PER_ENI,
                                facts.get(Facts.IPV4_PER_ENI).orElse(10) == 1 ? 0 : 1)),
                facts -> List.of(Change.to(
                        Facts.IPV6_PER_ENI, facts.get(Facts.IPV4_PER_ENI).orElse(10))));
    }
}
