package dev.podnetwork.podnet.ask;

import dev.podnetwork.core.config.Cidr;
import dev.podnetwork.core.config.EniConfig;
import dev.podnetwork.core.config.EniConfigReader;
import dev.podnetwork.core.preflight.DataPath;
import dev.podnetwork.core.preflight.Fact;
import dev.podnetwork.core.preflight.Facts;
import dev.podnetwork.core.preflight.PreflightFacts;
import dev.podnetwork.k8s.tree.Doc;
import dev.podnetwork.k8s.tree.DocumentException;
import dev.podnetwork.k8s.tree.Expect;
import dev.podnetwork.k8s.tree.Json;
import dev.podnetwork.k8s.tree.Plain;
import dev.podnetwork.podnet.input.Manifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What manifests tell about a cluster. Only what stands there is known: what is not mentioned stays open. */
final class FactReader {
    private PreflightFacts facts = PreflightFacts.NONE.with(Facts.CURRENT_TERWAY, true);

    /** What the manifests tell together; nodes are read by {@link NodeFactReader}. */
    static PreflightFacts read(List<Manifest> manifests) {
        FactReader reader = new FactReader();
        manifests.forEach(reader::look);
        manifests.stream().filter(m -> m.kind().equals("NetworkPolicy")).forEach(reader::networkPolicy);
        manifests.stream().filter(m -> m.kind().equals("Preflight")).forEach(reader::stated);
        return reader.facts;
    }

    private <T> void put(Fact<T> fact, T value) {
        facts = facts.with(fact, value);
    }

    private void look(Manifest each) {
        switch (each.kind()) {
            case "ConfigMap" -> configMap(each);
            case "Secret" -> {
                if (each.name().equals("addon.network.token")
                        && each.namespace().equals("kube-system")) {
                    put(Facts.ADDON_TOKEN, true);
                }
            }
            case "PodNetworking" -> policy(each);
            case "Service" -> service(each);
            case "Cloud" -> cloud(each);
            case "Pod" -> annotations(each.annotations());
            case "Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "Job" ->
                annotations(each.spec().fields("template").fields("metadata").textMap("annotations"));
            default -> {
                // Tells nothing.
            }
        }
    }

    private void configMap(Manifest each) {
        Doc.Fields data = each.body().fields("data");
        if (!each.name().equals("eni-config")) {
            return;
        }
        data.get("eni_conf").map(doc -> json("eni_conf", doc)).ifPresent(this::eniConf);
        data.get("10-terway.conf").map(doc -> json("10-terway.conf", doc)).ifPresent(this::plugin);
        if (data.text("disable_network_policy").orElse("").equals("false")) {
            put(Facts.NETWORK_POLICY, true);
        }
    }

    private static Doc.Fields json(String name, Doc value) {
        Doc.Text text = Expect.asText(name, value);
        if (Json.parseWithComments(text.value(), text.firstLine()) instanceof Doc.Fields fields) {
            return fields;
        }
        throw new DocumentException(text.firstLine(), name + " is not a JSON object", "write one");
    }

    private void eniConf(Doc.Fields fields) {
        EniConfig config = EniConfigReader.read(Plain.map(fields)).config();
        boolean trunk = Boolean.TRUE.equals(config.trunking());
        put(Facts.CONFIG_TRUNK, trunk);
        put(Facts.TRUNK, trunk);
        put(Facts.CREDENTIAL_PATH, fields.text("credential_path").orElse(""));
        put(Facts.IP_STACK, config.ipStack());
        put(Facts.ZONES, config.vSwitches().size());
        put(Facts.ERDMA, flag(fields, "enable_erdma"));
        put(Facts.PREFIX, flag(fields, "enable_ip_prefix"));
        fields.text("service_cidr").flatMap(Facts.SERVICE_BLOCKS::parse).ifPresent(b -> put(Facts.SERVICE_BLOCKS, b));
    }

    private static boolean flag(Doc.Fields fields, String key) {
        Object value = Plain.map(fields).get(key);
        return "true".equals(String.valueOf(value));
    }

    private void plugin(Doc.Fields fields) {
        String path = fields.text("eniip_virtual_type").orElse("veth");
        Facts.DATA_PATH.parse(path.isEmpty() ? DataPath.VETH.toString() : path).ifPresent(p -> put(Facts.DATA_PATH, p));
        Facts.POLICY_PROVIDER
                .parse(fields.text("network_policy_provider").orElse("iptables"))
                .ifPresent(p -> put(Facts.POLICY_PROVIDER, p));
    }

