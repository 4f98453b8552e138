package dev.podnetwork.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an edit reaches. */
final class ConfigChangeTest {
    private static List<ConfigChange> changes(Map<String, Object> before, Map<String, Object> after) {
        ConfigKeys keys = ConfigKeys.eniConfig();
        return EffectiveConfig.of(keys, before).changesTo(EffectiveConfig.of(keys, after), keys);
    }

    @ParameterizedTest
    @CsvSource({
        "min_pool_size,1,2,HOT",
        "max_pool_size,1,2,HOT",
        "min_eni,1,2,HOT",
        "max_eni,1,2,HOT",
        "ip_warm_up_size,1,2,HOT",
        "idle_ip_reclaim_after,30m,1h,HOT",
        "idle_ip_reclaim_interval,10m,1h,HOT",
        "idle_ip_reclaim_batch_size,1,2,HOT",
        "idle_ip_reclaim_jitter_factor,0.1,0.2,HOT",
        "ip_pool_sync_period,1m,2m,HOT",
        "kube_client_qps,1,2,HOT",
        "kube_client_burst,1,2,HOT",
        "access_key,a,b,HOT",
        "access_secret,a,b,HOT",
        "credential_path,a,b,HOT",
        "enable_patch_pod_ips,true,false,HOT",
        "eni_selection_policy,most_ips,least_ips,HOT",
        "vswitch_selection_policy,random,ordered,HOT",
        "security_group,sg-1,sg-2,NEW_ENIS",
        "resource_group_id,rg-1,rg-2,NEW_ENIS",
        "service_cidr,10.0.0.0/8,11.0.0.0/8,NEW_NODES",
        "eni_cap_ratio,1,0.5,NEW_NODES",
        "eni_cap_shift,0,1,NEW_NODES",
        "ip_stack,ipv4,dual,NEW_NODES",
        "ip_stack,dual,ipv4,FORBIDDEN",
        "enable_erdma,false,true,NEW_NODES",
        "enable_eni_trunking,false,true,NEW_NODES",
        "enable_eni_trunking,true,false,FORBIDDEN",
        "enable_ip_prefix,false,true,FORBIDDEN",
        "ipam_type,crd,'',FORBIDDEN",
        "ipam_type,'',crd,NEW_NODES",
        "region_id,a,b,FORBIDDEN"
    })
    void classOfAKey(String key, String before, String after, ChangeClass expected) {
        assertThat(changes(Map.of(key, before), Map.of(key, after)))
                .filteredOn(
                        change -> !key.equals("security_group") || change.key().equals("security_groups"))
                .extracting(ConfigChange::change)
                .containsExactly(expected);
    }

    @Test
    void objectsAndListsHaveClassesToo() {
        assertThat(changes(Map.of(), Map.of("vswitches", Map.of("a", List.of("vsw-1")))))
                .extracting(ConfigChange::change)
                .containsExactly(ChangeClass.NEW_ENIS);
        assertThat(changes(Map.of(), Map.of("eni_tags", Map.of("a", "b")))
                        .get(0)
                        .change())
                .isEqualTo(ChangeClass.NEW_ENIS);
        assertThat(changes(Map.of(), Map.of("eni_tag_filter", Map.of("a", "b")))
                        .get(0)
                        .change())
                .isEqualTo(ChangeClass.NEW_NODES);
        assertThat(changes(Map.of(), Map.of("eni_tag_block_list", List.of(Map.of("key", "a"))))
                        .get(0)
                        .change())
                .isEqualTo(ChangeClass.NEW_NODES);
        assertThat(changes(Map.of(), Map.of("custom_stateful_workload_kinds", List.of("a")))
                        .get(0)
                        .change())
                .isEqualTo(ChangeClass.NEW_NODES);
        assertThat(changes(Map.of(), Map.of("extra_routes", List.of(Map.of("dst", "10.0.0.0/8"))))
                        .get(0)
                        .change())
                .isEqualTo(ChangeClass.NEW_NODES);
        assertThat(changes(Map.of(), Map.of("rate_limit", Map.of("A", 5)))
                        .get(0)
                        .change())
                .isEqualTo(ChangeClass.HOT);
        assertThat(changes(Map.of(), Map.of("backoff_override", Map.of("eni_ops", Map.of())))
                        .get(0)
                        .change())
                .isEqualTo(ChangeClass.HOT);
    }

    @Test
    void otherSpellingsOfTheSameAreNoChange() {
        assertThat(changes(Map.of("enable_eni_trunking", "true"), Map.of("enable_eni_trunking", true)))
                .isEmpty();
        assertThat(changes(Map.of("max_pool_size", 5), Map.of("max_pool_size", 5.0)))
                .isEmpty();
        assertThat(changes(Map.of(), Map.of("max_pool_size", 0, "ip_stack", "")))
                .isEmpty();
        assertThat(changes(
                        Map.of("security_group", "sg-1", "security_groups", List.of("sg-2")),
                        Map.of("security_groups", List.of("sg-2", "sg-1"))))
                .isEmpty();
    }

    @Test
    void otherValuesThatComeToTheSameAreNoChange() {
        assertThat(changes(
                        Map.of("ip_pool_sync_period", "120s", "eni_cap_ratio", 1, "idle_ip_reclaim_batch_size", 5),
                        Map.of("ip_pool_sync_period", "2m0s", "eni_cap_ratio", 0, "idle_ip_reclaim_batch_size", -1)))
                .isEmpty();
        assertThat(changes(Map.of("ip_pool_sync_period", "120s"), Map.of("ip_pool_sync_period", "121s")))
                .hasSize(1);
        ConfigKeys keys = ConfigKeys.controller();
        assertThat(EffectiveConfig.of(keys, Map.of("multiIPNodeMaxConcurrent", 500))
                        .changesTo(EffectiveConfig.of(keys, Map.of("multiIPNodeMaxConcurrent", 20_000)), keys))
                .as("at most 500 are worked on")
                .isEmpty();
    }

    @Test
    void secretsAreNotShown() {
        assertThat(changes(Map.of("access_key", "one"), Map.of("access_key", "two"))
                        .toString())
                .doesNotContain("one", "two");
    }

    @Test
    void whatTheCloudRemembersTheControllerBySticks() {
        ConfigKeys keys = ConfigKeys.controller();
        List<ConfigChange> changes = EffectiveConfig.of(keys, Map.of("clusterID", "a", "podMaxConcurrent", 5))
                .changesTo(
                        EffectiveConfig.of(keys, Map.of("clusterID", "b", "podMaxConcurrent", 6, "enableTrunk", false)),
                        keys);

        assertThat(changes)
                .extracting(ConfigChange::change)
                .containsExactly(ChangeClass.FORBIDDEN, ChangeClass.FORBIDDEN, ChangeClass.RESTART);
    }
}
