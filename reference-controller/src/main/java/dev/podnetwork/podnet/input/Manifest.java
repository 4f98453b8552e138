package dev.podnetwork.podnet.input;

import dev.podnetwork.k8s.tree.Doc;
import dev.podnetwork.k8s.tree.Position;
import java.util.Map;

/**
 * One object that the user gave. Its own {@code status} is still in the body; whoever reads it decides what that is worth.
 *
 * @param apiVersion group and version
 * @param kind its kind
 * @param namespace {@code default} when the object does not say
 * @param name its name; empty only for kinds that need none
 * @param body the whole object
 */
public record Manifest(String apiVersion, String kind, String namespace, String name, Doc.Fields body) {

    /** Where it begins. */
    public Position at() {
        return body.at();
    }

    /** Its {@code metadata}. */
    public Doc.Fields metadata() {
        return body.fields("metadata");
    }

    /** Its {@code spec}. */
    public Doc.Fields spec() {
        return body.fields("spec");
    }

    /** Its labels. */
    public Map<String, String> labels() {
        return metadata().textMap("labels");
    }

    /** Its annotations. */
    public Map<String, String> annotations() {
        return metadata().textMap("annotations");
    }

    /** {@code Kind namespace/name}, for people. */
    @Override
    public String toString() {
        return kind + " " + namespace + "/" + name;
    }
}
