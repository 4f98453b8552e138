package dev.podnetwork.fake.state;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.InstanceId;
import dev.podnetwork.api.SecurityGroupId;
import dev.podnetwork.api.VpcId;
import dev.podnetwork.api.capacity.InstanceTypeLimits;
import dev.podnetwork.api.cloud.CloudOp;
import dev.podnetwork.api.cloud.CloudReply;
import dev.podnetwork.api.cloud.InstanceDescription;
import dev.podnetwork.api.cloud.SecurityGroupDescription;
import dev.podnetwork.api.cloud.VSwitchDescription;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads vSwitches, security groups, instances and instance types (spec: openapi-wire §7.12, §7.13, §8.1). */
public final class DescribePlaces {
    private static final int MAX_IDS = 100;
    private static final int MAX_TYPES = 10;
    private static final int TYPE_PAGE = 100;

    private final CloudState cloud;

    /** Reads this account. */
    public DescribePlaces(CloudState cloud) {
        this.cloud = cloud;
    }

    /** One page of vSwitches, their free counts as they were {@code ageNanos} ago. */
    public Answer vSwitches(CloudOp.DescribeVSwitches op, long ageNanos) {
        if (op.pageNumber() < 1) {
            return invalid("InvalidParameter", "PageNumber starts at 1: " + op.pageNumber());
        }
        int skip = (op.pageNumber() - 1) * CloudOp.DescribeVSwitches.PAGE_SIZE;
        int total = 0;
        List<VSwitchDescription> page = new ArrayList<>();
        for (VSwitchState v : cloud.vSwitches.values()) {
            boolean wanted =
                    (op.vSwitch() == null || v.id.equals(op.vSwitch())) && (op.vpc() == null || v.vpc.equals(op.vpc()));
            if (wanted && total++ >= skip && page.size() < CloudOp.DescribeVSwitches.PAGE_SIZE) {
                page.add(v.describeAt(cloud.now - ageNanos));
            }
        }
        return new Answer.Done(new CloudReply.VSwitchPage(List.copyOf(page), total));
    }

    /** The security groups that exist. */
    public Answer securityGroups(CloudOp.DescribeSecurityGroups op) {
        if (op.ids().size() > MAX_IDS) {
            return tooMany(op.ids().size());
        }
        List<SecurityGroupDescription> found = new ArrayList<>();
        for (SecurityGroupId id : op.ids()) {
            GroupState group = cloud.groups.get(id);
            if (group != null) {
                found.add(new SecurityGroupDescription(group.id, group.vpc));
            }
        }
        return new Answer.Done(new CloudReply.SecurityGroupPage(List.copyOf(found)));
    }

    /** The instances that exist. */
    public Answer instances(CloudOp.DescribeInstances op) {
        if (op.ids().size() > MAX_IDS) {
            return tooMany(op.ids().size());
        }
        List<InstanceDescription> found = new ArrayList<>();
        for (InstanceId id : op.ids()) {
            InstanceState instance = cloud.instances.get(id);
            if (instance != null) {
                found.add(instance.describe());
            }
        }
        return new Answer.Done(new CloudReply.InstancePage(List.copyOf(found)));
    }

    /** One page of instance types. */
    public Answer types(CloudOp.DescribeInstanceTypes op) {
        if (op.types().size() > MAX_TYPES) {
            return invalid("InvalidParameter", "at most " + MAX_TYPES + " instance types may be named.");
        }
        String query = "types" + op.types();
        PageToken from = PageToken.parse(op.nextToken(), query);
        if (from == null) {
            return new Answer.Refused(PageToken.unknown(op.nextToken()));
        }
        List<InstanceTypeLimits> wanted = new ArrayList<>();
        for (InstanceTypeLimits type : cloud.types.values()) {
            if (op.types().isEmpty() || op.types().contains(type.instanceType())) {
                wanted.add(type);
            }
        }
        int start = Math.min(from.served(), wanted.size());
        int end = Math.min(start + TYPE_PAGE, wanted.size());
        String next = end < wanted.size() ? new PageToken(0, end).text(query) : null;
        return new Answer.Done(new CloudReply.InstanceTypePage(List.copyOf(wanted.subList(start, end)), next));
    }

    /** Every vSwitch of the account. */
    public List<VSwitchState> all() {
        return List.copyOf(cloud.vSwitches.values());
    }

    /** Every vSwitch as it is now, by id. */
    public List<VSwitchDescription> allVSwitches() {
        return cloud.vSwitches.values().stream()
                .map(v -> v.describeAt(cloud.now))
                .toList();
    }

    /** Every security group, by id. */
    public List<SecurityGroupDescription> allSecurityGroups() {
        return cloud.groups.values().stream()
                .map(group -> new SecurityGroupDescription(group.id, group.vpc))
                .toList();
    }

    /** Every instance type, by name. */
    public List<InstanceTypeLimits> allTypes() {
        return List.copyOf(cloud.types.values());
    }

    /** Every instance as it is now, in the order they were added. */
    public List<InstanceDescription> allInstances() {
        List<InstanceDescription> all = new ArrayList<>();
        cloud.instances.values().forEach(instance -> all.add(instance.describe()));
        return List.copyOf(all);
    }

    /** Who has an address in a VPC, null when nobody has. */
    public @Nullable EniId owner(VpcId vpc, String address) {
        boolean v6 = address.indexOf(':') >= 0;
        for (VSwitchState v : cloud.vSwitches.values()) {
            if (v.vpc.equals(vpc)) {
                Ipv6Book book = v.ipv6;
                Eni eni = v6 ? (book == null ? null : book.owner(address)) : v.addresses.owner(address);
                if (eni != null) {
                    return eni.id;
                }
            }
        }
        return null;
    }

    private static Answer tooMany(int asked) {
        return invalid("InvalidParameter", asked + " ids: at most " + MAX_IDS + " may be named.");
    }

    private static Answer invalid(String code, String message) {
        return new Answer.Refused(WireFault.invalid(code, message));
    }
}
