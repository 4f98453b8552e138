package dev.podnetwork.core.sim;

import dev.podnetwork.api.SecurityGroupId;
import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.cloud.CloudFault;
import dev.podnetwork.api.cloud.CloudOp;
import dev.podnetwork.api.cloud.CloudReply;
import dev.podnetwork.api.cloud.EniDescription;
import dev.podnetwork.fake.sim.run.SimPorts;
import dev.podnetwork.spi.CloudNetwork;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;

/** Bugs in what is sent to the cloud, and in how its answers are taken. */
final class CloudBugs {
    private static final String INTENT_TAG = "podnetwork.dev/intent";
    private static final String CLUSTER_TAG = "ack.aliyun.com";
    private static final int MOST_RETRIES = 600;

    private CloudBugs() {}

    private static SimPorts creating(SimPorts ports, UnaryOperator<CloudOp.CreateEni> bug) {
        return sending(ports, op -> op instanceof CloudOp.CreateEni create ? bug.apply(create) : op);
    }

    private static SimPorts sending(SimPorts ports, UnaryOperator<CloudOp> bug) {
        CloudNetwork cloud = op -> ports.cloud().call(bug.apply(op));
        return Forwarding.with(ports, cloud);
    }

    private static CloudOp.CreateEni create(
            CloudOp.CreateEni op, VSwitchId from, List<SecurityGroupId> groups, boolean deleteOnRelease) {
        return new CloudOp.CreateEni(
                from,
                groups,
                op.ipv6Count(),
                deleteOnRelease,
                op.resourceGroupId(),
                op.trafficMode(),
                op.tags(),
                op.clientToken());
    }

    private static CloudOp.CreateEni tagged(CloudOp.CreateEni op, Map<String, String> tags, String token) {
        return new CloudOp.CreateEni(
                op.vSwitch(),
                op.securityGroups(),
                op.ipv6Count(),
                op.deleteOnRelease(),
                op.resourceGroupId(),
                op.trafficMode(),
                tags,
                token);
    }

    /** A create does not say by a tag which intent it is for. */
    static SimPorts intentTagForgotten(SimPorts ports) {
        return creating(ports, op -> {
            Map<String, String> tags = new LinkedHashMap<>(op.tags());
            tags.remove(INTENT_TAG);
            return tagged(op, tags, op.clientToken());
        });
    }

    /** The first send carries the right token, each further one a token of its own. */
    static SimPorts tokenPerAttempt(SimPorts ports) {
        Map<String, Integer> sends = new LinkedHashMap<>();
        return creating(ports, op -> {
            int before = sends.merge(op.clientToken(), 1, Integer::sum) - 1;
            String token = before == 0 ? op.clientToken() : op.clientToken() + "-" + before;
            Map<String, String> tags = new LinkedHashMap<>(op.tags());
            tags.put(INTENT_TAG, token);
            return tagged(op, tags, token);
        });
    }

    /** A create that is sent again goes to another vSwitch of the zone, under the same token. */
    static SimPorts anotherVSwitchSameIntent(SimPorts ports) {
        Map<String, Integer> sends = new LinkedHashMap<>();
        return creating(ports, op -> {
            boolean again = sends.merge(op.clientToken(), 1, Integer::sum) > 1;
            return again ? create(op, other(op.vSwitch()), op.securityGroups(), op.deleteOnRelease()) : op;
        });
    }

    private static VSwitchId other(VSwitchId id) {
        return switch (id.value()) {
            case "vsw-1" -> VSwitchId.of("vsw-2");
            case "vsw-2" -> VSwitchId.of("vsw-1");
            case "vsw-3" -> VSwitchId.of("vsw-4");
            default -> VSwitchId.of("vsw-3");
        };
    }

    static SimPorts wrongSecurityGroup(SimPorts ports) {
        return creating(
                ports, op -> create(op, op.vSwitch(), List.of(SecurityGroupId.of("sg-other")), op.deleteOnRelease()));
    }

    /** Only the first security group is asked for. */
    static SimPorts oneGroupOfSeveral(SimPorts ports) {
        return creating(
                ports, op -> create(op, op.vSwitch(), op.securityGroups().subList(0, 1), op.deleteOnRelease()));
    }

    static SimPorts wrongVSwitch(SimPorts ports) {
        return creating(ports, op -> create(op, other(op.vSwitch()), op.securityGroups(), op.deleteOnRelease()));
    }

    /** Fixed interfaces die with the instance they are on. */
    static SimPorts fixedDiesWithInstance(SimPorts ports) {
        return creating(ports, op -> create(op, op.vSwitch(), op.securityGroups(), true));
    }

    static SimPorts clusterTagForgotten(SimPorts ports) {
        return creating(ports, op -> {
            Map<String, String> tags = new LinkedHashMap<>(op.tags());
            tags.remove(CLUSTER_TAG);
            return tagged(op, tags, op.clientToken());
        });
    }

