package dev.podnetwork.fake.wire.action;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Which actions there are, by version and name: the version tells the product (spec: openapi-wire §2.3). */
public final class ActionTable {
    private static final String ECS = "2014-05-26";
    private static final String VPC = "2016-04-28";

    private static final String EFLO = "2022-05-30";
    private static final String EFLO_CONTROLLER = "2022-12-15";

    private final Map<String, Entry> entries = new TreeMap<>();

    /**
     * One action.
     *
     * @param product {@code ecs}, {@code vpc}, …
     * @param name its name
     * @param action what it does
     */
    public record Entry(String product, String name, Action action) {
        /** As a RAM policy writes it. */
        public String permission() {
            return product + ":" + name;
        }
    }

    /** Every action of this server. */
    public ActionTable() {
        ecs("CreateNetworkInterface", EniActions::create);
        ecs("AttachNetworkInterface", EniActions::attach);
        ecs("DetachNetworkInterface", EniActions::detach);
        ecs("DeleteNetworkInterface", EniActions::delete);
        ecs("DescribeNetworkInterfaces", EniQuery::describe);
        ecs("DescribeNetworkInterfaceAttribute", EniActions::attribute);
        ecs("AssignPrivateIpAddresses", AddressActions::assignIpv4);
        ecs("UnassignPrivateIpAddresses", AddressActions::unassignIpv4);
        ecs("AssignIpv6Addresses", AddressActions::assignIpv6);
        ecs("UnassignIpv6Addresses", AddressActions::unassignIpv6);
        ecs("DescribeSecurityGroups", FactActions::securityGroups);
        ecs("DescribeInstances", FactActions::instances);
        // The one call of these that takes no region.
        add(ECS, "ecs", "DescribeInstanceTypes", FactActions::instanceTypes);
        ecs("TagResources", EniActions::tag);
        ecs("ListTagResources", EniActions::listTags);
        vpc("DescribeVSwitches", FactActions::vSwitches);
        vpc("DescribeVSwitchAttributes", FactActions::vSwitchAttributes);
        ecs("ModifyNetworkInterfaceAttribute", EniActions::modify);
        vpc("AllocateEipAddress", EipActions::allocate);
        vpc("AllocateEipAddressPro", EipActions::allocate);
        vpc("AssociateEipAddress", EipActions::associate);
        vpc("UnassociateEipAddress", EipActions::unassociate);
        vpc("ReleaseEipAddress", EipActions::release);
        vpc("DescribeEipAddresses", EipQuery::describe);
        vpc("ModifyEipAddressAttribute", EipActions::modify);
        vpc("AddCommonBandwidthPackageIp", EipActions::addToPackage);
        vpc("RemoveCommonBandwidthPackageIp", EipActions::removeFromPackage);
        vpc("DescribeCommonBandwidthPackages", EipQuery::packages);
        vpc("TagResources", EipActions::tag);
        vpc("ListTagResources", EipActions::listTags);
        eflo("CreateElasticNetworkInterface", LeniActions::create);
        eflo("AttachElasticNetworkInterface", LeniActions::attach);
        eflo("DetachElasticNetworkInterface", LeniActions::detach);
        eflo("DeleteElasticNetworkInterface", LeniActions::delete);
        eflo("ListElasticNetworkInterfaces", LeniActions::list);
        eflo("GetElasticNetworkInterface", LeniActions::get);
        eflo("UpdateElasticNetworkInterface", LeniActions::update);
        eflo("AssignLeniPrivateIpAddress", LeniAddressActions::assign);
        eflo("UnassignLeniPrivateIpAddress", LeniAddressActions::unassign);
        eflo("ListLeniPrivateIpAddresses", LeniAddressActions::list);
        eflo("GetLeniPrivateIpAddress", LeniAddressActions::get);
        eflo("GetNodeInfoForPod", LeniActions::nodeInfo);
        add(EFLO_CONTROLLER, "eflo-controller", "DescribeNode", LeniActions::node);
        add(EFLO_CONTROLLER, "eflo-controller", "DescribeNodeType", LeniActions::nodeType);
    }

    /** The action of that version and name. */
    public Optional<Entry> find(String version, String name) {
        return Optional.ofNullable(entries.get(version + "/" + name));
    }

    private void ecs(String name, Action action) {
        add(ECS, "ecs", name, inRegion(action));
    }

    private void vpc(String name, Action action) {
        add(VPC, "vpc", name, inRegion(action));
    }

    /** Some clients name no region here. */
    private void eflo(String name, Action action) {
        add(EFLO, "eflo", name, action);
    }

    private void add(String version, String product, String name, Action action) {
        entries.put(version + "/" + name, new Entry(product, name, action));
    }

    private static Action inRegion(Action action) {
        return (parameters, visit) -> {
            parameters.required("RegionId");
            return action.run(parameters, visit);
        };
    }
}
