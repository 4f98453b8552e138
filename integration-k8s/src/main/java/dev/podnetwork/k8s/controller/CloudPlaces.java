package dev.podnetwork.k8s.controller;

import dev.podnetwork.api.SecurityGroupId;
import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.VpcId;
import dev.podnetwork.api.cloud.CloudFault;
import dev.podnetwork.api.cloud.CloudOp;
import dev.podnetwork.api.cloud.CloudReply;
import dev.podnetwork.api.cloud.VSwitchDescription;
import dev.podnetwork.api.selector.PodNetworkingSpec;
import dev.podnetwork.core.admission.PolicyFacts;
import dev.podnetwork.core.admission.VSwitchFact;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What the cloud says of the vSwitches and security groups that a policy names: asked each time, each id once. */
final class CloudPlaces {
    private final PacedCloud cloud;
    private final @Nullable VpcId vpc;

    CloudPlaces(PacedCloud cloud, @Nullable VpcId vpc) {
        this.cloud = cloud;
        this.vpc = vpc;
    }

    CompletionStage<PolicyFacts> facts(PodNetworkingSpec spec) {
        Map<VSwitchId, VSwitchFact> vSwitches = new ConcurrentHashMap<>();
        Map<SecurityGroupId, VpcId> groups = new ConcurrentHashMap<>();
        List<CompletableFuture<Void>> asked = new ArrayList<>();
        for (VSwitchId id : spec.vSwitches().stream().distinct().toList()) {
            asked.add(cloud.call(new CloudOp.DescribeVSwitches(id, null, 1))
                    .thenAccept(reply -> vSwitches.put(id, fact(id, reply)))
                    .toCompletableFuture());
        }
        List<SecurityGroupId> ids = spec.securityGroups().stream().distinct().toList();
        if (!ids.isEmpty() && ids.size() <= 100) {
            asked.add(cloud.call(new CloudOp.DescribeSecurityGroups(ids))
                    .thenAccept(reply -> take(reply, groups))
                    .toCompletableFuture());
        }
        return CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new))
                .thenApply(done -> new PolicyFacts(new LinkedHashMap<>(vSwitches), groups, vpc));
    }

    private static VSwitchFact fact(VSwitchId id, CloudReply reply) {
        if (reply instanceof CloudReply.VSwitchPage page) {
            for (VSwitchDescription each : page.vSwitches()) {
                if (each.id().equals(id)) {
                    return new VSwitchFact.Found(each.zone(), each.vpc(), each.availableIpv4());
                }
            }
            return new VSwitchFact.Missing("the cloud does not know it");
        }
        if (reply instanceof CloudReply.Failed failed) {
            CloudFault fault = failed.fault();
            boolean missing = fault.kind() == CloudFault.Kind.NOT_FOUND;
            return missing ? new VSwitchFact.Missing(fault.message()) : new VSwitchFact.Unknown(fault.message());
        }
        return new VSwitchFact.Unknown("the cloud answered " + reply);
    }

    private static void take(CloudReply reply, Map<SecurityGroupId, VpcId> groups) {
        if (reply instanceof CloudReply.SecurityGroupPage page) {
            page.securityGroups().forEach(each -> groups.put(each.id(), each.vpc()));
        }
    }
}