    /** Every failed call is sent again at once, past limiter, backoff and fence: also when its record has moved on meanwhile. */
    static SimPorts retryWithoutBackoff(SimPorts ports) {
        CloudNetwork cloud = new CloudNetwork() {
            @Override
            public CompletionStage<CloudReply> call(CloudOp op) {
                return call(op, MOST_RETRIES);
            }

            private CompletionStage<CloudReply> call(CloudOp op, int left) {
                return ports.cloud().call(op).thenCompose(reply -> {
                    boolean again = reply instanceof CloudReply.Failed && left > 0;
                    return again ? call(op, left - 1) : CompletableFuture.completedStage(reply);
                });
            }
        };
        return Forwarding.with(ports, cloud);
    }

    /** Sweeps never read anything: drift and orphans go unseen. */
    static SimPorts driftNeverLookedFor(SimPorts ports) {
        CloudNetwork cloud = op -> sweeps(op)
                ? CompletableFuture.completedStage(new CloudReply.Failed(CloudFault.of(
                        CloudFault.Kind.UNAVAILABLE, CloudFault.Scope.ACCOUNT, "Skipped", "sweeps are off")))
                : ports.cloud().call(op);
        return Forwarding.with(ports, cloud);
    }

    private static boolean sweeps(CloudOp op) {
        return op instanceof CloudOp.DescribeEnis describe
                && describe.filter().ids().isEmpty()
                && !describe.filter().tags().containsKey(INTENT_TAG);
    }

    /** Every interface seems an hour older than it is, so that no grace protects it. */
    static SimPorts orphanGraceIgnored(SimPorts ports) {
        return answers(
                ports,
                reply -> reply instanceof CloudReply.EniPage page
                        ? new CloudReply.EniPage(
                                page.enis(), page.nextToken(), page.cloudTime().plus(Duration.ofHours(1)))
                        : reply);
    }

    /** A failed describe counts as one that saw nothing. */
    static SimPorts failedDescribeIsEmpty(SimPorts ports) {
        CloudNetwork cloud = op -> ports.cloud()
                .call(op)
                .thenApply(reply -> op instanceof CloudOp.DescribeEnis && reply instanceof CloudReply.Failed
                        ? new CloudReply.EniPage(List.of(), null, ports.env().now())
                        : reply);
        return Forwarding.with(ports, cloud);
    }

    /** Interfaces are looked for only where records and wishes name a vSwitch. */
    static SimPorts sweptByVSwitchOnly(SimPorts ports) {
        CloudNetwork cloud = op -> ports.cloud()
                .call(op)
                .thenApply(reply -> op instanceof CloudOp.DescribeEnis each
                                && each.filter().tags().containsKey("ack.aliyun.com")
                        ? new CloudReply.EniPage(List.of(), null, ports.env().now())
                        : reply);
        return Forwarding.with(ports, cloud);
    }

    /** Only the first page of a list is read. */
    static SimPorts firstPageOnly(SimPorts ports) {
        return answers(
                ports,
                reply -> reply instanceof CloudReply.EniPage page
                        ? new CloudReply.EniPage(page.enis(), null, page.cloudTime())
                        : reply);
    }

    /** A call without a reply counts as one that never happened. */
    static SimPorts lostReplyIsNo(SimPorts ports) {
        return answers(
                ports,
                reply -> reply instanceof CloudReply.Failed failed
                                && failed.fault().kind() == CloudFault.Kind.OUTCOME_UNKNOWN
                        ? new CloudReply.Failed(CloudFault.of(
                                CloudFault.Kind.INVALID_REQUEST, CloudFault.Scope.ACCOUNT, "Timeout", "no reply"))
                        : reply);
    }

    private static SimPorts answers(SimPorts ports, UnaryOperator<CloudReply> bug) {
        CloudNetwork cloud = op -> ports.cloud().call(op).thenApply(bug);
        return Forwarding.with(ports, cloud);
    }

    /** The same call is made twice. */
    static SimPorts everyCallTwice(SimPorts ports) {
        CloudNetwork cloud = op -> {
            if (op.mutating() && !(op instanceof CloudOp.CreateEni)) {
                CompletionStage<CloudReply> unused = ports.cloud().call(op);
            }
            return ports.cloud().call(op);
        };
        return Forwarding.with(ports, cloud);
    }

    /** What was made first is written down for everybody. */
    static SimPorts oneAddressForAll(SimPorts ports) {
        EniDescription[] first = new EniDescription[1];
        return answers(ports, reply -> {
            if (reply instanceof CloudReply.EniCreated created) {
                if (first[0] == null) {
                    first[0] = created.eni();
                }
                return new CloudReply.EniCreated(withAddress(created.eni(), first[0].ipv4()), created.cloudTime());
            }
            return reply;
        });
    }

    private static EniDescription withAddress(EniDescription eni, List<String> ipv4) {
        return new EniDescription(
                eni.id(),
                eni.type(),
                eni.status(),
                eni.mac(),
                eni.vpc(),
                eni.vSwitch(),
                eni.zone(),
                eni.securityGroups(),
                eni.resourceGroupId(),
                ipv4,
                eni.ipv6(),
                eni.attachment(),
                eni.tags(),
                eni.createdAt());
    }
}
