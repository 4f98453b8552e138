package dev.podnetwork.aliyun.call;

import dev.podnetwork.api.cloud.LeniOp;

/** The parameters of the calls about Lingjun interfaces (spec: openapi-wire §9.2, §9.3). */
final class LeniRequests {
    private static final String LENI = "ElasticNetworkInterfaceId";

    private LeniRequests() {}

    static void fill(LeniOp op, FlatParameters to) {
        if (op instanceof LeniOp.CreateLeni create) {
            to.put("ZoneId", create.zone());
            to.put("VSwitchId", create.vSwitch());
            to.put("VpcId", create.vpc());
            to.put("SecurityGroupId", create.securityGroup());
            to.put("NodeId", create.node());
            to.put("Description", Requests.DESCRIPTION);
            to.tags(create.tags());
            to.put("ClientToken", create.clientToken());
        } else if (op instanceof LeniOp.AttachLeni attach) {
            to.put(LENI, attach.leni());
            to.put("NodeId", attach.node());
        } else if (op instanceof LeniOp.DetachLeni detach) {
            to.put(LENI, detach.leni());
            to.put("NodeId", detach.node());
        } else if (op instanceof LeniOp.DeleteLeni delete) {
            to.put(LENI, delete.leni());
            to.put("ClientToken", delete.clientToken());
        } else if (op instanceof LeniOp.AssignLeniAddress assign) {
            to.put(LENI, assign.leni());
            to.put("PrivateIpAddress", assign.ipv4());
            to.put("ClientToken", assign.clientToken());
        } else if (op instanceof LeniOp.UnassignLeniAddress less) {
            to.put(LENI, less.leni());
            to.put("IpName", less.name());
            to.put("ClientToken", less.clientToken());
        } else {
            read(op, to);
        }
    }

    private static void read(LeniOp op, FlatParameters to) {
        if (op instanceof LeniOp.DescribeLenis describe) {
            to.put(LENI, describe.leni());
            to.put("NodeId", describe.node());
            to.put("VSwitchId", describe.vSwitch());
            to.tags(describe.tags());
            to.put("PageNumber", describe.pageNumber());
            to.put("PageSize", LeniOp.DescribeLenis.PAGE_SIZE);
        } else if (op instanceof LeniOp.DescribeLeniAddresses describe) {
            to.put(LENI, describe.leni());
            to.put("PageNumber", describe.pageNumber());
            to.put("PageSize", LeniOp.DescribeLeniAddresses.PAGE_SIZE);
        } else if (op instanceof LeniOp.DescribeLingjunNode describe) {
            to.put("NodeId", describe.node());
        } else if (op instanceof LeniOp.DescribeTypeOfNode describe) {
            to.put("NodeId", describe.node());
        } else if (op instanceof LeniOp.DescribeNodeType describe) {
            to.put("NodeType", describe.type());
        }
    }
}
