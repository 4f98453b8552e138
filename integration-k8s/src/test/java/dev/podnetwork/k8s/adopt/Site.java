package dev.podnetwork.k8s.adopt;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.InstanceId;
import dev.podnetwork.api.PodRef;
import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.VpcId;
import dev.podnetwork.api.ZoneId;
import dev.podnetwork.api.cloud.EniAttachment;
import dev.podnetwork.api.cloud.EniDescription;
import dev.podnetwork.api.cloud.EniStatus;
import dev.podnetwork.api.cloud.EniType;
import dev.podnetwork.k8s.adopt.ClusterFacts.NodeFact;
import dev.podnetwork.k8s.adopt.ClusterFacts.PodFact;
import dev.podnetwork.k8s.tree.Doc;
import dev.podnetwork.k8s.tree.Plain;
import dev.podnetwork.k8s.tree.Position;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** A small cluster as the published control plane left it: node n1 (i-1, trunk eni-t) and node x1 (i-2, exclusive). */
final class Site {
    /** As the published control plane writes a bound record (spec: control-plane §1.2). */
    static final String BOUND = """
            apiVersion: network.alibabacloud.com/v1beta1
            kind: PodENI
            metadata:
              name: web-0
              namespace: shop
              uid: u-1
              resourceVersion: "7"
              finalizers: [network.alibabacloud.com/pod-eni]
              annotations: {k8s.aliyun.com/pod-uid: p-1}
              labels: {k8s.aliyun.com/node: n1}
            spec:
              zone: cn-hangzhou-a
              allocations:
              - allocationType: {type: Fixed, releaseStrategy: TTL, releaseAfter: 1h}
                interface: eth0
                eni:
                  attachmentOptions: {}
                  id: eni-1
                  mac: "00:16:3e:00:00:09"
                  securityGroupIDs: [sg-1]
                  vSwitchID: vsw-1
                  zone: cn-hangzhou-a
                ipv4: 10.0.0.7
                ipv4CIDR: 10.0.0.0/19
            status:
              eniInfos: {eni-1: {id: eni-1, type: Member, status: Bind, vid: 1001}}
              instanceID: i-1
              phase: Bind
              podLastSeen: "2026-01-02T00:00:00Z"
              trunkENIID: eni-t
            """;

    static final String KEPT = BOUND.replace("phase: Bind", "phase: Unbind")
            .replace("status: Bind", "status: Unbind")
            .replace("  instanceID: i-1\n", "")
            .replace("  trunkENIID: eni-t\n", "");

    final List<Doc.Fields> records = new ArrayList<>();
    final List<Doc.Fields> interfaces = new ArrayList<>();
    final Map<PodRef, PodFact> pods = new LinkedHashMap<>();
    final Map<String, NodeFact> nodes = new LinkedHashMap<>();
    private @Nullable Map<EniId, EniDescription> cloud;

    Site() {
        nodes.put("n1", new NodeFact("i-1", "cn-hangzhou-a", "eni-t", false));
        nodes.put("x1", new NodeFact("i-2", "cn-hangzhou-a", "", true));
        pods.put(PodRef.of("shop", "web-0"), new PodFact("p-1", "n1", false));
    }

    static Site of(String... records) {
        Site site = new Site();
        for (String each : records) {
            site.records.add(object(each));
        }
        return site;
    }

    static Doc.Fields object(String yaml) {
        Map<?, ?> map = new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
        return Plain.fields(map, Position.NOWHERE);
    }

    /** The cloud has this interface, attached to the instance under the trunk; with an empty instance to none. */
    Site inCloud(String eni, String instance, String trunk, String cluster) {
        Map<EniId, EniDescription> all = cloud == null ? new LinkedHashMap<>() : cloud;
        EniAttachment at = instance.isEmpty()
                ? null
                : new EniAttachment(InstanceId.of(instance), trunk.isEmpty() ? null : EniId.of(trunk), 1001, null);
        all.put(
                EniId.of(eni),
                new EniDescription(
                        EniId.of(eni),
                        trunk.isEmpty() ? EniType.SECONDARY : EniType.MEMBER,
                        at == null ? EniStatus.AVAILABLE : EniStatus.IN_USE,
                        "00:16:3e:00:00:09",
                        VpcId.of("vpc-1"),
                        VSwitchId.of("vsw-1"),
                        ZoneId.of("cn-hangzhou-a"),
                        List.of(),
                        null,
                        List.of("10.0.0.7"),
                        List.of(),
                        at,
                        Map.of("ack.aliyun.com", cluster),
                        Instant.EPOCH));
        cloud = all;
        return this;
    }

    /** The cloud was asked and has nothing. */
    Site emptyCloud() {
        cloud = new LinkedHashMap<>();
        return this;
    }

    ClusterFacts facts() {
        return new ClusterFacts("c-1", records, interfaces, pods, nodes, cloud);
    }

    PlanLine adopted() {
        return AdoptionPlanner.plan(facts()).lines().get(0);
    }

    PlanLine handedBack() {
        return HandBackPlanner.plan(facts()).lines().get(0);
    }
}
