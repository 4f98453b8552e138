package dev.podnetwork.fake.state;

import dev.podnetwork.api.SecurityGroupId;
import dev.podnetwork.api.cloud.CloudOp;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which security groups an interface may have, and giving it others (spec: openapi-wire §7.8, §7.15). */
public final class GroupRules {
    private final CloudState cloud;
    private final int maxGroups;

    /** Rules over this account; at most {@code maxGroups} security groups per interface. */
    public GroupRules(CloudState cloud, int maxGroups) {
        this.cloud = cloud;
        this.maxGroups = maxGroups;
    }

    /** Replaces the groups of an interface or refuses it. */
    public Answer modify(CloudOp.ModifyEni op, long answeredAtNanos) {
        Eni eni = cloud.eni(op.eni());
        EniState now = eni == null ? null : eni.state;
        if (eni == null || now == null) {
            return Answer.notFound("InvalidEniId.NotFound", "interface " + op.eni());
        }
        WireFault refusal = malformed(op.securityGroups());
        if (refusal == null && eni.busyUntilNanos > cloud.now) {
            refusal = WireFault.conflict(eni.id);
        }
        List<SecurityGroupId> added = new ArrayList<>(op.securityGroups());
        added.removeAll(now.groups());
        if (refusal == null) {
            refusal = refusal(added, eni.spec.vSwitch(), now.addresses().covered());
        }
        if (refusal != null) {
            return new Answer.Refused(refusal);
        }
        cloud.regroup(eni, now, cloud.shared(op.securityGroups()));
        eni.busyUntilNanos = answeredAtNanos;
        return Answer.accepted();
    }

    /** What is wrong with these groups as such, null when nothing is. */
    @Nullable
    WireFault malformed(List<SecurityGroupId> groups) {
        if (groups.isEmpty()) {
            return WireFault.invalid("MissingParameter", "SecurityGroupIds is missing: give 1 to " + maxGroups + ".");
        }
        if (groups.size() > maxGroups) {
            return WireFault.invalid(
                    "JoinedGroupLimitExceed",
                    groups.size() + " security groups: an interface joins at most " + maxGroups + ".");
        }
        return groups.size() > 1 && new LinkedHashSet<>(groups).size() < groups.size()
                ? WireFault.invalid("InvalidParameter", "SecurityGroupIds names a group twice: " + groups)
                : null;
    }

    /** Why an interface of that vSwitch with so many addresses cannot join them, null when it can. */
    @Nullable
    WireFault refusal(List<SecurityGroupId> groups, VSwitchState vSwitch, int covered) {
        for (SecurityGroupId id : groups) {
            WireFault refusal = refusal(id, vSwitch, covered);
            if (refusal != null) {
                return refusal;
            }
        }
        return null;
    }

    private @Nullable WireFault refusal(SecurityGroupId id, VSwitchState vSwitch, int covered) {
        GroupState group = cloud.groups.get(id);
        if (group == null) {
            return WireFault.notFound("InvalidSecurityGroupId.NotFound", "security group " + id);
        }
        return group.vpc.equals(vSwitch.vpc)
                ? group.full(covered)
                : WireFault.forbidden(
                        "InvalidSecurityGroupId.NotVpc",
                        "security group " + id + " is in VPC " + group.vpc + ", vSwitch " + vSwitch.id + " in "
                                + vSwitch.vpc + ".");
    }
}
