package dev.podnetwork.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of RFC 7396, appendix A, and what the overlay of a node comes to. */
final class MergePatchTest {
    private static Map<String, @Nullable Object> object(@Nullable Object... keysAndValues) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put(String.valueOf(keysAndValues[i]), keysAndValues[i + 1]);
        }
        return map;
    }

    private static List<@Nullable Object> array(@Nullable Object... values) {
        return Arrays.asList(values);
    }

    static List<Arguments> appendixA() {
        return List.of(
                Arguments.of(object("a", "b"), object("a", "c"), object("a", "c")),
                Arguments.of(object("a", "b"), object("b", "c"), object("a", "b", "b", "c")),
                Arguments.of(object("a", "b"), object("a", null), object()),
                Arguments.of(object("a", "b", "b", "c"), object("a", null), object("b", "c")),
                Arguments.of(object("a", array("b")), object("a", "c"), object("a", "c")),
                Arguments.of(object("a", "c"), object("a", array("b")), object("a", array("b"))),
                Arguments.of(
                        object("a", object("b", "c")),
                        object("a", object("b", "d", "c", null)),
                        object("a", object("b", "d"))),
                Arguments.of(object("a", array(object("b", "c"))), object("a", array(1)), object("a", array(1))),
                Arguments.of(array("a", "b"), array("c", "d"), array("c", "d")),
                Arguments.of(object("a", "b"), array("c"), array("c")),
                Arguments.of(object("a", "foo"), null, null),
                Arguments.of(object("a", "foo"), "bar", "bar"),
                Arguments.of(object("e", null), object("a", 1), object("e", null, "a", 1)),
                Arguments.of(array(1, 2), object("a", "b", "c", null), object("a", "b")),
                Arguments.of(
                        object(), object("a", object("bb", object("ccc", null))), object("a", object("bb", object()))));
    }

    @ParameterizedTest
    @MethodSource("appendixA")
    void agreesWithTheTableOfTheRfc(@Nullable Object base, @Nullable Object patch, @Nullable Object result) {
        assertThat(MergePatch.apply(base, patch).effective()).isEqualTo(result);
    }

    @Test
    void scenarioK10() {
        Map<String, @Nullable Object> base = object(
                "max_pool_size",
                5,
                "vswitches",
                object("a", array("vsw-1", "vsw-2"), "b", array("vsw-3"), "c", array("vsw-4")));
        Map<String, @Nullable Object> overlay =
                object("min_pool_size", 2, "vswitches", object("a", array("vsw-9"), "b", null));

        MergePatch merged = MergePatch.apply(base, overlay);

        assertThat(merged.effectiveObject())
                .isEqualTo(object(
                        "max_pool_size",
                        5,
                        "vswitches",
                        object("a", array("vsw-9"), "c", array("vsw-4")),
                        "min_pool_size",
                        2));
        assertThat(merged.overridden()).containsExactly("/min_pool_size", "/vswitches/a", "/vswitches/b");
    }

    @Test
    void whatThePatchLeavesAsItWasIsNotOverridden() {
        assertThat(MergePatch.apply(object("a", 1, "x/y~z", 2), object("a", 1, "b", null, "x/y~z", 3))
                        .overridden())
                .containsExactly("/x~1y~0z");
        assertThat(MergePatch.apply(object("a", 1), object()).overridden()).isEmpty();
        assertThat(MergePatch.apply(array(), object()).overridden()).containsExactly("");
    }
}
