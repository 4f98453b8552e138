package dev.podnetwork.core.config;

import static dev.podnetwork.core.config.ChangeClass.FORBIDDEN;
import static dev.podnetwork.core.config.ChangeClass.RESTART;
import static dev.podnetwork.core.config.ChangeRule.always;
import static dev.podnetwork.core.config.ChangeRule.neverLeave;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The keys of the controller's configuration and of its credentials file (spec: control-plane §10.4). */
final class ControllerKeys {
    private static final int MOST = 10_000;
    private static final ChangeRule RESTARTED = always(RESTART);

    private ControllerKeys() {}

    static List<ConfigKey> keys() {
        List<ConfigKey> keys = new ArrayList<>(identity());
        keys.addAll(process());
        keys.addAll(parallel());
        keys.addAll(periods());
        keys.addAll(decisions());
        return keys;
    }

    private static ConfigKey text(String name, String fallback, String meaning) {
        return text(name, fallback, Allowed.any(ValueKind.TEXT), RESTARTED, meaning);
    }

    private static ConfigKey text(String name, String fallback, Allowed allowed, ChangeRule change, String meaning) {
        return new ConfigKey(name, ValueKind.TEXT, fallback, allowed, change, meaning);
    }

    private static ConfigKey duration(String name, String fallback, String meaning) {
        return text(name, fallback, Allowed.duration(), RESTARTED, meaning);
    }

    private static ConfigKey flag(String name, boolean fallback, ChangeRule change, String meaning) {
        return new ConfigKey(name, ValueKind.SWITCH, fallback, Allowed.any(ValueKind.SWITCH), change, meaning);
    }

    private static ConfigKey number(String name, long fallback, int most, String meaning) {
        return number(name, fallback, most, most, meaning);
    }

    /** More than {@code taken} is possible and taken as that. */
    private static ConfigKey number(String name, long fallback, int most, int taken, String meaning) {
        Allowed allowed =
                Allowed.range(1, most, "a whole number from 1 to " + most).atMost(taken);
        return new ConfigKey(name, ValueKind.COUNT, fallback, allowed, RESTARTED, meaning);
    }

    private static List<ConfigKey> identity() {
        Allowed any = Allowed.any(ValueKind.TEXT);
        ChangeRule owner = always(FORBIDDEN, "what the cloud holds is tagged, named and found by it");
        return List.of(
                text("regionID", "", any, owner, "region; empty: that of the instance"),
                text("clusterID", "", any, owner, "the cluster; required"),
                text("vpcID", "", any, owner, "its VPC; required"),
                text("controllerNamespace", "kube-system", "namespace of the controller"),
                text("controllerName", "terway-controlplane", "name of the controller"),
                text("clusterDomain", "cluster.local", "DNS domain of the cluster"),
                text(
                        "clusterType",
                        "",
                        Allowed.oneOf("", "serverless"),
                        RESTARTED,
                        "serverless: virtual nodes run the pods; empty: nodes"));
    }

    private static List<ConfigKey> process() {
        Allowed address = new Allowed(
                "an address such as 0.0.0.0:8080, or \"0\" for none",
                value -> String.valueOf(value).matches("0|\\S*:[0-9]{1,5}"));
        return List.of(
                text("leaseLockName", "terway-controller-lock", "name of the lease"),
                text("leaseLockNamespace", "kube-system", "namespace of the lease"),
                duration("leaseDuration", "", "how long a lease holds; empty: 15s"),
                duration("renewDeadline", "", "until when a leader renews; empty: 10s"),
                duration("retryPeriod", "", "how often it tries; empty: 2s"),
                text("healthzBindAddress", "0.0.0.0:80", address, RESTARTED, "where health is served"),
                text("metricsBindAddress", "0", address, RESTARTED, "where metrics are served; 0: nowhere"),
                flag("disableWebhook", false, RESTARTED, "no webhooks"),
                number("webhookPort", 4443, 65_535, "port of the webhooks"),
                text("certDir", "/var/run/webhook-cert", "where the webhooks' certificate is"),
                flag("leaderElection", false, RESTARTED, "elect a leader"),
                flag("enableTrace", false, RESTARTED, "send traces"),
                flag("enableDevicePlugin", false, always(RESTART, "nothing reads it"), "nothing reads it"));
    }

