package dev.podnetwork.core.admission;

import dev.podnetwork.api.release.AllocationType;
import dev.podnetwork.api.release.ReleaseStrategy;
import dev.podnetwork.api.selector.EniType;
import dev.podnetwork.api.selector.LabelSelector;
import dev.podnetwork.api.selector.PodNetworkingSpec;
import dev.podnetwork.core.config.EniConfigReader;
import dev.podnetwork.core.config.Finding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What may stand in a policy. On create every error denies; an update is denied only for errors that it brings in; what is stored
 * already is accepted with warnings. Errors come in the order of the running system's checks, then those it lacks
 * (spec: control-plane §2.6; README decision 2; weakness W12).
 *
 * @param findings errors and warnings, in order
 */
public record PodNetworkingValidation(List<Finding> findings) {
    /** The shortest time to live that is promised to work. */
    public static final Duration MIN_TTL = Duration.ofMinutes(5);

    /** The words of the answer when nothing denies. */
    public static final String CHECKED = "checked";

    /** Copies the list. */
    public PodNetworkingValidation {
        findings = List.copyOf(findings);
    }

    /** A new policy, after its lists were filled. */
    public static PodNetworkingValidation onCreate(PodNetworkingSpec spec, boolean injectResources) {
        List<Finding> findings = new ArrayList<>();
        unselected(spec, injectResources, findings);
        lists(spec, findings);
        findings.addAll(ofRelease(spec.allocationType()));
        timeToLive(spec.allocationType(), findings);
        selector("podSelector", spec.podSelector(), findings);
        selector("namespaceSelector", spec.namespaceSelector(), findings);
        return new PodNetworkingValidation(findings);
    }

    /** An edit of a stored policy: an error that was there before is a warning now. */
    public static PodNetworkingValidation onUpdate(
            PodNetworkingSpec before, PodNetworkingSpec after, boolean injectResources) {
        List<Finding> known = onCreate(before, injectResources).findings();
        return new PodNetworkingValidation(onCreate(after, injectResources).findings().stream()
                .map(f -> known.contains(f) ? f.asWarning() : f)
                .toList());
    }

    /** A stored policy, or one from a time before these rules: nothing denies. */
    public static PodNetworkingValidation ofStored(PodNetworkingSpec spec, boolean injectResources) {
        return new PodNetworkingValidation(onCreate(spec, injectResources).findings().stream()
                .map(Finding::asWarning)
                .toList());
    }

    /** Why the policy is denied, in the words of the admission answer. */
    public Optional<String> denial() {
        return findings.stream().filter(Finding::isError).map(Finding::text).findFirst();
    }

    /** What the user should know although the policy is accepted. */
    public List<Finding> warnings() {
        return findings.stream().filter(f -> !f.isError()).toList();
    }

    private static void unselected(PodNetworkingSpec spec, boolean injectResources, List<Finding> into) {
        if (!injectResources && !spec.hasSelector() && spec.eniType() != EniType.DEFAULT) {
            into.add(Finding.error(
                    "eniOptions.eniType",
                    "attachType must be default when podSelector and namespaceSelector are not set"));
        }
    }

    private static void lists(PodNetworkingSpec spec, List<Finding> into) {
        int groups = spec.securityGroups().size();
        if (spec.vSwitches().isEmpty()) {
            into.add(Finding.error("vSwitchOptions", "vSwitchOptions is not set"));
        }
        if (groups == 0) {
            into.add(Finding.error("securityGroupIDs", "security group is not set"));
        }
        if (groups > EniConfigReader.MAX_SECURITY_GROUPS) {
            into.add(Finding.error("securityGroupIDs", "security group can not more than 10"));
        } else if (groups > EniConfigReader.DOCUMENTED_SECURITY_GROUPS) {
            into.add(Finding.warning("securityGroupIDs", "security groups are " + groups + ": documented are 1 to 5"));
        }
    }

    /** Whether it is clear when the address is released. */
    static List<Finding> ofRelease(AllocationType type) {
        List<Finding> into = new ArrayList<>();
        String after = type.releaseAfter() == null ? "" : type.releaseAfter();
        if (type.strategy() == ReleaseStrategy.TTL && type.parsedReleaseAfter().isEmpty()) {
            into.add(Finding.error("allocationType.releaseAfter", "invalid releaseAfter " + after));
        }
        if (type.strategy() == ReleaseStrategy.NEVER && !after.isEmpty()) {
            into.add(Finding.error(
                    "allocationType.releaseAfter", "releaseAfter must be empty when releaseStrategy is never"));
        }
        if (type.isFixed() && type.strategy() == null) {
            into.add(Finding.error(
                    "allocationType.releaseStrategy",
                    "releaseStrategy is not set for type Fixed: choose TTL with a releaseAfter, or Never"));
        }
        if (!type.isFixed() && (type.strategy() != null || !after.isEmpty())) {
            into.add(Finding.warning(
                    "allocationType",
                    "releaseStrategy and releaseAfter have no effect on type Elastic: use type Fixed"));
        }
        return into;
    }

    private static void timeToLive(AllocationType type, List<Finding> into) {
        Optional<Duration> after = type.parsedReleaseAfter();
        if (type.strategy() != ReleaseStrategy.TTL || after.isEmpty()) {
            return;
        }
        if (after.get().isNegative()) {
            into.add(Finding.error(
                    "allocationType.releaseAfter",
                    "invalid releaseAfter " + type.releaseAfter() + ": it is negative, give at least 5m"));
        } else if (type.isFixed() && after.get().compareTo(MIN_TTL) < 0) {
            into.add(Finding.error(
                    "allocationType.releaseAfter",
                    "invalid releaseAfter " + type.releaseAfter() + ": it is under the minimum of 5m"));
        }
    }

    private static void selector(String field, @Nullable LabelSelector selector, List<Finding> into) {
        if (selector != null) {
            selector.problems()
                    .forEach(p -> into.add(Finding.error("selector." + field, "invalid " + field + ": " + p)));
        }
    }
}
