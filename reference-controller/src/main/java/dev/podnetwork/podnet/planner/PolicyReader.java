package dev.podnetwork.podnet.planner;

import dev.podnetwork.api.selector.PodNetworking;
import dev.podnetwork.core.admission.PodNetworkingDefaults;
import dev.podnetwork.core.admission.PodNetworkingValidation;
import dev.podnetwork.core.config.EniConfig;
import dev.podnetwork.core.config.Finding;
import dev.podnetwork.k8s.model.PodNetworkingCodec;
import dev.podnetwork.k8s.tree.Doc;
import dev.podnetwork.k8s.tree.DocumentException;
import dev.podnetwork.k8s.tree.Position;
import dev.podnetwork.podnet.input.Manifest;
import dev.podnetwork.podnet.input.Schemas;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Reads policies as the API server and the webhooks would take them: schema, defaults, validation. */
final class PolicyReader {
    private PolicyReader() {}

    /** The policy as written; its own status is not looked at (spec: README decision 4). */
    static PodNetworking read(Manifest manifest) {
        Map<String, Doc.Field> fields = new LinkedHashMap<>(manifest.body().fields());
        fields.remove("status");
        Doc.Fields withoutStatus = new Doc.Fields(manifest.at(), fields);
        Schemas.podNetworking().check(withoutStatus);
        return PodNetworkingCodec.decode(withoutStatus);
    }

    /** The policy as it would be stored, or the one line that says why it would not. */
    static PodNetworking admitted(
            PodNetworking written, Manifest manifest, EniConfig config, Consumer<String> notices) {
        PodNetworkingDefaults defaults = PodNetworkingDefaults.fill(written.spec(), config);
        for (Finding finding :
                PodNetworkingValidation.onCreate(defaults.spec(), true).findings()) {
            Position at = place(manifest.spec(), finding.key());
            if (finding.isError()) {
                throw new DocumentException(
                        at,
                        "PodNetworking " + written.name() + " is denied: " + finding.text(),
                        "correct spec." + finding.key());
            }
            notices.accept(at + ": " + finding.text());
        }
        return PodNetworking.unchecked(written.name(), defaults.spec());
    }

    /** Where a field stands, else the nearest object around it. */
    private static Position place(Doc.Fields spec, String path) {
        Doc.Fields in = spec;
        Position at = spec.at();
        for (String name : path.split("\\.", -1)) {
            if (!in.fields().containsKey(name)) {
                return at;
            }
            at = in.at(name);
            if (!(in.fields().get(name).value() instanceof Doc.Fields inner)) {
                return at;
            }
            in = inner;
        }
        return at;
    }
}
