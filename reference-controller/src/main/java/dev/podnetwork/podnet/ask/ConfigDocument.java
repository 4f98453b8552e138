package dev.podnetwork.podnet.ask;

import dev.podnetwork.core.config.ConfigCheck;
import dev.podnetwork.core.config.ConfigKeys;
import dev.podnetwork.core.config.Finding;
import dev.podnetwork.k8s.tree.Doc;
import dev.podnetwork.k8s.tree.DocumentException;
import dev.podnetwork.k8s.tree.Expect;
import dev.podnetwork.k8s.tree.Json;
import dev.podnetwork.k8s.tree.Plain;
import dev.podnetwork.k8s.tree.Position;
import dev.podnetwork.podnet.input.Sources;
import dev.podnetwork.podnet.input.YamlReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One configuration document: {@code eni_conf}, alone or in its ConfigMap, the controller's configuration, or its credentials.
 *
 * @param kind which of them
 * @param fields its keys and values, with their lines
 */
record ConfigDocument(Kind kind, Doc.Fields fields) {
    /** What documents there are. */
    enum Kind {
        /** {@code eni_conf}. */
        ENI_CONFIG,
        /** The controller's configuration. */
        CONTROLLER,
        /** The controller's credentials file. */
        CREDENTIALS;

        ConfigKeys keys() {
            return switch (this) {
                case ENI_CONFIG -> ConfigKeys.eniConfig();
                case CONTROLLER -> ConfigKeys.controller();
                case CREDENTIALS -> ConfigKeys.credentials();
            };
        }

        List<Finding> check(Map<?, ?> tree) {
            return switch (this) {
                case ENI_CONFIG -> ConfigCheck.eniConfig(tree);
                case CONTROLLER -> ConfigCheck.controller(tree);
                case CREDENTIALS -> ConfigCheck.credentials(tree);
            };
        }
    }

    /** The documents in some texts; objects of other kinds are not looked at. */
    static List<ConfigDocument> read(List<Sources.Source> sources) {
        List<ConfigDocument> found = new ArrayList<>();
        for (Sources.Source source : sources) {
            for (Doc each : documents(source)) {
                if (each instanceof Doc.Fields fields) {
                    add(fields, found);
                }
            }
        }
        return found;
    }

    /** A document of JSON alone may carry comments, as in the ConfigMap. */
    private static List<Doc> documents(Sources.Source source) {
        return source.text().stripLeading().startsWith("{")
                ? List.of(Json.parseWithComments(source.text(), new Position(source.name(), 1)))
                : YamlReader.read(source.name(), source.text());
    }

    private static void add(Doc.Fields fields, List<ConfigDocument> into) {
        boolean object =
                fields.get("apiVersion").isPresent() && fields.get("kind").isPresent();
        if (object && fields.get("items").isPresent()) {
            fields.items("items").stream()
                    .filter(Doc.Fields.class::isInstance)
                    .forEach(each -> add((Doc.Fields) each, into));
        } else if (!object) {
            into.add(new ConfigDocument(guess(fields), fields));
        } else if (fields.text("kind").orElse("").equals("ConfigMap")
                && fields.fields("data").get("eni_conf").isPresent()) {
            into.add(new ConfigDocument(Kind.ENI_CONFIG, eniConf(fields.fields("data"))));
        }
    }

    private static Doc.Fields eniConf(Doc.Fields data) {
        Doc.Text text = Expect.asText("eni_conf", data.get("eni_conf").orElseThrow());
        if (Json.parseWithComments(text.value(), text.firstLine()) instanceof Doc.Fields fields) {
            return fields;
        }
        throw new DocumentException(text.firstLine(), "eni_conf is not a JSON object", "write { \"version\": \"1\" }");
    }

    /** The kind of document that knows most of the keys. */
    private static Kind guess(Doc.Fields fields) {
        Kind best = Kind.ENI_CONFIG;
        long most = -1;
        for (Kind kind : Kind.values()) {
            ConfigKeys keys = kind.keys();
            long known = fields.fields().keySet().stream()
                    .filter(name -> keys.byName(name).isPresent())
                    .count();
            if (known > most) {
                best = kind;
                most = known;
            }
        }
        return best;
    }

    Map<String, @Nullable Object> plain() {
        return Plain.map(fields);
    }

    /** Where a key, or the first part of a path in it, stands. */
    Position at(String key) {
        return fields.at(key.split("\\.", 2)[0]);
    }
}
