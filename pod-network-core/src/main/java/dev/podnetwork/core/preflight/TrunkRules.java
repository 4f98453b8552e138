package dev.podnetwork.core.preflight;

import static dev.podnetwork.core.preflight.Condition.below;
import static dev.podnetwork.core.preflight.Condition.from;
import static dev.podnetwork.core.preflight.Condition.no;
import static dev.podnetwork.core.preflight.Condition.of;
import static dev.podnetwork.core.preflight.Condition.yes;
import static dev.podnetwork.core.preflight.PreflightRule.error;
import static dev.podnetwork.core.preflight.PreflightRule.info;
import static dev.podnetwork.core.preflight.PreflightRule.warning;

import java.util.List;

/** The rules about trunk ENIs and what is used through them, {@code TR-…}. */
final class TrunkRules {
    /** Where managed clusters keep their token. */
    static final String TOKEN_PATH = "/var/addon/token-config";

    private static final Condition TRUNK = yes(Facts.TRUNK);

    private TrunkRules() {}

    static List<PreflightRule> rules() {
        return List.of(
                error(
                        "TR-01",
                        "the instance type has no trunk ENI: its member capacity is 0",
                        TRUNK,
                        no(Facts.TRUNK_SUPPORTED)),
                info("TR-02", "trunk is switched off on exclusive nodes", TRUNK, yes(Facts.EXCLUSIVE)),
                error("TR-03", "Lingjun nodes have no trunk ENI", TRUNK, yes(Facts.LINGJUN)),
                info(
                        "TR-04",
                        "trunk is on by default from Kubernetes 1.31 on, and cannot be turned off later",
                        TRUNK,
                        yes(Facts.MANAGED),
                        from(Facts.KUBERNETES, "1.31", "1.30")),
                warning(
                        "TR-05",
                        "trunk in a dedicated cluster needs an application in Quota Center",
                        TRUNK,
                        no(Facts.MANAGED)),
                warning(
                        "TR-06",
                        "traffic inside one node bypasses the security groups of pods: use a NetworkPolicy",
                        TRUNK,
                        yes(Facts.SAME_NODE_GROUPS)),
                error(
                        "TR-07",
                        "the secret addon.network.token is missing: trunk is not supported on this cluster, create a new one",
                        TRUNK,
                        yes(Facts.MANAGED),
                        no(Facts.ADDON_TOKEN)),
                error(
                        "TR-08",
                        "eni-config has no credential_path: set it to " + TOKEN_PATH,
                        TRUNK,
                        yes(Facts.MANAGED),
                        of(Facts.CREDENTIAL_PATH, String::isBlank, "", TOKEN_PATH)),
                warning(
                        "TR-09",
                        "trunk may not be supported in clusters that were created before June 2020",
                        TRUNK,
                        of(Facts.CREATED, when -> when.compareTo("2020-06") < 0, "2020-05", "2020-06")),
                error(
                        "TR-10",
                        "enableTrunk of the controller and enable_eni_trunking of eni-config differ: pods would wait for ever; "
                                + "make both the same",
                        differ()),
                warning(
                        "TR-11",
                        "vSwitchSelectOptions and eniType of a PodNetworking are ignored before Terway 1.11.0",
                        yes(Facts.YOUNGER_FIELDS),
                        below(Facts.TERWAY, "1.11.0", "1.10.0")),
                warning(
                        "TR-12",
                        "a pod that is bound to a zone by its fixed address may keep a pool from scaling out",
                        yes(Facts.FIXED),
                        yes(Facts.AUTO_SCALING)));
    }

    private static Condition differ() {
        return new Condition(
                List.of(Facts.CONTROLLER_TRUNK, Facts.CONFIG_TRUNK),
                facts -> facts.get(Facts.CONTROLLER_TRUNK)
                        .flatMap(one -> facts.get(Facts.CONFIG_TRUNK).map(other -> !one.equals(other))),
                facts -> List.of(Change.to(Facts.CONTROLLER_TRUNK, true), Change.to(Facts.CONFIG_TRUNK, false)),
                facts -> List.of(Change.to(
                        Facts.CONFIG_TRUNK, facts.get(Facts.CONTROLLER_TRUNK).orElse(true))));
    }
}
