package dev.podnetwork.fake.wire;

import dev.podnetwork.fake.Disturbance;
import dev.podnetwork.fake.FakeCloud;
import dev.podnetwork.fake.state.WireFault;
import dev.podnetwork.fake.wire.action.ActionTable;
import dev.podnetwork.fake.wire.action.Tree;
import dev.podnetwork.fake.wire.action.Visit;
import dev.podnetwork.fake.wire.action.WireExtras;
import dev.podnetwork.fake.wire.gate.FakeAccessKey;
import dev.podnetwork.fake.wire.gate.Gatekeeper;
import dev.podnetwork.fake.wire.gate.Parameters;
import dev.podnetwork.fake.wire.gate.Refusal;
import dev.podnetwork.fake.wire.http.HttpDoor;
import dev.podnetwork.fake.wire.http.HttpReply;
import dev.podnetwork.fake.wire.http.HttpReply.Delivery;
import dev.podnetwork.fake.wire.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** From a request to its answer: trouble, action, gate, work, words. Never throws; a bug of ours is a 500 without a stack. */
final class OpenApiHandler implements HttpDoor.Handler {
    private static final String FORM = "application/x-www-form-urlencoded";

    private final FakeCloud cloud;
    private final Gatekeeper gate;
    private final WireFaults faults;
    private final MetadataService metadata;
    private final TokenService tokens;
    private final Consumer<WireCall> log;
    private final ActionTable actions = new ActionTable();
    private final WireExtras extras;
    private final RequestIds ids;
    private final ServerClock time;
    private final ReplyWriter writer;

    OpenApiHandler(FakeCloud cloud, Gatekeeper gate, WireFaults faults, MetadataService metadata, ServerParts parts) {
        this.cloud = cloud;
        this.gate = gate;
        this.faults = faults;
        this.metadata = metadata;
        this.tokens = parts.tokens();
        this.log = parts.log();
        this.time = parts.time();
        this.extras = parts.extras();
        this.writer = new ReplyWriter(time);
        this.ids = new RequestIds(cloud.now().getEpochSecond());
    }

    /** What the handler needs beside the cloud. */
    record ServerParts(TokenService tokens, Consumer<WireCall> log, ServerClock time, WireExtras extras) {}

    @Override
    public HttpReply unreadable(int status, String why) {
        Passage passage = new Passage(ids.next());
        return ended(
                passage,
                writer.error(passage, "", WireFault.of(status, "InvalidParameter", "Bad request: " + why + ".")));
    }

    @Override
    public HttpReply handle(HttpRequest request) {
        if (request.path().startsWith("/latest/")) {
            return metadata.answer(request);
        }
        Passage passage = new Passage(ids.next());
        HttpReply reply;
        try {
            reply = answer(request, passage);
        } catch (Refusal refusal) {
            reply = writer.error(passage, request.header("host"), refusal.fault());
        } catch (RuntimeException bug) {
            reply = writer.error(
                    passage,
                    request.header("host"),
                    WireFault.of(500, "InternalError", "The request processing has failed due to some unknown error."));
        }
        return ended(passage, reply);
    }

    private HttpReply ended(Passage passage, HttpReply reply) {
        long micros = (System.nanoTime() - passage.began) / 1_000;
        log.accept(
                new WireCall(passage.action, passage.keyId, reply.status(), passage.code, passage.requestId, micros));
        return reply;
    }

