package dev.podnetwork.k8s.webhook;

import static java.util.Objects.requireNonNull;

import dev.podnetwork.k8s.client.JsonTrees;
import dev.podnetwork.k8s.tree.Doc;
import dev.podnetwork.k8s.tree.DocumentException;
import dev.podnetwork.k8s.tree.Position;

/**
 * What the API server asks: an {@code AdmissionReview} of {@code v1} or {@code v1beta1}. Immutable.
 *
 * @param apiVersion of the review; the answer has the same
 * @param uid the question's id
 * @param operation {@code CREATE}, {@code UPDATE}, {@code DELETE} or {@code CONNECT}
 * @param kind of the object
 * @param subresource empty for the object itself
 * @param namespace of the object; empty for cluster-wide ones
 * @param dryRun whether nothing will be stored
 * @param object as it is to be stored; empty on delete
 * @param before as it is stored; empty on create
 */
public record AdmissionRequest(
        String apiVersion,
        String uid,
        Operation operation,
        String kind,
        String subresource,
        String namespace,
        boolean dryRun,
        Doc.Fields object,
        Doc.Fields before) {
    /** Refuses missing parts. */
    public AdmissionRequest {
        requireNonNull(operation, "operation");
        requireNonNull(object, "object");
        requireNonNull(before, "before");
    }

    /** What is done to the object. */
    public enum Operation {
        /** It is new. */
        CREATE,
        /** It is changed. */
        UPDATE,
        /** It is deleted. */
        DELETE,
        /** Something is connected to it. */
        CONNECT
    }

    /**
     * Reads the body of a question.
     *
     * @throws DocumentException when it is none
     */
    public static AdmissionRequest parse(byte[] body) {
        Doc.Fields review = JsonTrees.object(body);
        Doc.Fields request = review.fields("request");
        return new AdmissionRequest(
                review.text("apiVersion").orElse("admission.k8s.io/v1"),
                request.text("uid").orElseThrow(() -> wrong(request, "request.uid")),
                operation(request),
                request.fields("kind").text("kind").orElseThrow(() -> wrong(request, "request.kind.kind")),
                request.text("subResource").orElse(""),
                request.text("namespace").orElse(""),
                request.flag("dryRun").orElse(false),
                request.fields("object"),
                request.fields("oldObject"));
    }

    private static Operation operation(Doc.Fields request) {
        String text = request.text("operation").orElse("");
        for (Operation each : Operation.values()) {
            if (each.name().equals(text)) {
                return each;
            }
        }
        throw wrong(request, "request.operation");
    }

    private static DocumentException wrong(Doc.Fields request, String field) {
        return new DocumentException(
                new Position("AdmissionReview", request.at().line()),
                "the review has no usable " + field,
                "send an AdmissionReview of admission.k8s.io/v1");
    }

    /** Whether it is about an object of that kind that is created or changed, and not about a part of it. */
    boolean stores(String wanted) {
        boolean stored = operation == Operation.CREATE || operation == Operation.UPDATE;
        return stored && kind.equals(wanted) && subresource.isEmpty();
    }
}
