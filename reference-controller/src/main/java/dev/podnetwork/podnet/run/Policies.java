package dev.podnetwork.podnet.run;

import dev.podnetwork.api.SecurityGroupId;
import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.VpcId;
import dev.podnetwork.api.cloud.CloudOp;
import dev.podnetwork.api.cloud.CloudReply;
import dev.podnetwork.api.cloud.VSwitchDescription;
import dev.podnetwork.api.selector.PodNetworking;
import dev.podnetwork.api.selector.PodNetworkingStatus;
import dev.podnetwork.core.admission.PodNetworkingReadiness;
import dev.podnetwork.core.admission.PolicyFacts;
import dev.podnetwork.core.admission.VSwitchFact;
import dev.podnetwork.fake.FakeCloud;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Judges policies by what the cloud says of their vSwitches and security groups, before the first pod comes. */
final class Policies {
    private static final int IDS_PER_CALL = 50;

    private final FakeCloud cloud;
    private final VpcId vpc;

    Policies(FakeCloud cloud, VpcId vpc) {
        this.cloud = cloud;
        this.vpc = vpc;
    }

    List<PodNetworking> judged(List<PodNetworking> policies, Story story) {
        PolicyFacts facts = new PolicyFacts(vSwitches(policies), groups(policies), vpc);
        return policies.stream()
                .map(each -> each.withStatus(PodNetworkingReadiness.decide(each.spec(), each.status(), facts)))
                .peek(each -> story.said(
                        "PodNetworking " + each.name(),
                        each.status().state().name(),
                        each.status().state() == PodNetworkingStatus.State.READY
                                ? "vSwitches " + each.status().vSwitchIds()
                                : each.status().message()))
                .toList();
    }

    private Map<VSwitchId, VSwitchFact> vSwitches(List<PodNetworking> policies) {
        Map<VSwitchId, VSwitchFact> facts = new LinkedHashMap<>();
        Set<VSwitchId> ids = new LinkedHashSet<>();
        policies.forEach(each -> ids.addAll(each.spec().vSwitches()));
        for (VSwitchId id : ids) {
            CloudReply reply = cloud.call(new CloudOp.DescribeVSwitches(id, null, 1));
            if (reply instanceof CloudReply.VSwitchPage page
                    && !page.vSwitches().isEmpty()) {
                VSwitchDescription found = page.vSwitches().get(0);
                facts.put(id, new VSwitchFact.Found(found.zone(), found.vpc(), found.availableIpv4()));
            } else if (reply instanceof CloudReply.Failed failed) {
                facts.put(id, new VSwitchFact.Unknown(failed.fault().message()));
            } else {
                facts.put(id, new VSwitchFact.Missing("the cloud does not know it"));
            }
        }
        return facts;
    }

    private Map<SecurityGroupId, VpcId> groups(List<PodNetworking> policies) {
        Set<SecurityGroupId> ids = new LinkedHashSet<>();
        policies.forEach(each -> ids.addAll(each.spec().securityGroups()));
        Map<SecurityGroupId, VpcId> facts = new LinkedHashMap<>();
        List<SecurityGroupId> all = List.copyOf(ids);
        for (int from = 0; from < all.size(); from += IDS_PER_CALL) {
            List<SecurityGroupId> some = all.subList(from, Math.min(from + IDS_PER_CALL, all.size()));
            if (cloud.call(new CloudOp.DescribeSecurityGroups(some)) instanceof CloudReply.SecurityGroupPage page) {
                page.securityGroups().forEach(each -> facts.put(each.id(), each.vpc()));
            }
        }
        return facts;
    }
}