    private HttpReply answer(HttpRequest request, Passage passage) {
        if (!request.method().equals("POST") && !request.method().equals("GET")) {
            throw new Refusal(405, "UnsupportedHTTPMethod", "This HTTP method is not supported: use POST or GET.");
        }
        Parameters query = Parameters.parse(request.query());
        Parameters all = query.merge(form(request));
        passage.xml = all.text("Format").orElse("JSON").equalsIgnoreCase("XML");
        String name = header(request, "x-acs-action")
                .or(() -> all.text("Action"))
                .orElseThrow(() -> Refusal.missing("Action"));
        String version = header(request, "x-acs-version")
                .or(() -> all.text("Version"))
                .orElseThrow(() -> Refusal.missing("Version"));
        passage.action = name.length() > 80 ? name.substring(0, 80) : name;
        Optional<WireTrouble> trouble = faults.next(name);
        if (trouble.isPresent()) {
            HttpReply early = notApplied(trouble.get(), passage, request.header("host"));
            if (early != null) {
                return early;
            }
        }
        if (tokens.serves(version, name)) {
            return writer.success(passage, tokens.answer(all, cloud.now()));
        }
        ActionTable.Entry entry = actions.find(version, name).orElseThrow(OpenApiHandler::unknownAction);
        passage.action = entry.permission();
        FakeAccessKey key = gate.admit(request, query, all, entry.permission(), time.now());
        passage.keyId = key.id();
        HttpReply reply = worked(entry, all, passage, trouble.orElse(null), request.header("host"));
        return trouble.isPresent() ? applied(trouble.get(), reply) : reply;
    }

    /** The true answer, a refusal by the cloud included: a trouble on the way back befalls both. */
    private HttpReply worked(
            ActionTable.Entry entry, Parameters all, Passage passage, @Nullable WireTrouble trouble, String host) {
        Disturbance inside = trouble instanceof WireTrouble.Inside in ? in.disturbance() : Disturbance.NONE;
        Visit visit = new Visit(cloud, extras, passage.requestId, inside);
        try {
            Tree payload = entry.action().run(all, visit);
            pause(visit.processingNanos());
            return writer.success(passage, payload);
        } catch (Refusal refusal) {
            return writer.error(passage, host, refusal.fault());
        }
    }

    private static Refusal unknownAction() {
        return new Refusal(
                404, "InvalidAction.NotFound", "Specified api is not found, please check your url and method.");
    }

    private static Optional<String> header(HttpRequest request, String name) {
        return Optional.of(request.header(name)).filter(value -> !value.isEmpty());
    }

    private static Parameters form(HttpRequest request) {
        return request.body().length > 0 && request.header("content-type").startsWith(FORM)
                ? Parameters.parse(new String(request.body(), StandardCharsets.UTF_8))
                : Parameters.parse("");
    }

    /** The answer of a trouble that changes nothing, null for the others. */
    private @Nullable HttpReply notApplied(WireTrouble trouble, Passage passage, String host) {
        if (trouble instanceof WireTrouble.Throttle throttle) {
            throw new Refusal(new WireFault(
                    400, throttle.code(), "Request was denied due to user flow control.", throttle.timeLeft()));
        }
        if (trouble instanceof WireTrouble.Refuse refuse) {
            return writer.error(passage, host, WireFault.of(refuse.status(), refuse.code(), refuse.message()));
        }
        if (trouble instanceof WireTrouble.Instead instead && !instead.applied()) {
            return instead(instead);
        }
        if (trouble instanceof WireTrouble.Silence silence && !silence.applied()) {
            pause(silence.hold().toNanos());
            return HttpReply.reset();
        }
        return trouble instanceof WireTrouble.Reset reset && !reset.applied() ? HttpReply.reset() : null;
    }

    private static HttpReply applied(WireTrouble trouble, HttpReply reply) {
        if (trouble instanceof WireTrouble.Reset) {
            return HttpReply.reset();
        }
        if (trouble instanceof WireTrouble.Truncated) {
            return reply.delivered(Delivery.TRUNCATED);
        }
        if (trouble instanceof WireTrouble.Dripping) {
            return reply.delivered(Delivery.DRIPPING);
        }
        if (trouble instanceof WireTrouble.Instead instead) {
            return instead(instead);
        }
        if (trouble instanceof WireTrouble.Silence silence) {
            pause(silence.hold().toNanos());
            return HttpReply.reset();
        }
        if (trouble instanceof WireTrouble.Slow slow) {
            pause(slow.delay().toNanos());
        }
        return reply;
    }

    private static HttpReply instead(WireTrouble.Instead instead) {
        return new HttpReply(
                instead.status(),
                instead.contentType(),
                Map.of(),
                instead.body().getBytes(StandardCharsets.UTF_8),
                Delivery.WHOLE);
    }

    private static void pause(long nanos) {
        if (nanos > 0) {
            try {
                Thread.sleep(nanos / 1_000_000, (int) (nanos % 1_000_000));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
