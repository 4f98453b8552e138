package dev.podnetwork.k8s.client;

import dev.podnetwork.k8s.tree.Doc;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What became of a request. */
public sealed interface KubeAnswer {

    /**
     * The API server answered.
     *
     * @param code the HTTP status
     * @param body JSON, or whatever came
     * @param serverTime the Date header; the local clock when there was none
     */
    record Replied(int code, byte[] body, Instant serverTime) implements KubeAnswer {
        /** Whether the API server did what was asked. */
        public boolean ok() {
            return code >= 200 && code < 300;
        }

        /**
         * Whether the API server says that there is no object of that name. A 404 of a proxy, or of an API server that does not
         * know the kind (yet), names no object and says nothing about one.
         */
        public boolean missing() {
            return code == 404 && JsonTrees.namesAnObject(body);
        }

        /** The body as an object. */
        public Doc.Fields object() {
            return JsonTrees.object(body);
        }

        /** The message of a refusal, for people. */
        public String problem() {
            return "HTTP " + code + ": " + message();
        }

        private String message() {
            @Nullable String message = JsonTrees.message(body);
            String text = message != null ? message : new String(body, StandardCharsets.UTF_8);
            return text.length() > 400 ? text.substring(0, 397) + "..." : text;
        }
    }

    /**
     * No answer came.
     *
     * @param sent whether the request may have reached the API server
     * @param reason for people
     */
    record Lost(boolean sent, String reason) implements KubeAnswer {}
}
