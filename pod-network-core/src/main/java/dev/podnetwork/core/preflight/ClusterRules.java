package dev.podnetwork.core.preflight;

import static dev.podnetwork.core.preflight.Condition.atMost;
import static dev.podnetwork.core.preflight.Condition.no;
import static dev.podnetwork.core.preflight.Condition.of;
import static dev.podnetwork.core.preflight.Condition.yes;
import static dev.podnetwork.core.preflight.PreflightRule.error;
import static dev.podnetwork.core.preflight.PreflightRule.info;
import static dev.podnetwork.core.preflight.PreflightRule.warning;

import dev.podnetwork.core.config.Cidr;
import dev.podnetwork.core.config.ClusterIpStack;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The rules about the network plan of a cluster: {@code CP-…}, {@code CN-…}. */
final class ClusterRules {
    private static final int ENOUGH_ZONES = 3;

    /** Blocks to propose for Services. */
    private static final List<String> PROPOSALS = List.of(
            "172.21.0.0/20",
            "192.168.240.0/20",
            "10.255.240.0/20",
            "172.16.0.0/20",
            "100.100.240.0/20",
            "198.18.0.0/20");

    private ClusterRules() {}

    static List<PreflightRule> rules() {
        return List.of(
                error(
                        "CP-01",
                        "the network plugin of an existing cluster cannot be changed",
                        yes(Facts.PLUGIN_CHANGE),
                        no(Facts.NEW_CLUSTER)),
                error(
                        "CN-01",
                        "the Service CIDR must not overlap the CIDRs of nodes or pods",
                        overlap(Facts.SERVICE_BLOCKS, List.of(Facts.NODE_BLOCKS, Facts.POD_BLOCKS))),
                info(
                        "CN-03",
                        "the vSwitches of pods and nodes overlap, which is allowed",
                        overlap(Facts.POD_BLOCKS, List.of(Facts.NODE_BLOCKS))),
                error(
                        "CN-04",
                        "an IPv6 Service CIDR needs dual stack",
                        of(
                                Facts.SERVICE_BLOCKS,
                                blocks -> blocks.stream().anyMatch(Cidr::isIpv6),
                                blocks("172.21.0.0/20,fd00:21::/112"),
                                blocks("172.21.0.0/20")),
                        of(
                                Facts.IP_STACK,
                                stack -> stack != ClusterIpStack.DUAL,
                                ClusterIpStack.IPV4,
                                ClusterIpStack.DUAL)),
                warning(
                        "CN-02",
                        "three or more zones with vSwitches are recommended",
                        atMost(Facts.ZONES, ENOUGH_ZONES - 1)));
    }

    private static List<Cidr> blocks(String text) {
        return Facts.SERVICE_BLOCKS.parse(text).orElseThrow();
    }

    /** Some block of the first fact meets some block of the others; what is unknown of the others does not count if one does. */
    private static Condition overlap(Fact<List<Cidr>> first, List<Fact<List<Cidr>>> others) {
        List<Fact<?>> looksAt = new ArrayList<>(List.of(first));
        looksAt.addAll(others);
        return new Condition(
                looksAt,
                facts -> facts.get(first).flatMap(blocks -> meets(blocks, others, facts)),
                facts -> toMeet(first, others, facts),
                facts -> apart(first, others, facts));
    }

    private static Optional<Boolean> meets(List<Cidr> blocks, List<Fact<List<Cidr>>> others, PreflightFacts facts) {
        boolean unknown = false;
        for (Fact<List<Cidr>> other : others) {
            Optional<List<Cidr>> known = facts.get(other);
            unknown |= known.isEmpty();
            boolean met = known.stream()
                    .flatMap(List::stream)
                    .anyMatch(b -> blocks.stream().anyMatch(b::overlaps));
            if (met) {
                return Optional.of(true);
            }
        }
        return unknown ? Optional.empty() : Optional.of(false);
    }

    private static List<Change> toMeet(Fact<List<Cidr>> first, List<Fact<List<Cidr>>> others, PreflightFacts facts) {
        List<Cidr> there = facts.get(others.get(0)).orElse(blocks("10.0.0.0/8"));
        List<Cidr> met = there.isEmpty() ? blocks("10.0.0.0/8") : there;
        return List.of(Change.to(first, met), Change.to(others.get(0), met));
    }

    /** The first proposal that meets nothing; nothing when all do. */
    private static List<Change> apart(Fact<List<Cidr>> first, List<Fact<List<Cidr>>> others, PreflightFacts facts) {
        return PROPOSALS.stream()
                .map(ClusterRules::blocks)
                .filter(each -> others.stream()
                        .flatMap(o -> facts.get(o).stream())
                        .flatMap(List::stream)
                        .noneMatch(b -> each.get(0).overlaps(b)))
                .map(each -> Change.to(first, each))
                .limit(1)
                .toList();
    }
}
