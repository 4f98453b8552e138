package dev.podnetwork.aliyun.call;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.InstanceId;
import dev.podnetwork.api.SecurityGroupId;
import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.VpcId;
import dev.podnetwork.api.ZoneId;
import dev.podnetwork.api.cloud.EniAttachment;
import dev.podnetwork.api.cloud.EniDescription;
import dev.podnetwork.api.cloud.EniStatus;
import dev.podnetwork.api.cloud.EniType;
import dev.podnetwork.api.cloud.TrafficMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads an interface, from a create or from a describe (spec: openapi-wire §7.2, §7.6). */
final class EniReader {
    private EniReader() {}

    static EniDescription read(Node n, Instant cloudTime) {
        return new EniDescription(
                EniId.of(n.required("NetworkInterfaceId")),
                type(n.text("Type").orElse("Secondary")),
                status(n.required("Status")),
                n.text("MacAddress").orElse(""),
                VpcId.of(n.required("VpcId")),
                VSwitchId.of(n.required("VSwitchId")),
                ZoneId.of(n.required("ZoneId")),
                n.texts("SecurityGroupIds", "SecurityGroupId").stream()
                        .map(SecurityGroupId::of)
                        .toList(),
                n.text("ResourceGroupId").orElse(null),
                ipv4(n),
                n.items("Ipv6Sets", "Ipv6Set").stream()
                        .map(ip -> ip.required("Ipv6Address"))
                        .toList(),
                prefixes(n, "Ipv4Prefix"),
                prefixes(n, "Ipv6Prefix"),
                n.text("NetworkInterfaceTrafficMode").orElse("").equals(TrafficMode.HIGH_PERFORMANCE.wire())
                        ? TrafficMode.HIGH_PERFORMANCE
                        : TrafficMode.STANDARD,
                attachment(n),
                tags(n),
                n.text("CreationTime").map(EniReader::time).orElse(cloudTime));
    }

    private static EniType type(String text) {
        for (EniType type : EniType.values()) {
            if (type.wire().equals(text)) {
                return type;
            }
        }
        throw new MalformedAnswerException("an interface of the unknown type " + text);
    }

    private static EniStatus status(String text) {
        for (EniStatus status : EniStatus.values()) {
            if (status.wire().equals(text)) {
                return status;
            }
        }
        throw new MalformedAnswerException("an interface in the unknown status " + text);
    }

    private static List<String> ipv4(Node n) {
        List<String> all = new ArrayList<>();
        all.add(n.required("PrivateIpAddress"));
        for (Node ip : n.items("PrivateIpSets", "PrivateIpSet")) {
            String address = ip.required("PrivateIpAddress");
            if (!all.contains(address)) {
                all.add(address);
            }
        }
        return List.copyOf(all);
    }

    private static List<String> prefixes(Node n, String name) {
        return n.items(name + "Sets", name + "Set").stream()
                .map(prefix -> prefix.required(name))
                .toList();
    }

    /** Interfaces of other products have their instance in the attachment only. */
    private static @Nullable EniAttachment attachment(Node n) {
        Node at = n.child("Attachment");
        String instance = at.text("InstanceId").or(() -> n.text("InstanceId")).orElse(null);
        if (instance == null) {
            return null;
        }
        return new EniAttachment(
                InstanceId.of(instance),
                at.text("TrunkNetworkInterfaceId").map(EniId::of).orElse(null),
                at.number("DeviceIndex"),
                at.text("NetworkCardIndex").isPresent() ? at.number("NetworkCardIndex") : null);
    }

    private static Map<String, String> tags(Node n) {
        Map<String, String> tags = new LinkedHashMap<>();
        for (Node tag : n.items("Tags", "Tag")) {
            tags.put(
                    tag.text("TagKey").or(() -> tag.text("Key")).orElse(""),
                    tag.text("TagValue").or(() -> tag.text("Value")).orElse(""));
        }
        return Collections.unmodifiableMap(tags);
    }

    /** Nearly always the form {@code 2026-11-21T08:00:00Z}, which needs no formatter. */
    static Instant time(String text) {
        try {
            return text.length() == 20 && text.endsWith("Z") ? seconds(text) : Instant.parse(text);
        } catch (DateTimeException | NumberFormatException e) {
            throw new MalformedAnswerException("not a time: " + text);
        }
    }

    private static Instant seconds(String text) {
        return LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10))
                .atTime(number(text, 11, 13), number(text, 14, 16), number(text, 17, 19))
                .toInstant(ZoneOffset.UTC);
    }

    private static int number(String text, int from, int to) {
        return Integer.parseUnsignedInt(text, from, to, 10);
    }
}
