package dev.podnetwork.podnet.planner;

import dev.podnetwork.core.config.EniConfig;
import dev.podnetwork.core.config.EniConfigReader;
import dev.podnetwork.core.config.EniConfigReading;
import dev.podnetwork.core.config.Finding;
import dev.podnetwork.core.config.PoolConfig;
import dev.podnetwork.k8s.tree.Doc;
import dev.podnetwork.k8s.tree.DocumentException;
import dev.podnetwork.k8s.tree.Expect;
import dev.podnetwork.k8s.tree.Json;
import dev.podnetwork.k8s.tree.Plain;
import dev.podnetwork.podnet.input.Manifest;
import java.util.function.Consumer;

/** The ConfigMap {@code kube-system/eni-config}: JSON inside YAML (spec: node-ipam §1.1). */
final class EniConfigDocument {
    private EniConfigDocument() {}

    /** Whether the manifest is that ConfigMap. */
    static boolean is(Manifest manifest) {
        boolean place = manifest.namespace().equals("kube-system")
                || manifest.metadata().text("namespace").isEmpty();
        return manifest.kind().equals("ConfigMap") && manifest.name().equals("eni-config") && place;
    }

    /** What it says of shared addresses; read it after the rest, which finds what is wrong. */
    static PoolConfig pool(Manifest manifest, Consumer<String> notices) {
        Doc.Fields fields = fields(manifest);
        return PoolConfig.read(
                Plain.map(fields), finding -> notices.accept(fields.at(finding.key()) + ": " + finding.text()));
    }

    private static Doc.Fields fields(Manifest manifest) {
        Doc.Fields data = manifest.body().fields("data");
        Doc value = data.get("eni_conf")
                .orElseThrow(() -> new DocumentException(
                        manifest.body().at("data"),
                        "the ConfigMap eni-config has no eni_conf",
                        "add the key eni_conf with its JSON"));
        Doc.Text text = Expect.asText("eni_conf", value);
        if (!(Json.parseWithComments(text.value(), text.firstLine()) instanceof Doc.Fields fields)) {
            throw new DocumentException(
                    text.firstLine(), "eni_conf is not a JSON object", "write { \"version\": \"1\" }");
        }
        return fields;
    }

    static EniConfig read(Manifest manifest, Consumer<String> notices) {
        Doc.Fields fields = fields(manifest);
        EniConfigReading reading = EniConfigReader.read(Plain.map(fields));
        for (Finding finding : reading.findings()) {
            if (finding.isError()) {
                throw new DocumentException(
                        fields.at(finding.key()), "eni_conf: " + finding.text(), "correct " + finding.key());
            }
            notices.accept(fields.at(finding.key()) + ": " + finding.text());
        }
        return reading.config();
    }
}
