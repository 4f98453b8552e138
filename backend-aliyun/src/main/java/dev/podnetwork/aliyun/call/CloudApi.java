package dev.podnetwork.aliyun.call;

import dev.podnetwork.api.cloud.AddressOp;
import dev.podnetwork.api.cloud.CloudOp;
import dev.podnetwork.api.cloud.EipOp;
import dev.podnetwork.api.cloud.LeniOp;
import java.util.EnumSet;
import java.util.Set;

/** Which call of which product each operation is. The one table: calls, permissions and tests read it. */
public enum CloudApi {
    /** Creates an interface. */
    CREATE_ENI(
            CloudOp.CreateEni.class,
            Product.ECS,
            "CreateNetworkInterface",
            Feature.ENI,
            Feature.EXCLUSIVE,
            Feature.SHARED),
    /** Attaches one. */
    ATTACH_ENI(
            CloudOp.AttachEni.class,
            Product.ECS,
            "AttachNetworkInterface",
            Feature.ENI,
            Feature.EXCLUSIVE,
            Feature.SHARED),
    /** Detaches one. */
    DETACH_ENI(
            CloudOp.DetachEni.class,
            Product.ECS,
            "DetachNetworkInterface",
            Feature.ENI,
            Feature.EXCLUSIVE,
            Feature.SHARED),
    /** Deletes one. */
    DELETE_ENI(
            CloudOp.DeleteEni.class,
            Product.ECS,
            "DeleteNetworkInterface",
            Feature.ENI,
            Feature.EXCLUSIVE,
            Feature.SHARED),
    /** Reads interfaces. */
    DESCRIBE_ENIS(
            CloudOp.DescribeEnis.class,
            Product.ECS,
            "DescribeNetworkInterfaces",
            Feature.ENI,
            Feature.EXCLUSIVE,
            Feature.SHARED),
    /** Tags interfaces. */
    TAG_ENIS(CloudOp.TagEnis.class, Product.ECS, "TagResources", Feature.ENI, Feature.EXCLUSIVE, Feature.SHARED),
    /** Lists tags. */
    LIST_TAGS(CloudOp.ListTags.class, Product.ECS, "ListTagResources", Feature.ENI, Feature.EXCLUSIVE, Feature.SHARED),
    /** Assigns private IPv4 addresses or prefixes. */
    ASSIGN_IPV4(AddressOp.AssignPrivateIpAddresses.class, Product.ECS, "AssignPrivateIpAddresses", Feature.SHARED),
    /** Takes them away. */
    UNASSIGN_IPV4(
            AddressOp.UnassignPrivateIpAddresses.class, Product.ECS, "UnassignPrivateIpAddresses", Feature.SHARED),
    /** Assigns IPv6 addresses or prefixes. */
    ASSIGN_IPV6(AddressOp.AssignIpv6Addresses.class, Product.ECS, "AssignIpv6Addresses", Feature.SHARED),
    /** Takes them away. */
    UNASSIGN_IPV6(AddressOp.UnassignIpv6Addresses.class, Product.ECS, "UnassignIpv6Addresses", Feature.SHARED),
    /** Gives an interface other security groups. */
    MODIFY_ENI(CloudOp.ModifyEni.class, Product.ECS, "ModifyNetworkInterfaceAttribute", Feature.SECURITY_GROUPS),
    /** Allocates an EIP. */
    ALLOCATE_EIP(EipOp.AllocateEip.class, Product.VPC, "AllocateEipAddress", Feature.EIP),
    /** Binds one. */
    ASSOCIATE_EIP(EipOp.AssociateEip.class, Product.VPC, "AssociateEipAddress", Feature.EIP),
    /** Unbinds one. */
    UNASSOCIATE_EIP(EipOp.UnassociateEip.class, Product.VPC, "UnassociateEipAddress", Feature.EIP),
    /** Releases one. */
    RELEASE_EIP(EipOp.ReleaseEip.class, Product.VPC, "ReleaseEipAddress", Feature.EIP),
    /** Reads EIPs. */
    DESCRIBE_EIPS(EipOp.DescribeEips.class, Product.VPC, "DescribeEipAddresses", Feature.EIP),
    /** Changes one. */
    MODIFY_EIP(EipOp.ModifyEip.class, Product.VPC, "ModifyEipAddressAttribute", Feature.EIP),
    /** Puts one into a shared bandwidth package. */
    ADD_TO_PACKAGE(EipOp.AddToBandwidthPackage.class, Product.VPC, "AddCommonBandwidthPackageIp", Feature.EIP),
    /** Takes one out of it. */
    REMOVE_FROM_PACKAGE(
            EipOp.RemoveFromBandwidthPackage.class, Product.VPC, "RemoveCommonBandwidthPackageIp", Feature.EIP),
    /** Tags EIPs. */
    TAG_EIPS(EipOp.TagEips.class, Product.VPC, "TagResources", Feature.EIP),
    /** Creates a Lingjun interface. */
    CREATE_LENI(LeniOp.CreateLeni.class, Product.EFLO, "CreateElasticNetworkInterface", Feature.LINGJUN),
    /** Attaches one. */
    ATTACH_LENI(LeniOp.AttachLeni.class, Product.EFLO, "AttachElasticNetworkInterface", Feature.LINGJUN),
    /** Detaches one. */
    DETACH_LENI(LeniOp.DetachLeni.class, Product.EFLO, "DetachElasticNetworkInterface", Feature.LINGJUN),
    /** Deletes one. */
    DELETE_LENI(LeniOp.DeleteLeni.class, Product.EFLO, "DeleteElasticNetworkInterface", Feature.LINGJUN),
    /** Reads them. */
    DESCRIBE_LENIS(LeniOp.DescribeLenis.class, Product.EFLO, "ListElasticNetworkInterfaces", Feature.LINGJUN),
    /** Assigns an address to one. */
    ASSIGN_LENI(LeniOp.AssignLeniAddress.class, Product.EFLO, "AssignLeniPrivateIpAddress", Feature.LINGJUN),
    /** Takes it away. */
    UNASSIGN_LENI(LeniOp.UnassignLeniAddress.class, Product.EFLO, "UnassignLeniPrivateIpAddress", Feature.LINGJUN),
    /** Reads the addresses of one. */
    DESCRIBE_LENI_ADDRESSES(
            LeniOp.DescribeLeniAddresses.class, Product.EFLO, "ListLeniPrivateIpAddresses", Feature.LINGJUN),
    /** Reads what a Lingjun node offers. */
    DESCRIBE_LINGJUN_NODE(LeniOp.DescribeLingjunNode.class, Product.EFLO, "GetNodeInfoForPod", Feature.LINGJUN),
    /** Reads which type it is of. */
    DESCRIBE_TYPE_OF_NODE(LeniOp.DescribeTypeOfNode.class, Product.EFLO_CONTROLLER, "DescribeNode", Feature.LINGJUN),
    /** Reads the limits of a type. */
    DESCRIBE_NODE_TYPE(LeniOp.DescribeNodeType.class, Product.EFLO_CONTROLLER, "DescribeNodeType", Feature.LINGJUN),
    /** Reads vSwitches. */
    DESCRIBE_VSWITCHES(
            CloudOp.DescribeVSwitches.class,
            Product.VPC,
            "DescribeVSwitches",
            Feature.ENI,
            Feature.EXCLUSIVE,
            Feature.SHARED,
            Feature.FACTS),
    /** Reads security groups. */
    DESCRIBE_SECURITY_GROUPS(
            CloudOp.DescribeSecurityGroups.class, Product.ECS, "DescribeSecurityGroups", Feature.FACTS),
    /** Reads instances. */
    DESCRIBE_INSTANCES(CloudOp.DescribeInstances.class, Product.ECS, "DescribeInstances", Feature.FACTS),
    /** Reads instance types. */
    DESCRIBE_INSTANCE_TYPES(
            CloudOp.DescribeInstanceTypes.class, Product.ECS, "DescribeInstanceTypes", Feature.CAPACITY);

    private final Class<? extends CloudOp> op;
    private final Product product;
    private final String action;
    private final Set<Feature> features;

    CloudApi(Class<? extends CloudOp> op, Product product, String action, Feature first, Feature... more) {
        this.op = op;
        this.product = product;
        this.action = action;
        this.features = EnumSet.of(first, more);
    }

    /**
     * The call that an operation is.
     *
     * @throws IllegalArgumentException when this backend does not know the operation
     */
    public static CloudApi of(CloudOp op) {
        for (CloudApi api : values()) {
            if (api.op.isInstance(op)) {
                return api;
            }
        }
        throw new IllegalArgumentException("the backend aliyun does not know " + op.api());
    }

    /** The operation. */
    public Class<? extends CloudOp> op() {
        return op;
    }

    /** The product. */
    public Product product() {
        return product;
    }

    /** The name of the call. */
    public String action() {
        return action;
    }

    /** Whether that feature calls it. */
    public boolean isFor(Feature feature) {
        return features.contains(feature);
    }

    /** As a RAM policy writes it. */
    public String permission() {
        return product.code() + ":" + action;
    }
}
