package dev.podnetwork.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every key of both documents: its default, values it takes, values it refuses, and what an edit of it reaches. */
final class ConfigKeysTest {
    /** Key; default; values that are taken; values that are refused. Values are separated by bars and read by {@link #value}. */
    private static final String ENI_CONFIG = """
            version                        ; 1        ; 1 | 2 | v3                      ; [] | {}
            access_key                     ;          ; AK                              ; 5 | []
            access_secret                  ;          ; SK                              ; 5 | {}
            credential_path                ;          ; /var/addon/token-config         ; []
            region_id                      ;          ; cn-hangzhou                     ; []
            service_cidr                   ;          ; 172.21.0.0/20 | 172.21.0.0/20,fd00::/112 ; 172.21.0.0 | 10.0.0.0/40
            vswitches                      ; {}       ; {a:[x]} | {}                    ; [] | vsw-1
            vswitch_selection_policy       ; random   ; random | ordered                ; most | Random
            eni_selection_policy           ; most_ips ; most_ips | least_ips            ; spread
            security_group                 ;          ; sg-1                            ; [sg-1]
            security_groups                ; []       ; [sg-1] | []                     ; sg-1 | [[]]
            eni_tags                       ; {}       ; {a:b}                           ; [] | {a:[]}
            eni_tag_filter                 ; {}       ; {a:b}                           ; a=b
            eni_tag_block_list             ; []       ; [] | [{key:a,value:b}]          ; {} | [a] | [{name:a}]
            resource_group_id              ;          ; rg-1                            ; {}
            max_pool_size                  ; 0        ; 0 | 5 | 100                     ; -1 | five | 1.5
            min_pool_size                  ; 0        ; 0                               ; -1 | []
            min_eni                        ; 0        ; 1                               ; -2
            max_eni                        ; 0        ; 7                               ; x
            eni_cap_ratio                  ; 1        ; 0 | 0.5 | 1                     ; half | -1
            eni_cap_shift                  ; 0        ; -1 | 0 | 2                      ; 0.5 | one
            ip_warm_up_size                ; 0        ; 0                               ; -1 | many
            idle_ip_reclaim_after          ;          ; 30m | 1h30m                     ; soon | -1m
            idle_ip_reclaim_interval       ; 10m      ; 10m                             ; 10 | ten
            idle_ip_reclaim_batch_size     ; 5        ; 0 | -3 | 8                      ; x | 2.5
            idle_ip_reclaim_jitter_factor  ; 0.1      ; 0.1 | 0 | 1                     ; much | 2 | -0.1
            ip_pool_sync_period            ; 120s     ; 30s | 2m                        ; often
            ip_stack                       ; ipv4     ; ipv4 | dual | ipv6              ; v4 | DUAL
            enable_eni_trunking            ; false    ; true | false                    ; yes | 1
            enable_erdma                   ; false    ; true                            ; on
            ipam_type                      ;          ; crd                             ; central
            enable_ip_prefix               ; false    ; true                            ; 2
            ipv4_prefix_count              ; 0        ; 0 | 16                          ; -1
            ipv6_prefix_count              ; 0        ; 0 | 1                           ; 2 | -1
            custom_stateful_workload_kinds ; []       ; [cloneset]                      ; cloneset | [5]
            backoff_override               ; {}       ; {eni_ops:{Duration:5s,Factor:2,Jitter:0.3,Steps:6}} ; {nothing:{}} | {eni_ops:{Wait:1s}} | {eni_ops:{Steps:0}}
            rate_limit                     ; {}       ; {CreateNetworkInterface:500}    ; {CreateNetworkInterface:0} | {CreateNetworkInterface:many}
            kube_client_qps                ; 0        ; 0 | 12.5                        ; -1 | 20000
            kube_client_burst              ; 0        ; 0 | 30                          ; 2.5 | 20000
            extra_routes                   ; []       ; [{dst:10.0.0.0/8}]              ; [10.0.0.0/8] | [{dst:here}]
            disable_device_plugin          ; false    ; true                            ; no
            enable_patch_pod_ips           ; true     ; false                           ; off
            prefix                         ;          ; x                               ; []
            enable_eip_pool                ;          ; true                            ; []
            allow_eip_rob                  ;          ; false                           ; {}
            """;

