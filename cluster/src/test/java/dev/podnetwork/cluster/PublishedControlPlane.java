package dev.podnetwork.cluster;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.InstanceId;
import dev.podnetwork.api.SecurityGroupId;
import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.cloud.CloudOp;
import dev.podnetwork.api.cloud.CloudReply;
import dev.podnetwork.api.cloud.EniDescription;
import dev.podnetwork.api.cloud.TrafficMode;
import dev.podnetwork.k8s.tree.Doc;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What the published control plane leaves in a cluster and in the cloud (spec: control-plane §1, §2.1, §5). Not thread-safe. */
final class PublishedControlPlane {
    private static final String NETWORK_INTERFACES = """
            apiVersion: apiextensions.k8s.io/v1
            kind: CustomResourceDefinition
            metadata: {name: networkinterfaces.network.alibabacloud.com}
            spec:
              group: network.alibabacloud.com
              names: {kind: NetworkInterface, plural: networkinterfaces, singular: networkinterface, listKind: NetworkInterfaceList}
              scope: Cluster
              versions:
              - name: v1beta1
                served: true
                storage: true
                subresources: {status: {}}
                schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}
            """;

    private final ControllerSite site;
    private final LocalControlPlane cluster;

    PublishedControlPlane(ControllerSite site) {
        this.site = site;
        this.cluster = site.cluster;
    }

    /** Its Deployment, lease, webhooks and own kind of object. */
    void install() {
        cluster.kubectl().apply(NETWORK_INTERFACES);
        cluster.kubectl().run("wait", "--for=condition=Established", "crd/networkinterfaces.network.alibabacloud.com");
        cluster.kubectl().apply("""
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: terway-controlplane, namespace: kube-system}
                spec:
                  replicas: 1
                  selector: {matchLabels: {app: terway-controlplane}}
                  template:
                    metadata: {labels: {app: terway-controlplane}}
                    spec: {nodeSelector: {nowhere: "true"}, containers: [{name: c, image: registry.invalid/c:1}]}
                """);
        for (String kind : List.of("Validating", "Mutating")) {
            cluster.kubectl().apply("""
                    apiVersion: admissionregistration.k8s.io/v1
                    kind: %sWebhookConfiguration
                    metadata: {name: terway-controlplane, labels: {theirs: "yes"}}
                    webhooks:
                    - name: terway-controlplane.k8s.io
                      admissionReviewVersions: [v1]
                      sideEffects: None
                      failurePolicy: Ignore
                      timeoutSeconds: 1
                      clientConfig: {service: {name: terway-controlplane, namespace: kube-system, path: /x}}
                      rules: [{apiGroups: [network.alibabacloud.com], apiVersions: [v1beta1], operations: [CREATE], resources: [podnetworkings]}]
                    """.formatted(kind));
        }
        lease(Instant.now());
    }

    /** Its lease as renewed then. */
    void lease(Instant renewed) {
        cluster.kubectl()
                .apply("""
                apiVersion: coordination.k8s.io/v1
                kind: Lease
                metadata: {name: terway-controlplane, namespace: kube-system}
                spec: {holderIdentity: theirs, leaseDurationSeconds: 15, renewTime: "%s"}
                """.formatted(java.time.format.DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'")
                        .withZone(java.time.ZoneOffset.UTC)
                        .format(renewed)));
    }

    /** Says what the node carries and which trunk it has, as the node daemon does. */
    void node(String name) {
        String path = "/api/v1/nodes/" + name;
        cluster.api()
                .merge(path, "{\"metadata\":{\"annotations\":{\"k8s.aliyun.com/trunk-on\":\"" + trunk(name) + "\"}}}");
        cluster.api()
                .merge(
                        path + "/status",
                        "{\"status\":{\"capacity\":{\"aliyun/member-eni\":\"16\"},\"allocatable\":{\"aliyun/member-eni\":\"16\"}}}");
    }

    EniId trunk(String node) {
        return site.cloud.inspect().trunkOf(InstanceId.of("i-" + node)).orElseThrow();
    }

    /** An interface of its own, attached to a node: under the trunk, or as a secondary one. */
    EniDescription attached(String node, boolean member) {
        EniDescription eni = create();
        call(new CloudOp.AttachEni(eni.id(), InstanceId.of("i-" + node), member ? trunk(node) : null, null));
        Await.until(
                eni.id() + " to be attached",
                ControllerSite.PATIENCE,
                () -> site.cloud.inspect().eni(eni.id()).orElseThrow().attachment() != null);
        return site.cloud.inspect().eni(eni.id()).orElseThrow();
    }

