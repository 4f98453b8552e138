package dev.podnetwork.k8s.webhook;

import dev.podnetwork.k8s.model.Vocabulary;
import dev.podnetwork.k8s.tree.DocumentException;
import java.util.List;

/**
 * Answers reviews: JSON in, JSON out. Other kinds than ours are let through with the words {@code not care}
 * (spec: control-plane §2.1). Thread-safe.
 */
public final class AdmissionReviews {
    private final PodReview pods;
    private final PolicyReview policies;
    private final AdmissionListener listener;

    /** Answers from those facts. */
    public AdmissionReviews(AdmissionFacts facts, AdmissionListener listener) {
        this.pods = new PodReview(facts, listener);
        this.policies = new PolicyReview(facts);
        this.listener = listener;
    }

    /**
     * Answers a review at {@code /mutating}.
     *
     * @throws DocumentException when the body is no review
     * @throws UnknownFactException when it cannot be answered now
     */
    public String mutating(byte[] body) {
        AdmissionRequest request = AdmissionRequest.parse(body);
        if (request.stores("Pod")) {
            return answered(request, pods.review(request));
        }
        return answered(request, request.stores(Vocabulary.POD_NETWORKING) ? policies.fill(request) : notOurs());
    }

    /** Answers a review at {@code /validate}; see {@link #mutating}. */
    public String validating(byte[] body) {
        AdmissionRequest request = AdmissionRequest.parse(body);
        return answered(request, request.stores(Vocabulary.POD_NETWORKING) ? policies.validate(request) : notOurs());
    }

    private static AdmissionResponse notOurs() {
        return AdmissionResponse.allow("not care", List.of());
    }

    private String answered(AdmissionRequest request, AdmissionResponse response) {
        listener.answered(request.kind(), response);
        return response.toJson(request);
    }

    /** Says that a review gets no answer. */
    void unanswered(String reason) {
        listener.unanswered(reason);
    }
}
