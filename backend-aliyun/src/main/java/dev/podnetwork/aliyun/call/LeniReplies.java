package dev.podnetwork.aliyun.call;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.InstanceId;
import dev.podnetwork.api.SecurityGroupId;
import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.VpcId;
import dev.podnetwork.api.ZoneId;
import dev.podnetwork.api.cloud.CloudReply;
import dev.podnetwork.api.cloud.LeniAddress;
import dev.podnetwork.api.cloud.LeniDescription;
import dev.podnetwork.api.cloud.LeniOp;
import dev.podnetwork.api.cloud.LeniStatus;
import dev.podnetwork.api.cloud.LingjunNode;
import dev.podnetwork.api.cloud.LingjunNodeType;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a successful answer about Lingjun interfaces says; lists are plain arrays here (spec: openapi-wire §9.2, §9.3). */
final class LeniReplies {
    private LeniReplies() {}

    static CloudReply read(LeniOp op, Node answer, Instant cloudTime) {
        Node content = answer.child("Content");
        if (op instanceof LeniOp.CreateLeni) {
            return new CloudReply.LeniCreated(EniId.of(content.required("ElasticNetworkInterfaceId")), cloudTime);
        }
        if (op instanceof LeniOp.DescribeLenis) {
            return new CloudReply.LeniPage(
                    content.items("Data").stream().map(LeniReplies::leni).toList(), content.number("Total"), cloudTime);
        }
        if (op instanceof LeniOp.AssignLeniAddress assign) {
            return new CloudReply.LeniAddressAssigned(assign.leni(), content.required("IpName"));
        }
        if (op instanceof LeniOp.DescribeLeniAddresses describe) {
            return new CloudReply.LeniAddressPage(
                    content.items("Data").stream()
                            .map(each -> address(describe.leni(), each))
                            .toList(),
                    content.number("Total"));
        }
        return node(op, answer, content);
    }

    private static CloudReply node(LeniOp op, Node answer, Node content) {
        if (op instanceof LeniOp.DescribeLingjunNode) {
            return new CloudReply.LingjunNodeInfo(new LingjunNode(
                    InstanceId.of(content.required("NodeId")),
                    ZoneId.of(content.required("ZoneId")),
                    VpcId.of(content.required("VpcId")),
                    content.texts("VSwitches").stream().map(VSwitchId::of).toList(),
                    content.number("LeniQuota"),
                    content.number("LeniSipQuota")));
        }
        if (op instanceof LeniOp.DescribeTypeOfNode) {
            return new CloudReply.LingjunTypeOfNode(answer.required("NodeType"));
        }
        if (op instanceof LeniOp.DescribeNodeType describe) {
            return new CloudReply.LingjunTypeLimits(new LingjunNodeType(
                    describe.type(),
                    answer.number("EniQuantity"),
                    answer.number("EniPrivateIpAddressQuantity"),
                    answer.number("EniIpv6AddressQuantity"),
                    answer.number("EniHighDenseQuantity")));
        }
        return CloudReply.Accepted.INSTANCE;
    }

    private static LeniDescription leni(Node n) {
        return new LeniDescription(
                EniId.of(n.required("ElasticNetworkInterfaceId")),
                n.text("Type").orElse("CUSTOM").equals("CUSTOM"),
                status(n.required("Status")),
                n.text("NodeId").map(InstanceId::of).orElse(null),
                VpcId.of(n.required("VpcId")),
                VSwitchId.of(n.required("VSwitchId")),
                ZoneId.of(n.required("ZoneId")),
                n.text("SecurityGroupId").map(SecurityGroupId::of).orElse(null),
                n.text("Ip").orElse(""),
                n.text("Mac").orElse(""),
                tags(n),
                n.text("CreateTime").map(LeniReplies::time).orElse(null));
    }

    /** Null for what is no time that we know: nothing is concluded from it. */
    private static @Nullable Instant time(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException notThatForm) {
            return null;
        }
    }

    private static LeniStatus status(String text) {
        for (LeniStatus status : LeniStatus.values()) {
            if (status.wire().equals(text)) {
                return status;
            }
        }
        throw new MalformedAnswerException("a Lingjun interface in the unknown status " + text);
    }

    private static LeniAddress address(EniId leni, Node n) {
        return new LeniAddress(
                leni,
                n.required("IpName"),
                n.text("PrivateIpAddress").orElse(""),
                n.text("Status").orElse("").equals("Available"));
    }

    private static Map<String, String> tags(Node n) {
        Map<String, String> tags = new LinkedHashMap<>();
        for (Node tag : n.items("Tags")) {
            tags.put(tag.text("TagKey").orElse(""), tag.text("TagValue").orElse(""));
        }
        return Collections.unmodifiableMap(tags);
    }
}
