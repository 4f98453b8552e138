package dev.podnetwork.core.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.hash.Hashing;
import dev.podnetwork.api.ClusterId;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** W26: a token that depends on the order of tags is not found again. Ours is made of cluster, record, interface and intent. */
class W26TokensTest {
    private static final ClusterId CLUSTER = ClusterId.of("c-1");

    private static Map<String, String> tags(boolean otherWayRound) {
        Map<String, String> tags = new LinkedHashMap<>();
        tags.put(otherWayRound ? "b" : "a", "1");
        tags.put(otherWayRound ? "a" : "b", "1");
        return tags;
    }

    private static void sameWithTagsInEitherOrder(Function<Map<String, String>, String> token) {
        assertThat(token.apply(tags(false))).isEqualTo(token.apply(tags(true)));
    }

    @Test
    void theOrderOfTagsDoesNotMatter_W26() {
        sameWithTagsInEitherOrder(tags -> Tokens.of(CLUSTER, "uid", "eth0", 1));
        assertThatThrownBy(() -> sameWithTagsInEitherOrder(tags -> Hashing.sha256()
                        .hashString(tags.toString(), StandardCharsets.UTF_8)
                        .toString()))
                .as("the weak variant hashes the request with its tags")
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void itIsTheSameInEveryProcess() {
        assertThat(Tokens.of(CLUSTER, "uid", "eth0", 1)).isEqualTo(sha("c-1\0uid\0eth0\0" + "1\0"));
    }

    private static String sha(String text) {
        return Hashing.sha256()
                .hashString(text, StandardCharsets.UTF_8)
                .toString()
                .substring(0, 40);
    }

    @Test
    void itFitsTheCloud() {
        assertThat(Tokens.of(ClusterId.of("c".repeat(300)), "uid".repeat(100), "eth0", Integer.MAX_VALUE))
                .hasSizeLessThanOrEqualTo(64)
                .matches("[0-9a-f]+");
    }

    @Test
    void everyPartMakesADifference() {
        Set<String> tokens = new LinkedHashSet<>();
        tokens.add(Tokens.of(CLUSTER, "uid", "eth0", 1));
        tokens.add(Tokens.of(ClusterId.of("c-2"), "uid", "eth0", 1));
        tokens.add(Tokens.of(CLUSTER, "uid2", "eth0", 1));
        tokens.add(Tokens.of(CLUSTER, "uid", "eth1", 1));
        tokens.add(Tokens.of(CLUSTER, "uid", "eth0", 2));
        tokens.add(Tokens.of(CLUSTER, "uide", "th0", 1));
        tokens.add(Tokens.of(CLUSTER, "uid", "eth01", 1));
        tokens.add(Tokens.of(CLUSTER, "uid", "eth0", 11));
        assertThat(tokens).hasSize(8);
    }

    @Test
    void theTagsOfAnInterfaceCarryItsToken() {
        assertThat(Tags.of(CLUSTER, "t"))
                .containsEntry("ack.aliyun.com", "c-1")
                .containsEntry("creator", "terway-controller")
                .containsEntry("podnetwork.dev/intent", "t");
    }
}
