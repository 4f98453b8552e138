package dev.podnetwork.k8s.client;

import dev.podnetwork.spi.Env;
import io.kubernetes.client.openapi.ApiClient;
import java.io.IOException;
import java.io.Reader;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Dispatcher;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;

/**
 * The API server. A request is sent once: retries are the caller's, who knows what a lost reply means. Stages never complete
 * with an exception. Thread-safe; stages complete and streams are read on threads of the HTTP client.
 */
public final class KubeApi implements AutoCloseable {
    /** Under this name the API server notes which fields of an object were written through here. */
    public static final String FIELD_MANAGER = "pod-network";

    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(15);
    /** More at once make two processors' API server slower, not faster. */
    private static final int PARALLEL = 32;

    private static final int STREAMS = 64;

    private final Env env;
    private final KubeHttp requests;
    private final KubeHttp streams;
    private final RequestLine line = new RequestLine(PARALLEL);
    private final @Nullable CallLimit limit;
    private volatile Date lastDate = new Date("", Instant.EPOCH);

    /** The text of a Date header, which changes once a second, and what it says. */
    private record Date(String text, Instant time) {}

    private KubeApi(Env env, ApiClient requests, ApiClient streams, @Nullable CallLimit limit) {
        this.env = env;
        this.limit = limit;
        this.requests = new KubeHttp(requests);
        this.streams = new KubeHttp(streams);
    }

    /**
     * Opens both clients; sends nothing yet.
     *
     * @throws IOException when the access cannot be read
     */
    public static KubeApi open(KubeAccess access, Env env) throws IOException {
        return open(access, env, null);
    }

    /**
     * As {@link #open(KubeAccess, Env)}, with a limit of one's own.
     *
     * @param limit on requests, those about leases excepted: whoever cannot renew stops leading; null for none
     * @throws IOException when the access cannot be read
     */
    public static KubeApi open(KubeAccess access, Env env, @Nullable CallLimit limit) throws IOException {
        ApiClient requests = access.open();
        requests.setHttpClient(requests.getHttpClient()
                .newBuilder()
                .dispatcher(dispatcher())
                // A second try that we did not ask for would be refused as a conflict with the first.
                .retryOnConnectionFailure(false)
                .connectTimeout(Duration.ofSeconds(5))
                .readTimeout(REQUEST_TIMEOUT)
                .writeTimeout(REQUEST_TIMEOUT)
                .callTimeout(REQUEST_TIMEOUT)
                .build());
        ApiClient streams = access.open();
        streams.setHttpClient(streams.getHttpClient()
                .newBuilder()
                .dispatcher(dispatcher())
                .connectTimeout(Duration.ofSeconds(5))
                .readTimeout(Duration.ZERO)
                .callTimeout(Duration.ZERO)
                .build());
        return new KubeApi(env, requests, streams, limit);
    }

    /** Its own line is never used: ours knows whose turn it is. */
    private static Dispatcher dispatcher() {
        Dispatcher dispatcher = new Dispatcher();
        dispatcher.setMaxRequests(2 * STREAMS);
        dispatcher.setMaxRequestsPerHost(2 * STREAMS);
        return dispatcher;
    }

    /** Sends one request. */
    public CompletionStage<KubeAnswer> send(KubeRequest request) {
        CompletableFuture<KubeAnswer> answer = new CompletableFuture<>();
        Call call = requests.call(request);
        Callback callback = new Callback() {
            @Override
            public void onFailure(Call failed, IOException why) {
                end(answer, lost(why));
            }

            @Override
            public void onResponse(Call answered, Response response) {
                end(answer, read(response));
            }
        };
        RequestLine.Turn turn = RequestLine.Turn.of(request);
        if (limit == null || turn == RequestLine.Turn.NOW) {
            line.submit(turn, () -> call.enqueue(callback));
        } else {
            limit.run(() -> line.submit(turn, () -> call.enqueue(callback)));
        }
        return answer;
    }

    /** Whoever hears the answer may ask for the next thing: then both are in line before one of them is sent. */
    private void end(CompletableFuture<KubeAnswer> answer, KubeAnswer what) {
        try {
            answer.complete(what);
        } finally {
            line.ended();
        }
    }

    private KubeAnswer read(Response response) {
        try (ResponseBody body = response.body()) {
            return new KubeAnswer.Replied(response.code(), body.bytes(), serverTime(response));
        } catch (IOException e) {
            return new KubeAnswer.Lost(true, describe(e));
        }
    }

    private static KubeAnswer lost(IOException why) {
        boolean unsent = why instanceof ConnectException || why instanceof UnknownHostException;
        return new KubeAnswer.Lost(!unsent, describe(why));
    }

    private static String describe(IOException why) {
        return "the API server did not answer: " + (why.getMessage() != null ? why.getMessage() : why.toString());
    }

    private Instant serverTime(Response response) {
        String text = response.header("Date");
        Date last = lastDate;
        if (text == null || text.equals(last.text())) {
            return text == null ? env.now() : last.time();
        }
        try {
            Instant time = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            lastDate = new Date(text, time);
            return time;
        } catch (DateTimeException unreadable) {
            return env.now();
        }
    }

    /** Hears a stream. Every call comes from one thread; {@link #ended} comes last, once. */
    public interface StreamListener {
        /**
         * The API server answers with a stream; blocks until it ends.
         *
         * @throws IOException when it breaks
         */
        void read(Reader text) throws IOException;

        /**
         * There is nothing more to come.
         *
         * @param refused the answer when it was not a stream, null when it was or none came
         * @param reason for people
         */
        void ended(KubeAnswer.@Nullable Replied refused, String reason);
    }

    /** Opens a stream; closing it ends it. */
    public AutoCloseable stream(KubeRequest request, StreamListener listener) {
        Call call = streams.call(request);
        call.enqueue(new Callback() {
            @Override
            public void onFailure(Call failed, IOException why) {
                listener.ended(null, describe(why));
            }

            @Override
            public void onResponse(Call answered, Response response) {
                streamed(response, listener);
            }
        });
        return call::cancel;
    }

    private void streamed(Response response, StreamListener listener) {
        try (ResponseBody body = response.body()) {
            if (response.isSuccessful()) {
                listener.read(body.charStream());
                listener.ended(null, "the API server closed the stream");
            } else {
                listener.ended(new KubeAnswer.Replied(response.code(), body.bytes(), serverTime(response)), "refused");
            }
        } catch (IOException | RuntimeException e) {
            listener.ended(null, "the stream broke: " + e);
        }
    }

    /** Ends every stream and lets go of connections and threads; requests under way are lost. Idempotent. */
    @Override
    public void close() {
        requests.close();
        streams.close();
    }
}
