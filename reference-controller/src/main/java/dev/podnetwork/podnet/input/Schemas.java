package dev.podnetwork.podnet.input;

import dev.podnetwork.k8s.model.Vocabulary;
import dev.podnetwork.k8s.tree.Doc;
import dev.podnetwork.k8s.tree.Schema;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The schemas of the kinds that are checked field by field. */
public final class Schemas {
    private Schemas() {}

    /** The schema of PodNetworking objects. */
    public static Schema podNetworking() {
        return ofDefinition("podnetworkings.crd.yaml");
    }

    /** The schema of PodENI objects. */
    public static Schema podEni() {
        return ofDefinition("podenis.crd.yaml");
    }

    /** The schema of our own kind {@code Cloud}. */
    public static Schema cloud() {
        return Schema.of(resource(Schemas.class, "/dev/podnetwork/podnet/cloud.schema.yaml"));
    }

    /** The schema of our own kind {@code Scenario}. */
    public static Schema scenario() {
        return Schema.of(resource(Schemas.class, "/dev/podnetwork/podnet/scenario.schema.yaml"));
    }

    private static Schema ofDefinition(String name) {
        Doc.Fields definition = resource(Vocabulary.class, "/dev/podnetwork/k8s/" + name);
        Doc.Fields version =
                (Doc.Fields) definition.fields("spec").items("versions").get(0);
        return Schema.of(version.fields("schema").fields("openAPIV3Schema"));
    }

    private static Doc.Fields resource(Class<?> near, String path) {
        try (InputStream in = near.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException("the jar lacks " + path + ": build it again");
            }
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return (Doc.Fields) YamlReader.read(path, text).get(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