    private static final String CONTROLLER = """
            regionID                     ;                        ; cn-hangzhou          ; []
            clusterID                    ;                        ; c-1                  ; {}
            vpcID                        ;                        ; vpc-1                ; []
            controllerNamespace          ; kube-system            ; other                ; []
            controllerName               ; terway-controlplane    ; other                ; []
            leaseLockName                ; terway-controller-lock ; other                ; []
            leaseLockNamespace           ; kube-system            ; other                ; []
            leaseDuration                ;                        ; 15s                  ; long
            renewDeadline                ;                        ; 10s                  ; -1s
            retryPeriod                  ;                        ; 2s                   ; 2
            healthzBindAddress           ; 0.0.0.0:80             ; :8080 | 0            ; here
            metricsBindAddress           ; 0                      ; 0 | 127.0.0.1:9090   ; port
            clusterDomain                ; cluster.local          ; example.org          ; []
            clusterType                  ;                        ; serverless           ; managed
            disableWebhook               ; false                  ; true                 ; 0
            webhookPort                  ; 4443                   ; 443                  ; 0 | 70000
            certDir                      ; /var/run/webhook-cert  ; /tmp                 ; []
            leaderElection               ; false                  ; true                 ; yes
            enableTrace                  ; false                  ; true                 ; yes
            enableTrunk                  ; true                   ; false                ; maybe
            ipamType                     ;                        ; crd                  ; default
            controllers                  ; []                     ; [pod,-eni,*]         ; pod | [1]
            nodeLabelWhiteList           ; {}                     ; {a:b}                ; [a]
            degradation                  ;                        ; l0 | l1 | L0         ; l2
            podMaxConcurrent             ; 10                     ; 1 | 100              ; 0 | 10001
            podENIMaxConcurrent          ; 10                     ; 50                   ; 0 | x
            nodeMaxConcurrent            ; 10                     ; 10000                ; 10001
            eniMaxConcurrent             ; 300                    ; 300                  ; -1
            multiIPPodMaxConcurrent      ; 500                    ; 20000                ; 20001
            multiIPNodeMaxConcurrent     ; 500                    ; 500                  ; 20001 | 0
            multiIPNodeSyncPeriod        ; 12h                    ; 1h                   ; daily
            multiIPGCPeriod              ; 2m                     ; 5m                   ; x
            multiIPMinSyncPeriodOnFailure; 1s                     ; 2s                   ; x
            multiIPMaxSyncPeriodOnFailure; 300s                   ; 10m                  ; x
            vSwitchPoolSize              ; 1000                   ; 10                   ; 0
            vSwitchCacheTTL              ; 20m0s                  ; 5m                   ; x
            kubeClientQPS                ; 20                     ; 0.5 | 10000          ; 0 | 10001
            kubeClientBurst              ; 30                     ; 1                    ; 0
            ipStack                      ; ipv4                   ; dual | ipv6          ; both
            enableWebhookInjectResource  ; true                   ; false                ; x
            centralizedIPAM              ; false                  ; true                 ; x
            customStatefulWorkloadKinds  ; []                     ; [CloneSet]           ; CloneSet
            backoffOverride              ; {}                     ; {eni_create:{Steps:2}} ; {x:{}}
            rateLimit                    ; {}                     ; {DescribeVSwitches:300} ; {DescribeVSwitches:-1}
            enableDevicePlugin           ; false                  ; true                 ; x
            """;