    private void policy(Manifest each) {
        put(Facts.OWN_NETWORK, true);
        if (each.spec().fields("allocationType").text("type").orElse("").equals("Fixed")) {
            put(Facts.FIXED, true);
        }
        if (each.spec().get("vSwitchSelectOptions").isPresent()
                || each.spec().get("eniOptions").isPresent()) {
            put(Facts.YOUNGER_FIELDS, true);
        }
    }

    private void service(Manifest each) {
        String type = each.spec().text("type").orElse("ClusterIP");
        if (!List.of("NodePort", "LoadBalancer").contains(type)) {
            return;
        }
        boolean local = each.spec().text("externalTrafficPolicy").orElse("").equals("Local");
        put(local ? Facts.LOCAL_NODE_PORT : Facts.CLUSTER_TRAFFIC, true);
    }

    private void cloud(Manifest each) {
        List<Cidr> blocks = new ArrayList<>();
        for (Doc.Fields vSwitch : objects(each.spec().items("vSwitches"))) {
            vSwitch.text("cidr").flatMap(Cidr::parse).ifPresent(blocks::add);
        }
        if (!blocks.isEmpty()) {
            put(Facts.POD_BLOCKS, List.copyOf(blocks));
        }
    }

    private void annotations(Map<String, String> annotations) {
        if (annotations.containsKey("kubernetes.io/ingress-bandwidth")) {
            put(Facts.BANDWIDTH, true);
            put(Facts.INGRESS_BANDWIDTH, true);
        }
        if (annotations.containsKey("kubernetes.io/egress-bandwidth")) {
            put(Facts.BANDWIDTH, true);
        }
        if (annotations.containsKey("k8s.aliyun.com/network-priority")) {
            put(Facts.PRIORITY, true);
        }
    }

    private void networkPolicy(Manifest each) {
        put(Facts.NETWORK_POLICY, true);
        if (each.spec().get("egress").isPresent()
                || each.spec().texts("policyTypes").contains("Egress")) {
            put(Facts.POLICY_EGRESS, true);
        }
        for (String direction : List.of("ingress", "egress")) {
            for (Doc.Fields rule : objects(each.spec().items(direction))) {
                objects(rule.items(direction.equals("ingress") ? "from" : "to"))
                        .forEach(peer -> block(peer.fields("ipBlock")));
            }
        }
    }

    /** The objects of a list; what is none is a mistake for the API server to name. */
    private static List<Doc.Fields> objects(List<Doc> all) {
        return all.stream()
                .filter(Doc.Fields.class::isInstance)
                .map(Doc.Fields.class::cast)
                .toList();
    }

    private void block(Doc.Fields block) {
        if (!block.items("except").isEmpty()) {
            put(Facts.POLICY_EXCEPT, true);
        }
        Optional<Cidr> named = block.text("cidr").flatMap(Cidr::parse);
        boolean pods = named.isPresent()
                && facts.get(Facts.POD_BLOCKS).orElse(List.of()).stream().anyMatch(named.get()::overlaps);
        if (pods) {
            put(Facts.POLICY_POD_BLOCK, true);
        }
    }

    /** Our own kind: what the user states, by the names of the facts, flat or nested. */
    private void stated(Manifest each) {
        stated("", each.spec());
    }

    private void stated(String prefix, Doc.Fields fields) {
        fields.fields().forEach((name, field) -> {
            String path = prefix.isEmpty() ? name : prefix + "." + name;
            if (field.value() instanceof Doc.Fields inner) {
                stated(path, inner);
            } else {
                facts = with(facts, path, text(field.value()), field);
            }
        });
    }

    private static String text(Doc value) {
        Object plain = Plain.of(value);
        return plain instanceof List<?> list
                ? String.join(",", list.stream().map(String::valueOf).toList())
                : String.valueOf(plain);
    }

    private static PreflightFacts with(PreflightFacts facts, String name, String value, Doc.Field field) {
        Fact<?> fact = Facts.byName(name)
                .orElseThrow(() -> new DocumentException(
                        field.at(), "there is no fact " + name, "podnet preflight --facts lists them"));
        return facts.withText(fact, value)
                .orElseThrow(() -> new DocumentException(
                        field.at(), name + " is \"" + value + "\"", "allowed is " + fact.allowed()));
    }
}
