package dev.podnetwork.k8s.model;

import dev.podnetwork.api.SecurityGroupId;
import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.ZoneId;
import dev.podnetwork.api.release.AllocationType;
import dev.podnetwork.api.release.ReleaseStrategy;
import dev.podnetwork.api.selector.EniType;
import dev.podnetwork.api.selector.LabelRequirement;
import dev.podnetwork.api.selector.LabelSelector;
import dev.podnetwork.api.selector.PodNetworking;
import dev.podnetwork.api.selector.PodNetworkingSpec;
import dev.podnetwork.api.selector.PodNetworkingStatus;
import dev.podnetwork.api.selector.VSwitchSelectionPolicy;
import dev.podnetwork.api.selector.VSwitchZone;
import dev.podnetwork.k8s.tree.Doc;
import dev.podnetwork.k8s.tree.DocumentException;
import dev.podnetwork.k8s.tree.Expect;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * PodNetworking objects as policies (spec: control-plane §1.1). Reading applies the defaults of the schema and refuses values outside
 * its enums; what validation is for (durations, missing strategies, selectors) is read as it stands. Stateless.
 */
public final class PodNetworkingCodec {
    private PodNetworkingCodec() {}

    /**
     * The policy as a user wrote it: its status is not read, because Ready is earned (spec: README decision 4).
     *
     * @throws DocumentException when a value has the wrong type or is none of its enum
     */
    public static PodNetworking decode(Doc.Fields object) {
        Doc.Fields metadata = object.fields("metadata");
        String name = metadata.text("name")
                .orElseThrow(() -> new DocumentException(
                        object.at("metadata"), "the PodNetworking has no metadata.name", "give it a name"));
        return PodNetworking.unchecked(name, spec(object.fields("spec")));
    }

    /** The policy with the status that a controller of this group wrote. */
    public static PodNetworking decodeStored(Doc.Fields object) {
        return decode(object).withStatus(status(object.fields("status")));
    }

    private static PodNetworkingSpec spec(Doc.Fields spec) {
        Doc.Fields selector = spec.fields("selector");
        return PodNetworkingSpec.builder()
                .eniType(choice(spec.fields("eniOptions"), "eniType", EniType::ofWire)
                        .orElse(EniType.DEFAULT))
                .allocationType(allocationType(spec.fields("allocationType")))
                .podSelector(selector(selector, "podSelector"))
                .namespaceSelector(selector(selector, "namespaceSelector"))
                .securityGroups(ids(spec, "securityGroupIDs", SecurityGroupId::of))
                .vSwitches(
                        spec.texts("vSwitchOptions").stream().map(VSwitchId::of).toList())
                .selectionPolicy(choice(
                                spec.fields("vSwitchSelectOptions"),
                                "vSwitchSelectionPolicy",
                                VSwitchSelectionPolicy::ofWire)
                        .orElse(VSwitchSelectionPolicy.ORDERED))
                .build();
    }

    /** The {@code allocationType} object of a policy or a record; the empty object is elastic. */
    static AllocationType allocationType(Doc.Fields type) {
        return new AllocationType(
                choice(type, "type", AllocationType.Kind::ofWire).orElse(AllocationType.Kind.ELASTIC),
                choice(type, "releaseStrategy", ReleaseStrategy::ofWire).orElse(null),
                type.text("releaseAfter").filter(text -> !text.isEmpty()).orElse(null));
    }

    private static <T> List<T> ids(Doc.Fields spec, String name, Function<String, T> id) {
        List<T> all = new ArrayList<>();
        for (Doc each : spec.items(name)) {
            String text = Expect.asText(name, each).value();
            if (text.isBlank()) {
                throw new DocumentException(each.at(), name + " holds a blank id", "give the id, or remove the line");
            }
            all.add(id.apply(text));
        }
        return all;
    }

    private static <T> Optional<T> choice(Doc.Fields in, String name, Function<String, Optional<T>> ofWire) {
        Optional<String> text = in.text(name).filter(each -> !each.isEmpty());
        return text.map(each -> ofWire.apply(each)
                .orElseThrow(() -> new DocumentException(
                        in.at(name),
                        name + " is \"" + each + "\", which is none of its values",
                        "see the schema of the kind")));
    }

