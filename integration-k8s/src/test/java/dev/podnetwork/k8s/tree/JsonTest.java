package dev.podnetwork.k8s.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonTest {
    private static final Position START = new Position("c.yaml", 10);

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void readsWhatItWrites(@ForAll long seed) {
        Object tree = tree(new Random(seed), 4);
        assertThat(Plain.of(Json.parse(Json.write(tree), START))).isEqualTo(tree);
    }

    private static Object tree(Random random, int depth) {
        int kind = random.nextInt(depth == 0 ? 3 : 5);
        if (kind == 0) {
            return text(random);
        } else if (kind == 1) {
            return random.nextLong();
        } else if (kind == 2) {
            return random.nextBoolean();
        } else if (kind == 3) {
            return Stream.generate(() -> tree(random, depth - 1))
                    .limit(random.nextInt(4))
                    .toList();
        }
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            map.put(text(random), tree(random, depth - 1));
        }
        return map;
    }

    private static String text(Random random) {
        StringBuilder out = new StringBuilder();
        for (int i = random.nextInt(8); i > 0; i--) {
            out.append((char) (random.nextBoolean() ? random.nextInt(128) : random.nextInt(65536)));
        }
        return out.toString();
    }

    @Test
    void knowsTheLineOfEachValue() {
        Doc.Fields doc = (Doc.Fields) Json.parse("{\n \"a\": [1,\n 2]}", START);
        assertThat(doc.at("a").line()).isEqualTo(11);
        assertThat(doc.items("a")).extracting(each -> each.at().line()).containsExactly(11, 12);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\\n ...\\n} | c.yaml:11: found '...' where JSON needs a field name in double quotes; write a complete JSON object",
                "{\"a\" 1} | c.yaml:10: found '1}' where JSON needs ':' after the name \"a\"; write complete JSON",
                "{\"a\": 1,} | c.yaml:10: found '}' where JSON needs a field name in double quotes; write a complete JSON object",
                "{\"a\": 01} | c.yaml:10: found '01}' where JSON needs a JSON value; write a value there",
                "{\"a\": | c.yaml:10: found the end where JSON needs a JSON value; write a value there",
                "{\"a\":1,\"a\":2} | c.yaml:10: the field \"a\" is there twice; remove one of them",
                "[1 2] | c.yaml:10: found '2]' where JSON needs ',' or ']'; write complete JSON",
                "{} x | c.yaml:10: found 'x' where JSON needs the end; remove what follows the JSON value",
            })
    void saysInOneLineWhatIsWrongAndWhere(String text, String message) {
        assertThatThrownBy(() -> Json.parse(text.replace("\\n", "\n"), START)).hasMessage(message);
    }

    @Test
    void boundsTheDepth() {
        assertThatThrownBy(() -> Json.parse("[".repeat(100_000), START)).hasMessageContaining("nested deeper");
    }

    @Test
    void skipsCommentsOnlyWhenAsked() {
        String text = "{\"a\": 1, # one\n\"b\": \"# no //\" // two\n}";
        assertThat(Plain.of(Json.parseWithComments(text, START))).isEqualTo(Map.of("a", 1L, "b", "# no //"));
        assertThatThrownBy(() -> Json.parse(text, START)).hasMessageContaining("found '#'");
    }

    @Test
    void aSchemaRefusesWhatItDoesNotName() {
        Schema schema = Schema.of((Doc.Fields) Json.parse(
                "{\"type\":\"object\",\"properties\":{\"size\":{\"type\":\"integer\",\"minimum\":1},"
                        + "\"mode\":{\"type\":\"string\",\"enum\":[\"a\",\"b\"]}},\"required\":[\"size\"]}",
                START));
        assertRefused(
                schema, "{\"size\":1,\"mod\":\"a\"}", "the document has an unknown field mod; did you mean mode?");
        assertRefused(schema, "{\"size\":1,\"mode\":\"c\"}", "mode is the text \"c\"; use one of a, b");
        assertRefused(schema, "{\"size\":0}", "size is the number 0; it must be at least 1");
        assertRefused(schema, "{\"mode\":\"a\"}", "the document has no size; add the field size");
        assertRefused(schema, "{\"size\":\"1\"}", "size is the text \"1\"; it must be a whole number, without quotes");
        schema.check((Doc.Fields) Json.parse("{\"size\":3,\"mode\":null}", START));
    }

    private static void assertRefused(Schema schema, String json, String message) {
        assertThatThrownBy(() -> schema.check((Doc.Fields) Json.parse(json, START)))
                .hasMessage("c.yaml:10: " + message);
        assertThat(Spelling.near("mod", List.copyOf(Arrays.asList("mode", "size"))))
                .contains("mode");
    }
}