    /** One key. */
    record Row(ConfigKeys keys, String name, String fallback, List<String> taken, List<String> refused) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Row> rows() {
        return Stream.concat(rows(ConfigKeys.eniConfig(), ENI_CONFIG), rows(ConfigKeys.controller(), CONTROLLER));
    }

    private static Stream<Row> rows(ConfigKeys keys, String table) {
        return table.lines().map(line -> {
            String[] columns = line.split(" *; *", -1);
            return new Row(keys, columns[0].trim(), columns[1].trim(), values(columns[2]), values(columns[3]));
        });
    }

    private static List<String> values(String column) {
        return Stream.of(column.split("\\|", -1)).map(String::trim).toList();
    }

    /** Lists in brackets, objects in braces, the rest as it would come out of a document. */
    private static Object value(String text) {
        if (text.startsWith("[")) {
            List<Object> list = new ArrayList<>();
            parts(text).forEach(part -> list.add(value(part)));
            return list;
        }
        if (text.startsWith("{")) {
            Map<String, Object> map = new LinkedHashMap<>();
            parts(text)
                    .forEach(part -> map.put(
                            part.substring(0, part.indexOf(':')), value(part.substring(part.indexOf(':') + 1))));
            return map;
        }
        return text.matches("-?[0-9]+") ? (Object) Integer.valueOf(text) : text;
    }