    private static @Nullable LabelSelector selector(Doc.Fields in, String name) {
        if (in.get(name).isEmpty()) {
            return null;
        }
        Doc.Fields selector = in.fields(name);
        List<LabelRequirement> expressions = selector.items("matchExpressions").stream()
                .map(PodNetworkingCodec::requirement)
                .toList();
        return new LabelSelector(selector.textMap("matchLabels"), expressions);
    }

    private static LabelRequirement requirement(Doc each) {
        if (!(each instanceof Doc.Fields fields)) {
            throw new DocumentException(
                    each.at(), "matchExpressions holds " + each.describe(), "give key, operator and values");
        }
        return new LabelRequirement(
                fields.text("key").orElse(""), fields.text("operator").orElse(""), fields.texts("values"));
    }

    private static PodNetworkingStatus status(Doc.Fields status) {
        List<VSwitchZone> vSwitches = status.items("vSwitches").stream()
                .filter(Doc.Fields.class::isInstance)
                .map(Doc.Fields.class::cast)
                .filter(each -> each.text("id").isPresent() && each.text("zone").isPresent())
                .map(each -> new VSwitchZone(
                        VSwitchId.of(each.text("id").orElseThrow()),
                        ZoneId.of(each.text("zone").orElseThrow())))
                .toList();
        return switch (status.text("status").orElse("")) {
            case "Ready" -> PodNetworkingStatus.ready(vSwitches);
            // Only a policy that was Ready has vSwitches in its status.
            case "Fail" ->
                new PodNetworkingStatus(
                        PodNetworkingStatus.State.FAIL,
                        vSwitches,
                        !vSwitches.isEmpty(),
                        status.text("message").orElse(""));
            default -> PodNetworkingStatus.UNCHECKED;
        };
    }

    /** The object that a user would write for the policy, without a status. */
    public static Map<String, @Nullable Object> encode(PodNetworking policy) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("apiVersion", Vocabulary.API_VERSION);
        object.put("kind", Vocabulary.POD_NETWORKING);
        object.put("metadata", Map.of("name", policy.name()));
        object.put("spec", spec(policy.spec()));
        return object;
    }

    private static Map<String, @Nullable Object> spec(PodNetworkingSpec spec) {
        Map<String, @Nullable Object> out = new LinkedHashMap<>();
        out.put("eniOptions", Map.of("eniType", spec.eniType().wire()));
        out.put("allocationType", allocationType(spec.allocationType()));
        Map<String, @Nullable Object> selector = new LinkedHashMap<>();
        putSelector(selector, "podSelector", spec.podSelector());
        putSelector(selector, "namespaceSelector", spec.namespaceSelector());
        if (!selector.isEmpty()) {
            out.put("selector", selector);
        }
        out.put(
                "securityGroupIDs",
                spec.securityGroups().stream().map(SecurityGroupId::value).toList());
        out.put(
                "vSwitchOptions",
                spec.vSwitches().stream().map(VSwitchId::value).toList());
        out.put(
                "vSwitchSelectOptions",
                Map.of("vSwitchSelectionPolicy", spec.selectionPolicy().wire()));
        return out;
    }

    /** The object that means this allocation type. */
    static Map<String, @Nullable Object> allocationType(AllocationType type) {
        Map<String, @Nullable Object> out = new LinkedHashMap<>();
        out.put("type", type.kind().wire());
        ReleaseStrategy strategy = type.strategy();
        if (strategy != null) {
            out.put("releaseStrategy", strategy.wire());
        }
        if (type.releaseAfter() != null) {
            out.put("releaseAfter", type.releaseAfter());
        }
        return out;
    }

    private static void putSelector(Map<String, @Nullable Object> out, String name, @Nullable LabelSelector selector) {
        if (selector == null) {
            return;
        }
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        if (!selector.matchLabels().isEmpty()) {
            fields.put("matchLabels", selector.matchLabels());
        }
        if (!selector.matchExpressions().isEmpty()) {
            fields.put(
                    "matchExpressions",
                    selector.matchExpressions().stream()
                            .map(PodNetworkingCodec::requirement)
                            .toList());
        }
        out.put(name, fields);
    }

    private static Map<String, @Nullable Object> requirement(LabelRequirement each) {
        Map<String, @Nullable Object> out = new LinkedHashMap<>();
        out.put("key", each.key());
        out.put("operator", each.operator());
        if (!each.values().isEmpty()) {
            out.put("values", each.values());
        }
        return out;
    }
}
