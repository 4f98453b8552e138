package dev.podnetwork.podnet.input;

import dev.podnetwork.k8s.tree.Doc;
import dev.podnetwork.k8s.tree.DocumentException;
import dev.podnetwork.k8s.tree.Json;
import dev.podnetwork.k8s.tree.Position;
import java.io.StringReader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.reader.ReaderException;

/**
 * Reads a text of YAML documents, or one JSON value, into {@link Doc} trees with lines. Bounded: 16 MB of text, nesting to 64, 2
 * million values after aliases are expanded. Used once.
 */
public final class YamlReader {
    /** The longest text, in characters. */
    public static final int CHARS_MAX = 16 * 1024 * 1024;

    private static final int DEPTH_MAX = 64;
    private static final int VALUES_MAX = 2_000_000;

    private final String source;
    private int values;

    private YamlReader(String source) {
        this.source = source;
    }

    /**
     * The documents of a text, empty ones left out.
     *
     * @param source what stands for the text in messages
     * @throws DocumentException when it cannot be read
     */
    public static List<Doc> read(String source, String text) {
        Position start = new Position(source, 1);
        if (text.length() > CHARS_MAX) {
            throw new DocumentException(
                    start, "the input has " + text.length() + " characters", "give at most " + CHARS_MAX);
        }
        String plain = text.startsWith("\uFEFF") ? text.substring(1) : text;
        if (plain.stripLeading().startsWith("{") && (source.endsWith(".json") || plain.indexOf('\t') >= 0)) {
            return List.of(Json.parse(plain, start));
        }
        return new YamlReader(source).documents(plain);
    }

    private List<Doc> documents(String text) {
        List<Doc> all = new ArrayList<>();
        try {
            for (Node node : new Yaml(options()).composeAll(new StringReader(text))) {
                if (node != null && !Tag.NULL.equals(node.getTag())) {
                    all.add(convert(node, 1));
                }
            }
        } catch (MarkedYAMLException e) {
            throw YamlProblem.of(source, text, e);
        } catch (YAMLException e) {
            int line = e instanceof ReaderException odd ? lineOf(text, odd.getPosition()) : 1;
            throw new DocumentException(new Position(source, line), "this is not YAML: " + words(e), "correct it");
        }
        return all;
    }

    /** The parser names the place of a character it cannot read in lines of its own. */
    private static String words(YAMLException e) {
        return e instanceof ReaderException odd
                ? "the character U+" + String.format("%04X", odd.getCodePoint()) + " may not stand in it"
                : String.valueOf(e.getMessage());
    }

    private static int lineOf(String text, int position) {
        return 1
                + (int) text.chars()
                        .limit(Math.max(position, 0))
                        .filter(c -> c == '\n')
                        .count();
    }

    private static LoaderOptions options() {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(CHARS_MAX);
        options.setNestingDepthLimit(DEPTH_MAX);
        options.setMaxAliasesForCollections(1000);
        return options;
    }

    private Doc convert(Node node, int depth) {
        Position at = at(node);
        if (++values > VALUES_MAX || depth > DEPTH_MAX) {
            throw new DocumentException(
                    at, "the document is too large once its aliases are expanded", "write it without aliases");
        }
        if (node instanceof MappingNode mapping) {
            return fields(mapping, at, depth);
        } else if (node instanceof SequenceNode sequence) {
            return new Doc.Items(
                    at,
                    sequence.getValue().stream()
                            .map(each -> convert(each, depth + 1))
                            .toList());
        }
        return scalar((ScalarNode) node, at);
    }

    private Doc fields(MappingNode mapping, Position at, int depth) {
        Map<String, Doc.Field> fields = new LinkedHashMap<>();
        Map<String, Doc.Field> merged = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            Node key = tuple.getKeyNode();
            if (Tag.MERGE.equals(key.getTag())) {
                merge(convert(tuple.getValueNode(), depth + 1), merged);
                continue;
            }
            if (!(key instanceof ScalarNode name)) {
                throw new DocumentException(at(key), "a field has a list or an object as its name", "use a plain name");
            }
            Doc.Field field = new Doc.Field(at(key), convert(tuple.getValueNode(), depth + 1));
            if (fields.put(name.getValue(), field) != null) {
                throw new DocumentException(
                        at(key), "the field " + name.getValue() + " is there twice", cure(depth, name.getValue()));
            }
        }
        merged.forEach(fields::putIfAbsent);
        return new Doc.Fields(at, fields);
    }

    private static void merge(Doc value, Map<String, Doc.Field> into) {
        if (value instanceof Doc.Items items) {
            items.items().forEach(each -> merge(each, into));
        } else if (value instanceof Doc.Fields fields) {
            fields.fields().forEach(into::putIfAbsent);
        } else {
            throw new DocumentException(value.at(), "<< is followed by " + value.describe(), "name an object after it");
        }
    }

    private Doc scalar(ScalarNode node, Position at) {
        String text = node.getValue();
        Tag tag = node.getTag();
        if (Tag.NULL.equals(tag)) {
            return new Doc.Nothing(at);
        } else if (Tag.BOOL.equals(tag)) {
            return new Doc.Flag(at, List.of("true", "yes", "on").contains(text.toLowerCase(Locale.ROOT)));
        } else if (Tag.INT.equals(tag) || Tag.FLOAT.equals(tag)) {
            return number(text, at);
        } else if (Tag.STR.equals(tag) || Tag.TIMESTAMP.equals(tag)) {
            boolean block = node.getScalarStyle() == DumperOptions.ScalarStyle.LITERAL
                    || node.getScalarStyle() == DumperOptions.ScalarStyle.FOLDED;
            return new Doc.Text(at, text, block ? at.plus(1) : at);
        }
        throw new DocumentException(at, "a value carries the tag " + tag.getValue(), "write it without a tag");
    }

    private static Doc number(String text, Position at) {
        String digits = text.replace("_", "");
        try {
            if (digits.startsWith("0x") || digits.startsWith("0X")) {
                return new Doc.Numeral(at, new BigDecimal(new BigInteger(digits.substring(2), 16)));
            }
            return digits.length() > 40 ? new Doc.Text(at, text, at) : new Doc.Numeral(at, new BigDecimal(digits));
        } catch (NumberFormatException notPlain) {
            // Times of day and the like: numbers to YAML 1.1 alone.
            return new Doc.Text(at, text, at);
        }
    }

    private Position at(Node node) {
        return new Position(source, node.getStartMark().getLine() + 1);
    }

    /** An object that begins where another one ends looks like one object with everything twice. */
    private static String cure(int depth, String field) {
        boolean begins = depth == 1 && (field.equals("apiVersion") || field.equals("kind"));
        return begins ? "remove one of them, or write --- on a line between two objects" : "remove one of them";
    }
}
