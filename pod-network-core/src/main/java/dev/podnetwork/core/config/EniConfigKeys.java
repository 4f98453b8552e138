package dev.podnetwork.core.config;

import static dev.podnetwork.core.config.ChangeClass.HOT;
import static dev.podnetwork.core.config.ChangeClass.NEW_ENIS;
import static dev.podnetwork.core.config.ChangeClass.NEW_NODES;
import static dev.podnetwork.core.config.ChangeRule.always;
import static dev.podnetwork.core.config.ChangeRule.neverLeave;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The keys of {@code eni_conf}, with their change classes (spec: node-ipam §1.2). */
final class EniConfigKeys {
    /** The retry policies that a document may replace (spec: node-ipam §2.12). */
    static final List<String> BACKOFFS = List.of(
            "",
            "eni_create",
            "eni_ops",
            "eni_release",
            "eni_ip_ops",
            "eni_delete_confirm",
            "wait_eni_ip_removed",
            "wait_eni_status",
            "wait_member_eni_status",
            "wait_leni_status",
            "wait_hdeni_status",
            "wait_ecs_leni_status",
            "wait_ecs_hdeni_status",
            "wait_podeni_status",
            "wait_networkinterface_status",
            "meta_assign_private_ip",
            "meta_unassign_private_ip",
            "wait_sts_token_ready",
            "wait_node_status");

    private static final String UNUSED = "nothing reads it any more";

    private EniConfigKeys() {}

    static List<ConfigKey> keys() {
        List<ConfigKey> keys = new ArrayList<>(general());
        keys.addAll(interfaces());
        keys.addAll(pool());
        keys.addAll(modes());
        keys.addAll(clients());
        return keys;
    }

    private static ConfigKey text(String name, String fallback, Allowed allowed, ChangeRule change, String meaning) {
        return new ConfigKey(name, ValueKind.TEXT, fallback, allowed, change, meaning);
    }

    private static ConfigKey count(String name, Object fallback, ChangeRule change, String meaning) {
        return new ConfigKey(name, ValueKind.COUNT, fallback, Allowed.any(ValueKind.COUNT), change, meaning);
    }

    private static ConfigKey flag(String name, boolean fallback, ChangeRule change, String meaning) {
        return new ConfigKey(name, ValueKind.SWITCH, fallback, Allowed.any(ValueKind.SWITCH), change, meaning);
    }

    private static ConfigKey map(String name, Allowed allowed, ChangeClass change, String meaning) {
        return new ConfigKey(name, ValueKind.MAP, Map.of(), allowed, always(change), meaning);
    }

    private static ConfigKey list(String name, Allowed allowed, ChangeClass change, String meaning) {
        return new ConfigKey(name, ValueKind.LIST, List.of(), allowed, always(change), meaning);
    }

    private static ConfigKey secret(String name, String meaning) {
        return new ConfigKey(name, ValueKind.SECRET, "", Allowed.any(ValueKind.SECRET), always(HOT), meaning);
    }

    private static List<ConfigKey> general() {
        Allowed any = Allowed.any(ValueKind.TEXT);
        return List.of(
                text("version", "1", any, always(HOT, "nothing depends on it"), "version of the file"),
                secret("access_key", "static credentials, with access_secret"),
                secret("access_secret", "static credentials, with access_key"),
                text("credential_path", "", any, always(HOT), "encrypted token file"),
                text(
                        "region_id",
                        "",
                        any,
                        always(ChangeClass.FORBIDDEN, "the resources of the cluster stay in their region"),
                        "region of the API; empty: that of the instance"),
                text("service_cidr", "", Allowed.blocks(), always(NEW_NODES), "Service blocks, v4 and v6"),
                list("extra_routes", Allowed.routes(), NEW_NODES, "routes put into every pod"),
                list(
                        "custom_stateful_workload_kinds",
                        Allowed.texts(),
                        NEW_NODES,
                        "owner kinds, in lower case, that are treated like StatefulSet"),
                text("prefix", "", any, always(HOT, UNUSED), UNUSED),
                text("enable_eip_pool", "", any, always(HOT, UNUSED), UNUSED),
                text("allow_eip_rob", "", any, always(HOT, UNUSED), UNUSED));
    }

