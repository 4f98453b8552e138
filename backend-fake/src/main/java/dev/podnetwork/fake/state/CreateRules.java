package dev.podnetwork.fake.state;

import dev.podnetwork.api.SecurityGroupId;
import dev.podnetwork.api.cloud.CloudOp;
import dev.podnetwork.api.cloud.CloudReply;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether an interface may be created, with the cloud's own codes (spec: openapi-wire §7.2), and its creation. */
public final class CreateRules {
    private static final int MAX_TOKEN = 64;
    private static final int MAX_IPV6 = 10;

    private final CloudState cloud;
    private final int maxGroups;

    /** Rules over this account; at most {@code maxGroups} security groups per interface. */
    public CreateRules(CloudState cloud, int maxGroups) {
        this.cloud = cloud;
        this.maxGroups = maxGroups;
    }

    /**
     * Creates, replays or refuses; all or nothing.
     *
     * @param answeredAtNanos when the caller is told: until then the token and the interface are busy
     */
    public Answer create(CloudOp.CreateEni op, long answeredAtNanos) {
        WireFault malformed = malformed(op);
        if (malformed != null) {
            return new Answer.Refused(malformed);
        }
        TokenStore.Issued before = cloud.tokens.find(op.clientToken(), cloud.now);
        if (before != null) {
            return again(op, before);
        }
        VSwitchState vSwitch = cloud.vSwitches.get(op.vSwitch());
        if (vSwitch == null) {
            return Answer.notFound("InvalidVSwitchId.NotFound", "vSwitch " + op.vSwitch());
        }
        WireFault refusal = refusal(op, vSwitch);
        return refusal != null ? new Answer.Refused(refusal) : created(op, vSwitch, answeredAtNanos);
    }

    private Answer created(CloudOp.CreateEni op, VSwitchState vSwitch, long answeredAtNanos) {
        EniSpec spec = new EniSpec(
                vSwitch,
                cloud.shared(op.securityGroups()),
                op.resourceGroupId(),
                op.trafficMode(),
                op.deleteOnRelease(),
                TagSet.of(op.tags()));
        Eni eni = cloud.bear(spec, op.ipv6Count());
        eni.busyUntilNanos = answeredAtNanos;
        cloud.tokens.remember(op.clientToken(), eni, cloud.now, answeredAtNanos);
        return new Answer.Done(new CloudReply.EniCreated(eni.asCreated(), Eni.instant(cloud.now)));
    }

    private Answer again(CloudOp.CreateEni op, TokenStore.Issued before) {
        if (!before.eni().wasCreatedBy(op)) {
            return new Answer.Refused(WireFault.invalid(
                    "IdempotentParameterMismatch",
                    "The client token was used with other parameters: " + op.clientToken()));
        }
        if (before.answeredAtNanos() > cloud.now) {
            return new Answer.Refused(WireFault.conflict("the client token " + op.clientToken()));
        }
        return new Answer.Done(new CloudReply.EniCreated(before.eni().asCreated(), Eni.instant(cloud.now)));
    }

    private @Nullable WireFault malformed(CloudOp.CreateEni op) {
        String token = op.clientToken();
        if (token.isEmpty()) {
            return WireFault.invalid(
                    "MissingParameter", "ClientToken is missing: without one a retry makes a second interface.");
        }
        if (token.length() > MAX_TOKEN || !token.chars().allMatch(c -> c > 32 && c < 127)) {
            return WireFault.invalid("InvalidParameter", "ClientToken must be at most 64 ASCII characters: " + token);
        }
        if (op.ipv6Count() < 0 || op.ipv6Count() > MAX_IPV6) {
            return WireFault.invalid("InvalidParameter", "Ipv6AddressCount must be 0 to 10: " + op.ipv6Count());
        }
        List<SecurityGroupId> groups = op.securityGroups();
        if (groups.isEmpty()) {
            return WireFault.invalid("MissingParameter", "SecurityGroupIds is missing: give 1 to " + maxGroups + ".");
        }
        if (groups.size() > maxGroups) {
            return WireFault.invalid(
                    "JoinedGroupLimitExceed",
                    groups.size() + " security groups: an interface joins at most " + maxGroups + ".");
        }
        if (groups.size() > 1 && new LinkedHashSet<>(groups).size() < groups.size()) {
            return WireFault.invalid("InvalidParameter", "SecurityGroupIds names a group twice: " + groups);
        }
        return TagRules.malformed(op.tags());
    }

    private @Nullable WireFault refusal(CloudOp.CreateEni op, VSwitchState vSwitch) {
        for (SecurityGroupId id : op.securityGroups()) {
            WireFault refusal = refusal(id, vSwitch);
            if (refusal != null) {
                return refusal;
            }
        }
        if (op.ipv6Count() > 0 && vSwitch.ipv6 == null) {
            return WireFault.forbidden("InvalidVSwitch.Ipv6NotTurnOn", "vSwitch " + vSwitch.id + " has no IPv6 block.");
        }
        if (vSwitch.addresses.free() < 1) {
            return WireFault.forbidden(
                    "InvalidVSwitchId.IpNotEnough", "vSwitch " + vSwitch.id + " has no free address.");
        }
        if (cloud.countedEnis >= cloud.quota) {
            return WireFault.forbidden(
                    "MaxEniCountExceeded", "The account has its quota of " + cloud.quota + " interfaces.");
        }
        return null;
    }

    private @Nullable WireFault refusal(SecurityGroupId id, VSwitchState vSwitch) {
        GroupState group = cloud.groups.get(id);
        if (group == null) {
            return WireFault.notFound("InvalidSecurityGroupId.NotFound", "security group " + id);
        }
        if (!group.vpc.equals(vSwitch.vpc)) {
            return WireFault.forbidden(
                    "InvalidSecurityGroupId.NotVpc",
                    "security group " + id + " is in VPC " + group.vpc + ", vSwitch " + vSwitch.id + " in "
                            + vSwitch.vpc + ".");
        }
        if (group.used >= group.limit) {
            return WireFault.forbidden(
                    "SecurityGroupInstanceLimitExceed",
                    "security group " + id + " covers its " + group.limit + " addresses.");
        }
        return null;
    }
}