    /** The parts between the commas of the outermost brackets. */
    private static List<String> parts(String text) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int from = 1;
        for (int i = 1; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean end = i == text.length() - 1;
            if ((c == ',' && depth == 0) || end) {
                parts.add(text.substring(from, i));
                from = i + 1;
            }
            depth += "[{".indexOf(c) >= 0 ? 1 : "]}".indexOf(c) >= 0 ? -1 : 0;
        }
        return parts.stream().filter(p -> !p.isEmpty()).toList();
    }

    private static List<Finding> check(ConfigKeys keys, Map<String, @Nullable Object> tree) {
        if (keys.byName("clusterID").isPresent()) {
            Map<String, @Nullable Object> complete = new LinkedHashMap<>(Map.of("clusterID", "c-1", "vpcID", "vpc-1"));
            complete.putAll(tree);
            return ConfigCheck.controller(complete);
        }
        return ConfigCheck.eniConfig(tree);
    }

    private static List<Finding> errors(ConfigKeys keys, String name, Object value) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>(Map.of(name, value));
        // Each of the pair is only complete with the other.
        if (name.startsWith("access_")) {
            tree.put(name.equals("access_key") ? "access_secret" : "access_key", "x");
        }
        return check(keys, tree).stream().filter(Finding::isError).toList();
    }

    @Test
    void everyKeyHasARowHere() {
        assertThat(rows().map(Row::name).sorted())
                .containsExactlyElementsOf(
                        Stream.concat(ConfigKeys.eniConfig().all().stream(), ConfigKeys.controller().all().stream())
                                .map(ConfigKey::name)
                                .sorted()
                                .toList());
    }

    @ParameterizedTest
    @MethodSource("rows")
    void takesWhatItShould(Row row) {
        for (String text : row.taken()) {
            assertThat(errors(row.keys(), row.name(), value(text))).as(text).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void refusesTheRestWithOneErrorThatNamesKeyValueAndWhatIsAllowed(Row row) {
        ConfigKey key = row.keys().byName(row.name()).orElseThrow();
        for (String text : row.refused()) {
            List<Finding> errors = errors(row.keys(), row.name(), value(text));
            assertThat(errors).as(text).hasSize(1);
            assertThat(errors.get(0).key()).startsWith(row.name());
            assertThat(errors.get(0).text()).contains(row.name(), "allowed is");
            assertThat(errors.get(0).text())
                    .contains(key.kind() == ValueKind.SECRET ? "******" : key.show(value(text)));
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void hasItsDefaultWhenTheDocumentDoesNotSay(Row row) {
        Map<String, Object> effective = EffectiveConfig.of(row.keys(), Map.of()).values();

        assertThat(String.valueOf(effective.get(row.name()))).isEqualTo(row.fallback());
        Map<String, @Nullable Object> nothing = new LinkedHashMap<>();
        nothing.put(row.name(), null);
        assertThat(EffectiveConfig.of(row.keys(), nothing).values()).isEqualTo(effective);
    }

    @Test
    void anUnknownKeyIsOneErrorWithTheNearestKnownOne() {
        assertThat(ConfigCheck.eniConfig(Map.of("max_pool_sise", 5)))
                .extracting(Finding::text)
                .containsExactly("max_pool_sise is not a key of eni-config: did you mean max_pool_size?");
        assertThat(ConfigCheck.eniConfig(Map.of("zzz", 5)).get(0).text())
                .startsWith("zzz is not a key of eni-config: allowed are access_key, ")
                .endsWith("vswitches");
    }

    @Test
    void scenarioK11() {
        assertThat(ConfigCheck.credentials(Map.of("accessKey", "a")))
                .extracting(Finding::text)
                .containsExactly("accessSecret is empty and accessKey is not: allowed is both or none");
        assertThat(ConfigCheck.credentials(Map.of("accessKey", "a", "accessSecret", "b")))
                .isEmpty();
        assertThat(ConfigCheck.credentials(Map.of("credentialPath", "/var/x"))).isEmpty();
        assertThat(ConfigCheck.credentials(Map.of())).isEmpty();
        assertThat(ConfigCheck.credentials(Map.of("accessKey", 5, "accessSecret", "b"))
                        .get(0)
                        .text())
                .isEqualTo("accessKey is ******: allowed is a text");
    }

    @Test
    void scenarioK13() {
        Map<String, Object> absent =
                EffectiveConfig.of(ConfigKeys.controller(), Map.of()).values();
        Map<String, Object> off = EffectiveConfig.of(
                        ConfigKeys.controller(), Map.of("enableTrunk", false, "enableWebhookInjectResource", "false"))
                .values();

        assertThat(absent).containsEntry("enableTrunk", true).containsEntry("enableWebhookInjectResource", true);
        assertThat(off).containsEntry("enableTrunk", false).containsEntry("enableWebhookInjectResource", false);
    }

    @Test
    void parallelWorkBeyondTheCapIsClampedAndReported() {
        List<Finding> findings = check(
                ConfigKeys.controller(),
                new LinkedHashMap<>(Map.of("multiIPNodeMaxConcurrent", 600, "podMaxConcurrent", 101)));

        assertThat(findings).extracting(Finding::severity).containsOnly(Finding.Severity.WARNING);
        assertThat(findings).extracting(Finding::text).allMatch(text -> text.contains("and taken as"));
    }

    @Test
    void namesOfControllersThatNobodyKnowsAreNamedWithTheKnownOnes() {
        assertThat(errors(ConfigKeys.controller(), "controllers", List.of("pod", "nodes", "-eni", "*", "-pods")))
                .extracting(Finding::text)
                .singleElement()
                .asString()
                .startsWith(
                        "controllers names nodes, -pods, and there is no such controller: allowed are pod, pod-eni,")
                .contains("multi-ip-pod");
    }

    @Test
    void requiredKeysAreAskedFor() {
        assertThat(ConfigCheck.controller(Map.of())).extracting(Finding::key).containsExactly("clusterID", "vpcID");
    }

    @Test
    void controllerAndDocumentThatDisagreeAboutTrunkAreReported() {
        Map<String, Boolean> off = Map.of("enable_eni_trunking", false);
        assertThat(ConfigCheck.trunk(Map.of(), off)).isPresent();
        assertThat(ConfigCheck.trunk(Map.of("enableTrunk", false), off)).isEmpty();
        assertThat(ConfigCheck.trunk(null, off)).isEmpty();
    }
}