    private static List<ConfigKey> interfaces() {
        Allowed any = Allowed.any(ValueKind.TEXT);
        return List.of(
                map(
                        "vswitches",
                        Allowed.any("an object of zone to list of vSwitch ids"),
                        NEW_ENIS,
                        "pod vSwitches by zone"),
                text(
                        "vswitch_selection_policy",
                        "random",
                        Allowed.oneOf("", "random", "ordered"),
                        always(HOT),
                        "how the shared pool picks vSwitches; ordered means most free addresses first"),
                text(
                        "eni_selection_policy",
                        "most_ips",
                        Allowed.oneOf("", "most_ips", "least_ips"),
                        always(HOT),
                        "which ENI serves first: most_ips packs, least_ips spreads"),
                text("security_group", "", any, always(NEW_ENIS), "one security group, joined with security_groups"),
                list("security_groups", Allowed.texts(), NEW_ENIS, "security groups of new ENIs, at most 10"),
                map("eni_tags", Allowed.textMap(), NEW_ENIS, "tags of new ENIs"),
                map("eni_tag_filter", Allowed.textMap(), NEW_NODES, "only ENIs with all these tags are managed"),
                list("eni_tag_block_list", Allowed.tagList(), NEW_NODES, "ENIs with one of these tags are left alone"),
                text("resource_group_id", "", any, always(NEW_ENIS), "resource group of new ENIs"),
                count("min_eni", 0L, always(HOT), "fewest ENIs of a node"),
                count("max_eni", 0L, always(HOT), "most ENIs of a node; 0: what the type allows"),
                new ConfigKey(
                        "eni_cap_ratio",
                        ValueKind.NUMBER,
                        1L,
                        Allowed.range(0, 1000, "a number, 0 or more; 0 means 1").orElse(1),
                        always(NEW_NODES),
                        "multiplies the ENI limit of the type"),
                new ConfigKey(
                        "eni_cap_shift",
                        ValueKind.INTEGER,
                        0L,
                        Allowed.any(ValueKind.INTEGER),
                        always(NEW_NODES),
                        "added after the ratio; may be negative"));
    }

    private static List<ConfigKey> pool() {
        return List.of(
                count("max_pool_size", 0L, always(HOT), "most idle addresses of a node"),
                count("min_pool_size", 0L, always(HOT), "fewest idle addresses of a node"),
                count(
                        "ip_warm_up_size",
                        0L,
                        always(HOT, "until the warm-up of a node is done"),
                        "addresses made once per node"),
                text("ip_pool_sync_period", "120s", Allowed.duration(), always(HOT), "period of the pool's upkeep"),
                text(
                        "idle_ip_reclaim_after",
                        "",
                        Allowed.duration(),
                        always(HOT),
                        "idle time before reclaim; empty: off"),
                text(
                        "idle_ip_reclaim_interval",
                        "10m",
                        Allowed.duration(),
                        always(HOT),
                        "period between reclaim steps"),
                new ConfigKey(
                        "idle_ip_reclaim_batch_size",
                        ValueKind.INTEGER,
                        5L,
                        Allowed.any("a whole number; 0 and less mean 5").orElse(5),
                        always(HOT),
                        "addresses released per step"),
                text("idle_ip_reclaim_jitter_factor", "0.1", Allowed.factor(), always(HOT), "spread of the period"));
    }

    private static List<ConfigKey> modes() {
        return List.of(
                text(
                        "ip_stack",
                        "ipv4",
                        Allowed.oneOf("", "ipv4", "dual", "ipv6"),
                        neverLeave("dual", NEW_NODES, "dual-stack pods that live would lose an address"),
                        "address families"),
                flag(
                        "enable_eni_trunking",
                        false,
                        neverLeave(true, NEW_NODES, "trunk cannot be switched off once it is on"),
                        "nodes get a trunk ENI"),
                flag("enable_erdma", false, always(NEW_NODES), "nodes reserve RDMA ENIs"),
                text(
                        "ipam_type",
                        "",
                        Allowed.oneOf("", "crd"),
                        neverLeave("crd", NEW_NODES, "central address management does not go back to local"),
                        "who manages shared addresses; empty: the node"),
                flag(
                        "enable_ip_prefix",
                        false,
                        always(
                                ChangeClass.FORBIDDEN,
                                "a node keeps what its record says once it has one: use new nodes"),
                        "pods are served from prefixes"),
                count(
                        "ipv4_prefix_count",
                        0L,
                        always(HOT, "more at once; fewer is not automatic"),
                        "IPv4 prefixes per node"),
                new ConfigKey(
                        "ipv6_prefix_count",
                        ValueKind.COUNT,
                        0L,
                        Allowed.range(0, 1, "0 or 1"),
                        always(NEW_ENIS),
                        "IPv6 prefixes per node"),
                flag("disable_device_plugin", false, always(NEW_NODES), "exclusive nodes do not report aliyun/eni"),
                flag("enable_patch_pod_ips", true, always(HOT), "the node writes the annotation pod-ips"));
    }

    private static List<ConfigKey> clients() {
        return List.of(
                map("backoff_override", Allowed.backoffs(BACKOFFS), HOT, "replaces named retry policies"),
                map("rate_limit", Allowed.rates(), HOT, "calls per minute of each API"),
                new ConfigKey(
                        "kube_client_qps",
                        ValueKind.NUMBER,
                        0L,
                        Allowed.range(0, 10_000, "a number from 0 to 10000"),
                        always(HOT),
                        "limit of calls to the API server; 0: the client's own"),
                new ConfigKey(
                        "kube_client_burst",
                        ValueKind.COUNT,
                        0L,
                        Allowed.range(0, 10_000, "a whole number from 0 to 10000"),
                        always(HOT),
                        "burst of calls to the API server; 0: the client's own"));
    }
}
