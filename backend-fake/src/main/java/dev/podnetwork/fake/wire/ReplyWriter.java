package dev.podnetwork.fake.wire;

import dev.podnetwork.fake.state.WireFault;
import dev.podnetwork.fake.wire.action.JsonText;
import dev.podnetwork.fake.wire.action.Tree;
import dev.podnetwork.fake.wire.http.HttpReply;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Writes answers and refusals, in JSON or, for who asks with {@code Format=XML}, in XML (spec: openapi-wire §4.1, §5.2). */
final class ReplyWriter {
    private final ServerClock time;

    ReplyWriter(ServerClock time) {
        this.time = time;
    }

    HttpReply success(Passage passage, Tree payload) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("RequestId", passage.requestId);
        body.putAll(payload.map());
        return written(passage, 200, headers(passage), passage.bareAction() + "Response", body);
    }

    HttpReply error(Passage passage, String host, WireFault fault) {
        passage.code = fault.code();
        Map<String, String> headers = headers(passage);
        Duration left = fault.retryAfter();
        if (left != null) {
            long millis = Math.max(1, left.toMillis());
            headers.put("x-ratelimit-user-api", "Limit:0,Remain:0,TimeLeft:" + millis + ",Reset:" + millis);
        }
        if (passage.action.startsWith("eflo:") && isNumber(fault.code())) {
            // The product's own refusals come inside a success (spec: openapi-wire §4.1).
            Tree refusal = new Tree()
                    .with("RequestId", passage.requestId)
                    .with("Code", Integer.valueOf(fault.code()))
                    .with("Message", fault.message());
            return written(passage, 200, headers, passage.bareAction() + "Response", refusal.map());
        }
        Tree body = new Tree()
                .with("RequestId", passage.requestId)
                .with("HostId", host)
                .with("Code", fault.code())
                .with("Message", fault.message())
                .with("Recommend", "https://api.aliyun.com/troubleshoot?q=" + fault.code());
        if (fault.code().equals("Forbidden.RAM")) {
            body.with(
                    "AccessDeniedDetail",
                    new Tree().with("AuthAction", passage.action).with("NoPermissionType", "ImplicitDeny"));
        }
        return written(passage, fault.httpStatus(), headers, "Error", body.map());
    }

    private static boolean isNumber(String code) {
        return !code.isEmpty() && code.length() < 7 && code.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static HttpReply written(
            Passage passage, int status, Map<String, String> headers, String root, Map<String, Object> body) {
        return passage.xml
                ? HttpReply.xml(status, headers, XmlText.write(root, body))
                : HttpReply.json(status, headers, JsonText.write(body));
    }

    private Map<String, String> headers(Passage passage) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Date", time.header());
        headers.put("x-acs-request-id", passage.requestId);
        headers.put("x-acs-trace-id", passage.requestId.replace("-", "").toLowerCase(Locale.ROOT));
        return headers;
    }
}