    private static List<ConfigKey> parallel() {
        return List.of(
                number("podMaxConcurrent", 10, MOST, ConfigCheck.MOST_PARALLEL_PODS, "pods worked on in parallel"),
                number(
                        "podENIMaxConcurrent",
                        10,
                        MOST,
                        ConfigCheck.MOST_PARALLEL_PODS,
                        "records worked on in parallel"),
                number("nodeMaxConcurrent", 10, MOST, "nodes worked on in parallel"),
                number("eniMaxConcurrent", 300, MOST, "ENIs worked on in parallel"),
                number("multiIPPodMaxConcurrent", 500, 20_000, "shared pods looked at in parallel"),
                number(
                        "multiIPNodeMaxConcurrent",
                        500,
                        20_000,
                        ConfigCheck.MOST_PARALLEL_NODES,
                        "shared nodes worked on in parallel"),
                number("vSwitchPoolSize", 1000, 1_000_000, "vSwitches remembered"),
                new ConfigKey(
                        "kubeClientQPS",
                        ValueKind.NUMBER,
                        20L,
                        Allowed.range(Double.MIN_VALUE, MOST, "a number above 0, at most 10000"),
                        RESTARTED,
                        "calls per second to the API server"),
                number("kubeClientBurst", 30, MOST, "burst of calls to the API server"));
    }

    private static List<ConfigKey> periods() {
        return List.of(
                duration("multiIPNodeSyncPeriod", "12h", "how often every shared node is looked at"),
                duration("multiIPGCPeriod", "2m", "how often shared addresses are cleaned up"),
                duration("multiIPMinSyncPeriodOnFailure", "1s", "first wait after a failure"),
                duration("multiIPMaxSyncPeriodOnFailure", "300s", "longest wait after failures"),
                duration("vSwitchCacheTTL", "20m0s", "how long a vSwitch's figures are believed"));
    }

    private static List<ConfigKey> decisions() {
        return List.of(
                flag(
                        "enableTrunk",
                        true,
                        neverLeave(true, RESTART, "trunk cannot be switched off once it is on"),
                        "pods get members of trunk ENIs"),
                flag("enableWebhookInjectResource", true, RESTARTED, "admission writes extended resources"),
                text(
                        "ipamType",
                        "",
                        Allowed.oneOf("", "crd"),
                        neverLeave("crd", RESTART, "central address management does not go back to local"),
                        "who manages shared addresses; empty: the node"),
                flag("centralizedIPAM", false, RESTARTED, "the controller manages shared addresses"),
                text(
                        "ipStack",
                        "ipv4",
                        Allowed.oneOf("", "ipv4", "ipv6", "dual"),
                        neverLeave("dual", RESTART, "dual-stack pods that live would lose an address"),
                        "address families"),
                new ConfigKey(
                        "controllers",
                        ValueKind.LIST,
                        List.of(),
                        Allowed.texts(),
                        RESTARTED,
                        "which controllers run: name, -name, or *; empty: the usual ones"),
                new ConfigKey(
                        "customStatefulWorkloadKinds",
                        ValueKind.LIST,
                        List.of(),
                        Allowed.texts(),
                        RESTARTED,
                        "owner kinds that are treated like StatefulSet"),
                map("nodeLabelWhiteList", Allowed.textMap(), "only nodes with all these labels"),
                map("backoffOverride", Allowed.backoffs(EniConfigKeys.BACKOFFS), "replaces named retry policies"),
                map("rateLimit", Allowed.rates(), "calls per minute of each API"),
                text(
                        "degradation",
                        "",
                        Allowed.oneOf("", "l0", "l1", "L0", "L1"),
                        RESTARTED,
                        "l0: no cloud call; l1: no release; empty: normal"));
    }

    private static ConfigKey map(String name, Allowed allowed, String meaning) {
        return new ConfigKey(name, ValueKind.MAP, Map.of(), allowed, RESTARTED, meaning);
    }

    static List<ConfigKey> credentials() {
        return List.of(
                secret("accessKey", "static credentials, with accessSecret"),
                secret("accessSecret", "static credentials, with accessKey"),
                text("credentialPath", "", "encrypted token file"),
                text("otelEndpoint", "", "where traces go"),
                secret("otelToken", "token of the trace endpoint"));
    }

    private static ConfigKey secret(String name, String meaning) {
        return new ConfigKey(name, ValueKind.SECRET, "", Allowed.any(ValueKind.SECRET), RESTARTED, meaning);
    }
}
