package dev.podnetwork.podnet.planner;

import dev.podnetwork.api.InstanceId;
import dev.podnetwork.api.SecurityGroupId;
import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.VpcId;
import dev.podnetwork.api.ZoneId;
import dev.podnetwork.api.capacity.InstanceTypeLimits;
import dev.podnetwork.api.cloud.LingjunNode;
import dev.podnetwork.api.cloud.LingjunNodeType;
import dev.podnetwork.fake.FakeCloudConfig;
import dev.podnetwork.fake.FakeLatencies;
import dev.podnetwork.fake.FakeLimits;
import dev.podnetwork.fake.FakeVSwitch;
import dev.podnetwork.fake.Latency;
import dev.podnetwork.k8s.tree.Doc;
import dev.podnetwork.k8s.tree.DocumentException;
import dev.podnetwork.podnet.input.Manifest;
import dev.podnetwork.podnet.input.Schemas;
import dev.podnetwork.podnet.plan.CloudPlan;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Reads the kind {@code Cloud}; documented in docs/simulate.md. */
final class CloudReader {
    private CloudReader() {}

    /**
     * What the user declared.
     *
     * @param vpc the cluster's VPC
     * @param config limits, latencies, quotas
     * @param vSwitches declared vSwitches by id
     * @param groups declared security groups by id
     * @param types declared instance types by name
     * @param instances declared instances by id
     * @param lingjun declared Lingjun nodes, each with the limits of its type
     */
    record Declared(
            VpcId vpc,
            FakeCloudConfig config,
            Map<VSwitchId, FakeVSwitch> vSwitches,
            Map<SecurityGroupId, CloudPlan.Group> groups,
            Map<String, InstanceTypeLimits> types,
            Map<InstanceId, Instance> instances,
            Map<LingjunNode, LingjunNodeType> lingjun) {
        static final Declared NOTHING = new Declared(
                VpcId.of("vpc-1"), FakeCloudConfig.strict(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of());
    }

    /**
     * A declared instance.
     *
     * @param type its type
     * @param zone its zone
     */
    record Instance(String type, ZoneId zone) {}

    static Declared read(Manifest manifest) {
        Schemas.cloud().check(manifest.body());
        Doc.Fields spec = manifest.spec();
        VpcId vpc = VpcId.of(spec.text("vpc").orElse("vpc-1"));
        return new Declared(
                vpc,
                config(spec),
                vSwitches(spec, vpc),
                groups(spec, vpc),
                types(spec),
                instances(spec),
                LingjunReader.read(spec, vpc));
    }

    private static Map<VSwitchId, FakeVSwitch> vSwitches(Doc.Fields spec, VpcId vpc) {
        Map<VSwitchId, FakeVSwitch> all = new LinkedHashMap<>();
        for (Doc each : spec.items("vSwitches")) {
            Doc.Fields fields = (Doc.Fields) each;
            VSwitchId id = VSwitchId.of(once(all.keySet().stream().map(VSwitchId::value), fields, "id"));
            String cidr = fields.text("cidr").orElseThrow();
            if (!Ipv4Block.isBlock(cidr)) {
                throw new DocumentException(
                        fields.at("cidr"),
                        "cidr is \"" + cidr + "\"",
                        "write a block that begins at its first address");
            }
            for (FakeVSwitch other : all.values()) {
                if (Ipv4Block.of(other.cidr()).overlaps(Ipv4Block.of(cidr))) {
                    throw new DocumentException(
                            fields.at("cidr"),
                            cidr + " overlaps " + other.cidr() + " of " + other.id(),
                            "choose another block");
                }
            }
            String ipv6 = fields.text("ipv6Cidr").orElse(null);
            if (ipv6 != null && all.values().stream().anyMatch(v -> ipv6.equalsIgnoreCase(v.ipv6Cidr()))) {
                throw new DocumentException(
                        fields.at("ipv6Cidr"), ipv6 + " is the block of another vSwitch", "choose another block");
            }
            all.put(
                    id,
                    new FakeVSwitch(
                            id,
                            fields.text("vpc").map(VpcId::of).orElse(vpc),
                            ZoneId.of(fields.text("zone").orElseThrow()),
                            cidr,
                            ipv6));
        }
        return all;
    }

    /** A name that stands there for the first time. */
    private static String once(Stream<String> before, Doc.Fields fields, String field) {
        String name = fields.text(field).orElseThrow();
        if (before.anyMatch(name::equals)) {
            throw new DocumentException(
                    fields.at(field), field + " " + name + " is there twice", "remove one of them, or rename it");
        }
        return name;
    }

    private static Map<SecurityGroupId, CloudPlan.Group> groups(Doc.Fields spec, VpcId vpc) {
        Map<SecurityGroupId, CloudPlan.Group> all = new LinkedHashMap<>();
        for (Doc each : spec.items("securityGroups")) {
            Doc.Fields fields = (Doc.Fields) each;
            SecurityGroupId id =
                    SecurityGroupId.of(once(all.keySet().stream().map(SecurityGroupId::value), fields, "id"));
            int max = Math.toIntExact(Math.min(fields.whole("maxAddresses").orElse(2_000L), 65_536L));
            all.put(
                    id,
                    new CloudPlan.Group(id, fields.text("vpc").map(VpcId::of).orElse(vpc), max));
        }
        return all;
    }

    private static Map<String, InstanceTypeLimits> types(Doc.Fields spec) {
        Map<String, InstanceTypeLimits> all = new LinkedHashMap<>();
        for (Doc each : spec.items("instanceTypes")) {
            Doc.Fields fields = (Doc.Fields) each;
            String name = once(all.keySet().stream(), fields, "name");
            int enis = number(fields, "eniQuantity", 1);
            int total = number(fields, "eniTotalQuantity", enis);
            if (total < enis) {
                throw new DocumentException(
                        fields.at("eniTotalQuantity"),
                        "eniTotalQuantity " + total + " is less than eniQuantity " + enis,
                        "it counts those too: give at least as many");
            }
            boolean trunk = fields.flag("trunkSupported").orElse(total > enis);
            all.put(
                    name,
                    new InstanceTypeLimits(
                            name,
                            enis,
                            total,
                            number(fields, "ipv4PerEni", 10),
                            number(fields, "ipv6PerEni", 0),
                            trunk,
                            0));
        }
        return all;
    }

    private static int number(Doc.Fields fields, String name, int otherwise) {
        return Math.toIntExact(fields.whole(name).orElse((long) otherwise));
    }

    private static Map<InstanceId, Instance> instances(Doc.Fields spec) {
        Map<InstanceId, Instance> all = new LinkedHashMap<>();
        for (Doc each : spec.items("instances")) {
            Doc.Fields fields = (Doc.Fields) each;
            all.put(
                    InstanceId.of(once(all.keySet().stream().map(InstanceId::value), fields, "id")),
                    new Instance(
                            fields.text("type").orElseThrow(),
                            ZoneId.of(fields.text("zone").orElseThrow())));
        }
        return all;
    }

    private static FakeCloudConfig config(Doc.Fields spec) {
        FakeCloudConfig base = FakeCloudConfig.strict();
        FakeLimits limits = base.limits();
        Doc.Fields given = spec.fields("limits");
        for (String api : given.fields().keySet()) {
            limits = limits.with(api, number(given, api, 500));
        }
        Doc.Fields quotas = spec.fields("quotas");
        return new FakeCloudConfig(
                limits,
                latencies(spec.fields("latencies"), base.latencies()),
                number(quotas, "enis", base.eniQuota()),
                number(quotas, "securityGroupsPerEni", base.maxSecurityGroups()),
                base.tokenLife());
    }

    private static FakeLatencies latencies(Doc.Fields given, FakeLatencies base) {
        return new FakeLatencies(
                latency(given, "request", base.request()),
                latency(given, "reply", base.reply()),
                latency(given, "call", base.call()),
                latency(given, "create", base.create()),
                latency(given, "attach", base.attach()),
                latency(given, "detach", base.detach()),
                latency(given, "delete", base.delete()),
                latency(given, "readLag", base.readLag()));
    }

    private static Latency latency(Doc.Fields given, String name, Latency otherwise) {
        return given.text(name)
                .map(text -> List.of(text.split("\\.\\.")))
                .map(ends -> {
                    if (ends.size() > 2) {
                        throw new DocumentException(
                                given.at(name),
                                name + " has " + ends.size() + " ends",
                                "write a range such as 1.5s..4s");
                    }
                    long min =
                            ScenarioReader.duration(ends.get(0), given.at(name)).toNanos();
                    long max = ScenarioReader.duration(ends.get(ends.size() - 1), given.at(name))
                            .toNanos();
                    if (max < min) {
                        throw new DocumentException(
                                given.at(name), name + " ends before it begins", "write the shorter time first");
                    }
                    return new Latency(min, max);
                })
                .orElse(otherwise);
    }
}
