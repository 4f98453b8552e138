package dev.podnetwork.k8s.webhook;

import static java.util.Objects.requireNonNull;

import dev.podnetwork.k8s.tree.Json;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What we answer. Immutable as long as the values of its operations are.
 *
 * @param allowed whether the object is stored
 * @param code HTTP status in the answer; 200 when allowed
 * @param message why, for people
 * @param warnings shown by kubectl beside its own words
 * @param patch operations of a JSON patch (RFC 6902); empty for none
 */
public record AdmissionResponse(
        boolean allowed, int code, String message, List<String> warnings, List<Map<String, Object>> patch) {
    private static final int MOST_OF_A_WARNING = 256;

    /** Copies the lists. */
    public AdmissionResponse {
        requireNonNull(message, "message");
        warnings = List.copyOf(warnings);
        patch = List.copyOf(patch);
    }

    /** Stored as it is. */
    static AdmissionResponse allow(String message, List<String> warnings) {
        return new AdmissionResponse(true, 200, message, warnings, List.of());
    }

    /** Stored with changes. */
    static AdmissionResponse edit(List<Map<String, Object>> patch, List<String> warnings) {
        return new AdmissionResponse(true, 200, "", warnings, patch);
    }

    /** Refused for good: the user has to choose something else. */
    static AdmissionResponse deny(String reason) {
        return new AdmissionResponse(false, 403, reason, List.of(), List.of());
    }

    /** Refused, because what was sent cannot be read. */
    static AdmissionResponse unreadable(String reason) {
        return new AdmissionResponse(false, 500, reason, List.of(), List.of());
    }

    /** The review that carries it. */
    String toJson(AdmissionRequest request) {
        Map<String, @Nullable Object> response = new LinkedHashMap<>();
        response.put("uid", request.uid());
        response.put("allowed", allowed);
        Map<String, @Nullable Object> status = new LinkedHashMap<>();
        status.put("code", (long) code);
        status.put("message", message);
        response.put("status", status);
        if (!warnings.isEmpty()) {
            response.put(
                    "warnings",
                    warnings.stream().map(AdmissionResponse::shortened).toList());
        }
        if (!patch.isEmpty()) {
            String json = Json.write(patch);
            response.put("patchType", "JSONPatch");
            response.put("patch", Base64.getEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8)));
        }
        Map<String, @Nullable Object> review = new LinkedHashMap<>();
        review.put("apiVersion", request.apiVersion());
        review.put("kind", "AdmissionReview");
        review.put("response", response);
        return Json.write(review);
    }

    private static String shortened(String warning) {
        return warning.length() > MOST_OF_A_WARNING ? warning.substring(0, MOST_OF_A_WARNING - 3) + "..." : warning;
    }
}
