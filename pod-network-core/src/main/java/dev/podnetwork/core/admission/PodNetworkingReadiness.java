package dev.podnetwork.core.admission;

import dev.podnetwork.api.SecurityGroupId;
import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.VpcId;
import dev.podnetwork.api.selector.PodNetworkingSpec;
import dev.podnetwork.api.selector.PodNetworkingStatus;
import dev.podnetwork.api.selector.VSwitchZone;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether a policy can be used. All vSwitches found in the cluster's VPC make it Ready; one that is certainly missing or foreign makes
 * it Fail, with what is left of its last good vSwitches kept; what could not be found out changes nothing. Asking again with the same
 * facts gives an equal status, so a controller writes only on change. A Ready policy is judged like any other
 * (spec: control-plane §3; README decisions 4, 18; weaknesses W4, W9, W49).
 */
public final class PodNetworkingReadiness {
    private final PodNetworkingSpec spec;
    private final PodNetworkingStatus previous;
    private final PolicyFacts facts;

    private PodNetworkingReadiness(PodNetworkingSpec spec, PodNetworkingStatus previous, PolicyFacts facts) {
        this.spec = spec;
        this.previous = previous;
        this.facts = facts;
    }

    /** The next status; equal to the previous one when there is nothing to write. */
    public static PodNetworkingStatus decide(PodNetworkingSpec spec, PodNetworkingStatus previous, PolicyFacts facts) {
        return new PodNetworkingReadiness(spec, previous, facts).decide();
    }

    private PodNetworkingStatus decide() {
        String problem = firstProblem();
        if (problem != null) {
            return PodNetworkingStatus.failed(previous, lastGood(), problem);
        }
        List<VSwitchZone> found = found();
        return found == null ? previous : PodNetworkingStatus.ready(found);
    }

    private @Nullable String firstProblem() {
        if (spec.vSwitches().isEmpty()) {
            return "vSwitchOptions is not set";
        }
        for (VSwitchId id : spec.vSwitches()) {
            String problem = problem(id);
            if (problem != null) {
                return problem;
            }
        }
        for (SecurityGroupId id : spec.securityGroups()) {
            VpcId vpc = facts.securityGroupVpcs().get(id);
            if (isForeign(vpc)) {
                return foreign("security group " + id, vpc);
            }
        }
        return null;
    }

    private @Nullable String problem(VSwitchId id) {
        VSwitchFact fact = facts.vSwitches().get(id);
        if (fact instanceof VSwitchFact.Missing missing) {
            return "vSwitch " + id + " cannot be used: " + missing.reason();
        }
        return fact instanceof VSwitchFact.Found found && isForeign(found.vpc())
                ? foreign("vSwitch " + id, found.vpc())
                : null;
    }

    private boolean isForeign(@Nullable VpcId vpc) {
        return vpc != null && facts.clusterVpc() != null && !vpc.equals(facts.clusterVpc());
    }

    private String foreign(String what, @Nullable VpcId vpc) {
        return what + " is in VPC " + vpc + ", the cluster is in VPC " + facts.clusterVpc()
                + ": use one of the cluster's VPC";
    }

    private List<VSwitchZone> lastGood() {
        return previous.vSwitches().stream()
                .filter(v -> problem(v.id()) == null)
                .toList();
    }

    /** Every vSwitch with its zone, in the policy's order; null when one of them is unknown. */
    private @Nullable List<VSwitchZone> found() {
        List<VSwitchZone> found = new ArrayList<>();
        for (VSwitchId id : spec.vSwitches().stream().distinct().toList()) {
            if (!(facts.vSwitches().get(id) instanceof VSwitchFact.Found fact)) {
                return null;
            }
            found.add(new VSwitchZone(id, fact.zone()));
        }
        return found;
    }
}
