package dev.podnetwork.aliyun;

import dev.podnetwork.aliyun.call.MalformedAnswerException;
import dev.podnetwork.aliyun.call.Node;
import dev.podnetwork.aliyun.call.Replies;
import dev.podnetwork.aliyun.credentials.CredentialException;
import dev.podnetwork.api.cloud.CloudFault;
import dev.podnetwork.api.cloud.CloudFault.Kind;
import dev.podnetwork.api.cloud.CloudFault.Scope;
import dev.podnetwork.api.cloud.CloudOp;
import dev.podnetwork.api.cloud.CloudReply;
import dev.podnetwork.api.cloud.LeniOp;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * From what came back to a reply. What may have been applied and was not answered readably is {@code OUTCOME_UNKNOWN};
 * what surely was not, and every read, is {@code UNAVAILABLE}.
 *
 * <p>An answer that is no JSON comes from something on the way: 429 and 503 turn calls away at the door; 502, 504 and the
 * like may come after the cloud has done it.
 */
final class Answers {
    private static final Pattern TIME_LEFT = Pattern.compile("TimeLeft:\\s*([0-9]{1,9})");
    private static final List<String> RATE_HEADERS = List.of("x-ratelimit-user-api", "x-ratelimit-user");

    private Answers() {}

    /**
     * An answer as it came.
     *
     * @param headers by lower-case name
     * @param cloudTime the header {@code Date}
     */
    record HttpAnswer(int status, Map<String, String> headers, String body, Instant cloudTime) {}

    /** The reply of an HTTP answer, whichever it is. */
    static CloudReply of(CloudOp op, HttpAnswer answer) {
        int status = answer.status();
        Map<String, String> headers = answer.headers();

        Optional<Node> node = Node.parse(answer.body());
        if (status >= 300 && status < 400) {
            return new CloudReply.Failed(
                    unreadable(op, status, "an answer of status " + status + " that points elsewhere"));
        }
        if (status >= 400 || status < 200) {
            return new CloudReply.Failed(node.flatMap(n -> refusal(status, headers, n))
                    .orElseGet(() -> unreadable(op, status, "an answer of status " + status + " without a code")));
        }
        Optional<CloudFault> inside =
                op instanceof LeniOp ? node.flatMap(n -> insideSuccess(headers, n)) : Optional.empty();
        if (inside.isPresent()) {
            return new CloudReply.Failed(inside.get());
        }
        if (node.isEmpty()) {
            return new CloudReply.Failed(unreadable(op, status, "an answer of status " + status + " that is not JSON"));
        }
        try {
            return Replies.read(op, node.get(), answer.cloudTime());
        } catch (MalformedAnswerException e) {
            return new CloudReply.Failed(unreadable(op, status, String.valueOf(e.getMessage())));
        }
    }

    private static Optional<CloudFault> refusal(int status, Map<String, String> headers, Node node) {
        return node.text("Code").map(code -> {
            String id = node.text("RequestId").orElse(headers.getOrDefault("x-acs-request-id", "unknown"));
            String message = node.text("Message").orElse("no message") + " (request " + id + ")";
            return AliyunFaults.of(status, code, message, timeLeft(headers));
        });
    }

    /** The products of Lingjun refuse inside a success, by a code that is not 0 (spec: openapi-wire §4.1). */
    private static Optional<CloudFault> insideSuccess(Map<String, String> headers, Node node) {
        return node.text("Code").filter(code -> !code.equals("0")).flatMap(code -> refusal(400, headers, node));
    }

    private static CloudFault unreadable(CloudOp op, int status, String found) {
        String message = op.api() + ": " + found;
        if (status == 429) {
            return CloudFault.of(Kind.THROTTLED, Scope.ACCOUNT, AliyunFaults.NO_ANSWER, message);
        }
        boolean turnedAway = status == 503 || (status >= 400 && status < 500);
        return op.mutating() && !turnedAway ? unknown(message) : unavailable(message);
    }

    /** The reply of a call that ended in an exception. */
    static CloudReply of(CloudOp op, Throwable problem) {
        CredentialException credential = find(problem, CredentialException.class);
        if (credential != null) {
            return new CloudReply.Failed(CloudFault.of(
                    Kind.UNAVAILABLE,
                    Scope.ACCOUNT,
                    "NoCredentials",
                    "no key to sign with: " + credential.getMessage()));
        }
        String what = op.api() + ": " + innermost(problem).getClass().getSimpleName();
        return new CloudReply.Failed(op.mutating() && !neverSent(problem) ? unknown(what) : unavailable(what));
    }

    /** The connection was never made, so nothing was sent over it. */
    private static boolean neverSent(Throwable problem) {
        SocketTimeoutException timeout = find(problem, SocketTimeoutException.class);
        boolean connecting = timeout != null
                && String.valueOf(timeout.getMessage()).toLowerCase(Locale.ROOT).contains("connect");
        return connecting
                || find(problem, ConnectException.class) != null
                || find(problem, NoRouteToHostException.class) != null
                || find(problem, UnknownHostException.class) != null
                || find(problem, SSLException.class) != null
                || find(problem, IllegalArgumentException.class) != null;
    }

    private static <T extends Throwable> @Nullable T find(Throwable problem, Class<T> type) {
        Throwable at = problem;
        for (int depth = 0; at != null && depth < 10; depth++) {
            if (type.isInstance(at)) {
                return type.cast(at);
            }
            at = at.getCause();
        }
        return null;
    }

    private static Throwable innermost(Throwable problem) {
        Throwable at = problem;
        for (int depth = 0; at.getCause() != null && depth < 10; depth++) {
            at = at.getCause();
        }
        return at;
    }

    static CloudFault unavailable(String message) {
        return CloudFault.of(Kind.UNAVAILABLE, Scope.ACCOUNT, AliyunFaults.NO_ANSWER, message);
    }

    static CloudFault unknown(String message) {
        return CloudFault.of(Kind.OUTCOME_UNKNOWN, Scope.ACCOUNT, AliyunFaults.NO_ANSWER, message);
    }

    private static @Nullable Duration timeLeft(Map<String, String> headers) {
        Duration longest = null;
        for (String name : RATE_HEADERS) {
            Matcher left = TIME_LEFT.matcher(headers.getOrDefault(name, ""));
            if (left.find()) {
                Duration found = Duration.ofMillis(Long.parseLong(left.group(1)));
                longest = longest == null || found.compareTo(longest) > 0 ? found : longest;
            }
        }
        return longest;
    }
}
