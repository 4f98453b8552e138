package dev.podnetwork.k8s.model;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.SecurityGroupId;
import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.VpcId;
import dev.podnetwork.api.ZoneId;
import dev.podnetwork.api.allocation.AllocatedEni;
import dev.podnetwork.api.allocation.AttachMode;
import dev.podnetwork.api.allocation.InterfaceAllocation;
import dev.podnetwork.api.allocation.InterfaceExtras;
import dev.podnetwork.api.allocation.InterfaceSpec;
import dev.podnetwork.api.allocation.IpStack;
import dev.podnetwork.api.release.AllocationType;
import dev.podnetwork.k8s.tree.Doc;
import dev.podnetwork.k8s.tree.DocumentException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One entry of {@code spec.allocations} (spec: control-plane §1.2). */
final class PodEniAllocation {
    private PodEniAllocation() {}

    static String name(Doc.Fields entry, int index) {
        return entry.text("interface").filter(text -> !text.isBlank()).orElse("eth" + index);
    }

    static InterfaceAllocation decode(Doc.Fields entry, int index, ZoneId zone, IntentAnnotation.PerInterface intent) {
        Doc.Fields eni = entry.fields("eni");
        VSwitchId vSwitch = eni.text("vSwitchID")
                .filter(text -> !text.isBlank())
                .map(VSwitchId::of)
                .orElseThrow(() -> new DocumentException(
                        entry.at("eni"),
                        "allocation " + index + " of the PodENI has no eni.vSwitchID",
                        "name its vSwitch"));
        AllocatedEni made = eni.text("id").filter(text -> !text.isBlank()).isPresent() ? made(entry, eni, zone) : null;
        boolean dual = intent.stack() == IpStack.DUAL || made != null && made.ipv6() != null;
        InterfaceSpec spec = new InterfaceSpec(
                name(entry, index),
                eni.texts("securityGroupIDs").stream().map(SecurityGroupId::of).toList(),
                PodNetworkingCodec.allocationType(entry.fields("allocationType"))
                        .releasePolicy(),
                attach(eni),
                dual ? IpStack.DUAL : IpStack.IPV4,
                new InterfaceExtras(
                        entry.flag("defaultRoute").orElse(false),
                        entry.items("extraRoutes").stream()
                                .map(PodEniAllocation::route)
                                .toList(),
                        eni.text("resourceGroupID")
                                .filter(text -> !text.isEmpty())
                                .orElse(null),
                        intent.traffic()));
        return new InterfaceAllocation(spec, vSwitch, intent.intent(), made, null);
    }

    private static String route(Doc route) {
        if (route instanceof Doc.Fields fields && fields.text("dst").isPresent()) {
            return fields.text("dst").orElseThrow();
        }
        throw new DocumentException(route.at(), "an entry of extraRoutes has no dst", "give the destination as a CIDR");
    }

    private static @Nullable AttachMode attach(Doc.Fields eni) {
        return eni.fields("attachmentOptions")
                .flag("trunk")
                .map(trunk -> trunk ? AttachMode.TRUNK_MEMBER : AttachMode.SECONDARY)
                .orElse(null);
    }

    private static AllocatedEni made(Doc.Fields entry, Doc.Fields eni, ZoneId zone) {
        return new AllocatedEni(
                EniId.of(eni.text("id").orElseThrow()),
                eni.text("mac").orElse(""),
                eni.text("vpcID").filter(text -> !text.isBlank()).map(VpcId::of).orElse(null),
                eni.text("zone").filter(text -> !text.isBlank()).map(ZoneId::of).orElse(zone),
                entry.text("ipv4")
                        .orElseThrow(() -> new DocumentException(
                                entry.at(),
                                "an allocation of the PodENI has an eni.id and no ipv4",
                                "give its address")),
                optional(entry, "ipv4CIDR"),
                optional(entry, "ipv6"),
                optional(entry, "ipv6CIDR"));
    }

    private static @Nullable String optional(Doc.Fields entry, String name) {
        return entry.text(name).filter(text -> !text.isEmpty()).orElse(null);
    }

    /** Writes the fields that we own over what else the entry holds. */
    static Map<String, @Nullable Object> encode(
            InterfaceAllocation each, @Nullable Map<String, @Nullable Object> previous) {
        Map<String, @Nullable Object> out = previous == null ? new LinkedHashMap<>() : previous;
        InterfaceSpec spec = each.spec();
        out.put("allocationType", PodNetworkingCodec.allocationType(AllocationType.of(spec.release())));
        out.put("eni", eni(each, out.get("eni")));
        AllocatedEni made = each.eni();
        put(out, "ipv4", made == null ? null : made.ipv4());
        put(out, "ipv6", made == null ? null : made.ipv6());
        put(out, "ipv4CIDR", made == null ? null : made.ipv4Cidr());
        put(out, "ipv6CIDR", made == null ? null : made.ipv6Cidr());
        out.put("interface", spec.name());
        put(out, "defaultRoute", spec.extras().defaultRoute() ? Boolean.TRUE : null);
        List<?> routes = spec.extras().extraRoutes().stream()
                .map(dst -> Map.of("dst", dst))
                .toList();
        put(out, "extraRoutes", routes.isEmpty() ? null : routes);
        return out;
    }

    private static Map<String, @Nullable Object> eni(InterfaceAllocation each, @Nullable Object previous) {
        Map<String, @Nullable Object> out = new LinkedHashMap<>();
        AllocatedEni made = each.eni();
        if (previous instanceof Map<?, ?> map) {
            map.forEach((name, value) -> out.put(String.valueOf(name), value));
        }
        put(out, "id", made == null ? null : made.id().value());
        put(out, "vpcID", made == null || made.vpc() == null ? null : made.vpc().value());
        put(out, "mac", made == null || made.mac().isEmpty() ? null : made.mac());
        put(out, "zone", made == null ? null : made.zone().value());
        out.put("vSwitchID", each.vSwitch().value());
        put(out, "resourceGroupID", each.spec().extras().resourceGroupId());
        out.put(
                "securityGroupIDs",
                each.spec().securityGroups().stream()
                        .map(SecurityGroupId::value)
                        .toList());
        AttachMode attach = each.spec().attach();
        out.put("attachmentOptions", attach == null ? Map.of() : Map.of("trunk", attach == AttachMode.TRUNK_MEMBER));
        return out;
    }

    private static void put(Map<String, @Nullable Object> out, String name, @Nullable Object value) {
        if (value == null) {
            out.remove(name);
        } else {
            out.put(name, value);
        }
    }
}
