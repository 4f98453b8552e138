package dev.podnetwork.core.preflight;

import static dev.podnetwork.core.preflight.Condition.atMost;
import static dev.podnetwork.core.preflight.Condition.below;
import static dev.podnetwork.core.preflight.Condition.no;
import static dev.podnetwork.core.preflight.Condition.yes;
import static dev.podnetwork.core.preflight.PreflightRule.error;
import static dev.podnetwork.core.preflight.PreflightRule.warning;

import dev.podnetwork.core.capacity.JoinThresholds;
import java.util.List;

/** The rules about node pools: {@code EX-…}, {@code SH-…}, {@code LJ-…}, {@code PX-…}. */
final class NodeRules {
    private static final Condition EXCLUSIVE = yes(Facts.EXCLUSIVE);
    private static final Condition LINGJUN = yes(Facts.LINGJUN);

    private NodeRules() {}

    static List<PreflightRule> rules(JoinThresholds thresholds) {
        int own = thresholds.exclusivePodsAbove();
        int shared = thresholds.sharedPodsAbove();
        return List.of(
                error(
                        "EX-01",
                        "exclusive node pools need Terway 1.11.0 or later: before, the whole cluster is exclusive or shared",
                        EXCLUSIVE,
                        no(Facts.LINGJUN),
                        below(Facts.TERWAY, "1.11.0", "1.10.0")),
                error(
                        "EX-02",
                        "exclusive Lingjun nodes need Terway 1.14.3 or later",
                        EXCLUSIVE,
                        LINGJUN,
                        below(Facts.TERWAY, "1.14.3", "1.14.2")),
                error(
                        "EX-03",
                        "only new nodes become exclusive: the label must be set when the pool is created",
                        EXCLUSIVE,
                        yes(Facts.EXISTING_NODE)),
                error("EX-04", "a node does not change between exclusive and shared", yes(Facts.MODE_CHANGE)),
                error("EX-05", "exclusive nodes take no CNI chain of the user's own", EXCLUSIVE, yes(Facts.CNI_CHAIN)),
                error(
                        "EX-06",
                        "an exclusive node must hold more than " + own
                                + " pods (documents differ on types with 7 ENIs, "
                                + "6 pods: the stricter one says more than 6)",
                        EXCLUSIVE,
                        atMost(Facts.EXCLUSIVE_PODS, own)),
                warning(
                        "EX-07",
                        "an exclusive pool without a taint: other pods will take its few places",
                        EXCLUSIVE,
                        no(Facts.TAINTED)),
                error(
                        "SH-01",
                        "a shared node must hold more than " + shared + " pods",
                        no(Facts.EXCLUSIVE),
                        atMost(Facts.SHARED_PODS, shared)),
                error(
                        "LJ-01",
                        "Lingjun nodes have no fixed addresses, vSwitches or security groups of pods' own",
                        LINGJUN,
                        yes(Facts.OWN_NETWORK)),
                error("LJ-02", "Lingjun nodes have no prefix mode", LINGJUN, yes(Facts.PREFIX)),
                error(
                        "PX-01",
                        "the node has a record without prefixes, which does not change: use a new node",
                        yes(Facts.PREFIX),
                        yes(Facts.RECORD_WITHOUT_PREFIX)));
    }
}
