package dev.podnetwork.aliyun.call;

import dev.podnetwork.api.EipId;
import dev.podnetwork.api.cloud.CloudReply;
import dev.podnetwork.api.cloud.EipBinding;
import dev.podnetwork.api.cloud.EipDescription;
import dev.podnetwork.api.cloud.EipOp;
import dev.podnetwork.api.cloud.EipStatus;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a successful answer about EIPs says (spec: openapi-wire §8.3, §8.4). */
final class EipReplies {
    private EipReplies() {}

    static CloudReply read(EipOp op, Node answer, Instant cloudTime) {
        if (op instanceof EipOp.AllocateEip) {
            return new CloudReply.EipAllocated(
                    EipId.of(answer.required("AllocationId")), answer.required("EipAddress"), cloudTime);
        }
        if (op instanceof EipOp.DescribeEips) {
            return new CloudReply.EipPage(
                    answer.items("EipAddresses", "EipAddress").stream()
                            .map(eip -> eip(eip, cloudTime))
                            .toList(),
                    answer.number("TotalCount"),
                    cloudTime);
        }
        return CloudReply.Accepted.INSTANCE;
    }

    private static EipDescription eip(Node n, Instant cloudTime) {
        return new EipDescription(
                EipId.of(n.required("AllocationId")),
                n.required("IpAddress"),
                status(n.required("Status")),
                binding(n),
                n.number("Bandwidth"),
                n.text("InternetChargeType").orElse("").equals("PayByTraffic"),
                n.text("ISP").orElse("BGP"),
                n.text("Name").orElse(""),
                n.text("ResourceGroupId").orElse(null),
                n.text("BandwidthPackageId").orElse(null),
                n.text("PublicIpAddressPoolId").orElse(null),
                tags(n),
                n.text("AllocationTime").map(EniReader::time).orElse(cloudTime));
    }

    private static EipStatus status(String text) {
        for (EipStatus status : EipStatus.values()) {
            if (status.wire().equals(text)) {
                return status;
            }
        }
        throw new MalformedAnswerException("an EIP in the unknown status " + text);
    }

    private static @Nullable EipBinding binding(Node n) {
        String id = n.text("InstanceId").orElse(null);
        return id == null
                ? null
                : new EipBinding(
                        n.text("InstanceType").orElse(""),
                        id,
                        n.text("PrivateIpAddress").orElse(null));
    }

    private static Map<String, String> tags(Node n) {
        Map<String, String> tags = new LinkedHashMap<>();
        for (Node tag : n.items("Tags", "Tag")) {
            tags.put(tag.text("Key").orElse(""), tag.text("Value").orElse(""));
        }
        return Collections.unmodifiableMap(tags);
    }
}