    /** The record of a scheduled pod, bound; with everything it writes, or as older versions did. */
    EniId bound(Doc.Fields pod, boolean older) {
        String node = pod.fields("spec").text("nodeName").orElseThrow();
        EniDescription eni = attached(node, true);
        int vid = eni.attachment().deviceIndex();
        Doc.Fields metadata = pod.fields("metadata");
        String namespace = metadata.text("namespace").orElseThrow();
        String name = metadata.text("name").orElseThrow();
        String marks = older
                ? "finalizers: [pod-eni]"
                : "finalizers: [network.alibabacloud.com/pod-eni], annotations: {k8s.aliyun.com/pod-uid: "
                        + metadata.text("uid").orElseThrow() + "}, labels: {k8s.aliyun.com/node: " + node + "}";
        record(namespace, name, marks, eni);
        String info = "\"" + eni.id() + "\":{\"id\":\"" + eni.id() + "\",\"status\":\"Bind\",\"vid\":" + vid
                + (older ? "" : ",\"type\":\"Member\"") + "}";
        cluster.api()
                .merge(
                        ControllerSite.path(namespace, name) + "/status",
                        "{\"status\":{\"phase\":\"Bind\",\"instanceID\":\"i-" + node + "\",\"trunkENIID\":\""
                                + trunk(node)
                                + "\",\"podLastSeen\":\""
                                + Instant.now().toString().replaceAll("\\.\\d+", "")
                                + "\",\"eniInfos\":{" + info + "}}}");
        networkInterface(eni.id(), namespace, name);
        return eni.id();
    }

    /** A record without a pod, kept. */
    EniId kept(String namespace, String name) {
        EniDescription eni = create();
        record(
                namespace,
                name,
                "finalizers: [network.alibabacloud.com/pod-eni], annotations: {k8s.aliyun.com/pod-uid: gone}, labels: {k8s.aliyun.com/node: elsewhere}",
                eni);
        cluster.api()
                .merge(
                        ControllerSite.path(namespace, name) + "/status",
                        "{\"status\":{\"phase\":\"Unbind\",\"podLastSeen\":\""
                                + Instant.now().toString().replaceAll("\\.\\d+", "") + "\",\"eniInfos\":{\"" + eni.id()
                                + "\":{\"id\":\"" + eni.id() + "\",\"status\":\"Unbind\",\"type\":\"Member\"}}}}");
        networkInterface(eni.id(), namespace, name);
        return eni.id();
    }

    private EniDescription create() {
        CloudReply made = call(new CloudOp.CreateEni(
                VSwitchId.of("vsw-zone-a-1"),
                List.of(SecurityGroupId.of("sg-db0001")),
                0,
                false,
                null,
                TrafficMode.STANDARD,
                Map.of("ack.aliyun.com", "c-1", "creator", "terway-controller"),
                "theirs-" + site.cloud.inspect().eniCount()));
        return ((CloudReply.EniCreated) made).eni();
    }

    private CloudReply call(CloudOp op) {
        CloudReply reply = site.cloud.call(op);
        if (reply instanceof CloudReply.Failed failed) {
            throw new IllegalStateException(op + " was answered " + failed);
        }
        return reply;
    }

    private void record(String namespace, String name, String marks, EniDescription eni) {
        cluster.kubectl().apply("""
                apiVersion: network.alibabacloud.com/v1beta1
                kind: PodENI
                metadata: {name: %s, namespace: %s, %s}
                spec:
                  zone: cn-hangzhou-a
                  allocations:
                  - allocationType: {type: Fixed, releaseStrategy: TTL, releaseAfter: 1h}
                    interface: eth0
                    eni: {attachmentOptions: {}, id: %s, mac: "%s", securityGroupIDs: [sg-db0001], vSwitchID: vsw-zone-a-1, zone: cn-hangzhou-a, vpcID: vpc-1}
                    ipv4: %s
                    ipv4CIDR: 10.1.0.0/19
                """.formatted(name, namespace, marks, eni.id(), eni.mac(), eni.primaryIpv4()));
    }

    private void networkInterface(EniId eni, String namespace, String pod) {
        cluster.kubectl().apply("""
                apiVersion: network.alibabacloud.com/v1beta1
                kind: NetworkInterface
                metadata: {name: %s, finalizers: [network.alibabacloud.com/eni]}
                spec: {eni: {id: %s}, podENIRef: {kind: Pod, namespace: %s, name: %s}}
                """.formatted(eni, eni, namespace, pod));
    }
}
