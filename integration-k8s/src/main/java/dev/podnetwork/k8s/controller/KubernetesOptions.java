package dev.podnetwork.k8s.controller;

import static java.util.Objects.requireNonNull;

import dev.podnetwork.api.ClusterId;
import dev.podnetwork.api.VpcId;
import dev.podnetwork.api.allocation.IpStack;
import dev.podnetwork.core.DegradationSwitch;
import dev.podnetwork.core.PodNetworkAllocators;
import dev.podnetwork.core.admission.ClusterSettings;
import dev.podnetwork.k8s.lease.LeaseSettings;
import dev.podnetwork.spi.MetricsSink;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What a cluster's controllers are to be like; everything but the cluster has a default. Not thread-safe. */
public final class KubernetesOptions {
    final ClusterId cluster;

    @Nullable
    VpcId vpc;

    ClusterSettings settings = ClusterSettings.DEFAULT;
    IpStack stack = IpStack.IPV4;
    String configNamespace = "kube-system";
    Map<String, String> nodeLabels = Map.of();

    @Nullable
    LeaseSettings lease;

    Map<String, Integer> rateLimits = Map.of();
    DegradationSwitch degradation = new DegradationSwitch();
    MetricsSink metrics = MetricsSink.none();
    boolean pods = true;
    boolean policies = true;
    boolean nodes;
    String name = "podnet";
    String identity = "podnet";
    UnaryOperator<PodNetworkAllocators.Builder> allocator = UnaryOperator.identity();

    private KubernetesOptions(ClusterId cluster) {
        this.cluster = cluster;
    }

    /** The defaults, for this cluster: its id is on everything that the cloud makes for it. */
    public static KubernetesOptions of(ClusterId cluster) {
        return new KubernetesOptions(requireNonNull(cluster, "cluster"));
    }

    /** The cluster's VPC: vSwitches and groups of another one make a policy fail. Default: not compared. */
    public KubernetesOptions vpc(VpcId id) {
        vpc = requireNonNull(id, "id");
        return this;
    }

    /** What admission and the controllers agree on. */
    public KubernetesOptions settings(ClusterSettings cluster) {
        settings = requireNonNull(cluster, "cluster");
        return this;
    }

    /** Which addresses each interface gets; default IPv4. */
    public KubernetesOptions stack(IpStack families) {
        stack = requireNonNull(families, "families");
        return this;
    }

    /** Where {@code eni-config} is; default {@code kube-system}. */
    public KubernetesOptions configNamespace(String namespace) {
        configNamespace = requireNonNull(namespace, "namespace");
        return this;
    }

    /** Only nodes with all these labels; default: all. */
    public KubernetesOptions nodeLabels(Map<String, String> labels) {
        nodeLabels = Map.copyOf(labels);
        return this;
    }

    /** Elects a leader; default: this process always leads. */
    public KubernetesOptions lease(LeaseSettings settings) {
        lease = requireNonNull(settings, "settings");
        return this;
    }

    /** Calls per minute that differ from the published ones, by API. */
    public KubernetesOptions rateLimits(Map<String, Integer> perMinute) {
        rateLimits = Map.copyOf(perMinute);
        return this;
    }

    /** The emergency switch. */
    public KubernetesOptions degradation(DegradationSwitch control) {
        degradation = requireNonNull(control, "control");
        return this;
    }

    /** Who counts. */
    public KubernetesOptions metrics(MetricsSink sink) {
        metrics = requireNonNull(sink, "sink");
        return this;
    }

    /** Whether pods are looked at; default yes. */
    public KubernetesOptions pods(boolean on) {
        pods = on;
        return this;
    }

    /** Whether policies are judged; default yes. */
    public KubernetesOptions policies(boolean on) {
        policies = on;
        return this;
    }

    /** Whether nodes advertise what they can carry; default no, then the node daemon does it. */
    public KubernetesOptions nodes(boolean on) {
        nodes = on;
        return this;
    }

    /**
     * Who events come from.
     *
     * @param controller the controller's name
     * @param process this process of it
     */
    public KubernetesOptions reportingAs(String controller, String process) {
        name = requireNonNull(controller, "controller");
        identity = requireNonNull(process, "process");
        return this;
    }

    /** What else the allocator is to be like: applied last. */
    public KubernetesOptions allocator(UnaryOperator<PodNetworkAllocators.Builder> change) {
        allocator = requireNonNull(change, "change");
        return this;
    }
}
