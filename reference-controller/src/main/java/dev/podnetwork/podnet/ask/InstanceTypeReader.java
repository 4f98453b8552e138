package dev.podnetwork.podnet.ask;

import dev.podnetwork.api.capacity.InstanceTypeLimits;
import dev.podnetwork.k8s.tree.Doc;
import dev.podnetwork.k8s.tree.DocumentException;
import dev.podnetwork.k8s.tree.Json;
import dev.podnetwork.podnet.input.ManifestReader;
import dev.podnetwork.podnet.input.Schemas;
import dev.podnetwork.podnet.input.Sources;
import dev.podnetwork.podnet.input.YamlReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the limits of instance types in what users have: an answer of {@code DescribeInstanceTypes}, one element of it, our kind
 * {@code Cloud}, or a Node with the annotation {@code alibabacloud.com/instance-type-info} (spec: node-ipam §4.1).
 */
final class InstanceTypeReader {
    static final String ANNOTATION = "alibabacloud.com/instance-type-info";

    private final Map<String, InstanceTypeLimits> found = new LinkedHashMap<>();

    private InstanceTypeReader() {}

    /** The types by name, in order; of a type that is there twice the later one counts. */
    static Map<String, InstanceTypeLimits> read(List<Sources.Source> sources) {
        InstanceTypeReader reader = new InstanceTypeReader();
        for (Sources.Source source : sources) {
            YamlReader.read(source.name(), source.text()).forEach(reader::look);
        }
        return reader.found;
    }

    private void look(Doc document) {
        if (!(document instanceof Doc.Fields fields)) {
            return;
        }
        boolean cloud = fields.get("kind").isPresent()
                && fields.text("kind").orElse("").equals("Cloud")
                && fields.text("apiVersion").orElse("").equals(ManifestReader.OUR_API_VERSION);
        if (fields.get("InstanceTypes").isPresent()) {
            fields.fields("InstanceTypes").items("InstanceType").forEach(this::look);
        } else if (fields.get("EniQuantity").isPresent()) {
            add(type(fields));
        } else if (cloud) {
            Schemas.cloud().check(fields);
            fields.fields("spec").items("instanceTypes").forEach(each -> add(ofCloud((Doc.Fields) each)));
        } else if (fields.get("items").isPresent()) {
            fields.items("items").forEach(this::look);
        } else if (fields.get("metadata").isPresent()) {
            annotated(fields).ifPresent(this::add);
        }
    }

    static Optional<InstanceTypeLimits> annotated(Doc.Fields node) {
        return node.fields("metadata").fields("annotations").get(ANNOTATION).map(InstanceTypeReader::parsed);
    }

    private static InstanceTypeLimits parsed(Doc annotation) {
        if (annotation instanceof Doc.Text text
                && Json.parse(text.value(), text.firstLine()) instanceof Doc.Fields fields) {
            return type(fields);
        }
        throw new DocumentException(
                annotation.at(),
                ANNOTATION + " is not a JSON object",
                "write one type as DescribeInstanceTypes answers it");
    }

    private void add(InstanceTypeLimits limits) {
        found.put(limits.instanceType(), limits);
    }

    private static InstanceTypeLimits type(Doc.Fields fields) {
        return new InstanceTypeLimits(
                fields.text("InstanceTypeId").orElse("(unnamed)"),
                whole(fields, "EniQuantity", 0),
                whole(fields, "EniTotalQuantity", whole(fields, "EniQuantity", 0)),
                whole(fields, "EniPrivateIpAddressQuantity", 0),
                whole(fields, "EniIpv6AddressQuantity", 0),
                fields.flag("EniTrunkSupported").orElse(false),
                whole(fields, "EriQuantity", 0));
    }

    private static InstanceTypeLimits ofCloud(Doc.Fields fields) {
        return new InstanceTypeLimits(
                fields.text("name").orElseThrow(),
                whole(fields, "eniQuantity", 0),
                whole(fields, "eniTotalQuantity", 0),
                whole(fields, "ipv4PerEni", 10),
                whole(fields, "ipv6PerEni", 0),
                fields.flag("trunkSupported").orElse(false),
                0);
    }

    private static int whole(Doc.Fields fields, String name, int fallback) {
        long value = fields.whole(name).orElse((long) fallback);
        if (value < 0 || value > 1_000_000) {
            throw new DocumentException(fields.at(name), name + " is " + value, "write a number from 0 to 1000000");
        }
        return (int) value;
    }
}
