package dev.podnetwork.fake.wire;

import static java.util.Objects.requireNonNull;

import dev.podnetwork.api.InstanceId;
import dev.podnetwork.fake.FakeCloud;
import dev.podnetwork.fake.wire.action.WireExtras;
import dev.podnetwork.fake.wire.gate.FakeAccessKey;
import dev.podnetwork.fake.wire.gate.GateChecks;
import dev.podnetwork.fake.wire.gate.Gatekeeper;
import dev.podnetwork.fake.wire.gate.KeyRing;
import dev.podnetwork.fake.wire.http.HttpDoor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A {@link FakeCloud} over HTTP, as the official clients call the real one: both request dialects with their signatures on
 * one port, ECS and VPC told apart by version, the metadata service of one instance under {@code /latest/} (spec:
 * openapi-wire §2–§4, §11, §16). Listens on loopback unless told otherwise. Thread-safe.
 */
public final class FakeOpenApiServer implements AutoCloseable {
    private final HttpDoor door;
    private final InetAddress address;
    private final KeyRing keys;
    private final WireFaults faults;
    private final ServerClock time;
    private final FakeCloud cloud;
    private final TokenService tokens;

    private FakeOpenApiServer(HttpDoor door, Builder builder, ServerClock time, TokenService tokens) {
        this.cloud = builder.cloud;
        this.tokens = tokens;
        this.door = door;
        this.address = builder.address;
        this.keys = builder.keys;
        this.faults = builder.faults;
        this.time = time;
    }

    /** A server for that cloud; add at least one key. */
    public static Builder of(FakeCloud cloud) {
        return new Builder(cloud);
    }

    /** Host and port, as clients take it for an endpoint. */
    public String endpoint() {
        return address.getHostAddress() + ":" + door.port();
    }

    /** The port it listens on. */
    public int port() {
        return door.port();
    }

    /** How many connections are open now. */
    public int connections() {
        return door.connections();
    }

    /** What goes wrong on the wire; rules may be added at any time. */
    public WireFaults faults() {
        return faults;
    }

    /** Adds a key, or replaces the one of that id. */
    public void putKey(FakeAccessKey key) {
        keys.put(key);
    }

    /** Forgets a key. */
    public void removeKey(String id) {
        keys.remove(id);
    }

    /**
     * Writes the file in which an ACK add-on gets its temporary key, {@code token-config}, with a new key that lives that long
     * (spec: openapi-wire §10.2).
     *
     * @throws UncheckedIOException when it cannot be written
     */
    public void writeTokenConfig(Path file, Duration life) {
        try {
            TokenConfigFile.write(file, tokens.mint(cloud.now(), life));
        } catch (IOException e) {
            throw new UncheckedIOException("the token file " + file + " cannot be written: " + e.getMessage(), e);
        }
    }

    /** Sets the server's clock off by that much, for judging signatures and dating answers. */
    public void skewClock(Duration by) {
        time.skew(by);
    }

    /** Ends every connection and listens no more; the cloud stays. Idempotent. */
    @Override
    public void close() {
        door.close();
    }

    /** What a server is made of. Not thread-safe. */
    public static final class Builder {
        private final FakeCloud cloud;
        private final KeyRing keys = new KeyRing();
        private final WireFaults faults = new WireFaults(1);
        private InetAddress address = InetAddress.getLoopbackAddress();
        private int port;
        private GateChecks checks = GateChecks.STRICT;
        private Consumer<WireCall> log = call -> {};
        private @Nullable InstanceId instance;
        private @Nullable String role;
        private boolean metadataTokenRequired;
        private String region = "cn-hangzhou";
        private @Nullable String oidcToken;
        private List<String> roleActions = List.of("*");
        private boolean takesRepeats;

        private Builder(FakeCloud cloud) {
            this.cloud = requireNonNull(cloud, "cloud");
        }

        /** A key that clients may sign with. */
        public Builder key(FakeAccessKey key) {
            keys.put(key);
            return this;
        }

        /** The port; 0, the default, is any free one. */
        public Builder port(int newPort) {
            port = newPort;
            return this;
        }

        /** Where to listen. Anything but loopback lets others in: they need a key, but it is a test server. */
        public Builder address(InetAddress newAddress) {
            address = newAddress;
            return this;
        }

        /** What is checked of every request; strict by default. */
        public Builder checks(GateChecks newChecks) {
            checks = newChecks;
            return this;
        }

        /** Hears of every call after it ended; must be quick. */
        public Builder log(Consumer<WireCall> newLog) {
            log = newLog;
            return this;
        }

        /** The region that the metadata service names. */
        public Builder region(String id) {
            region = id;
            return this;
        }

        /** Whose metadata is served, and the role whose credentials come with it, null for none. */
        public Builder metadata(InstanceId of, @Nullable String roleName) {
            instance = of;
            role = roleName;
            return this;
        }

        /** Refuses version 1 of the metadata service, which needs no token. */
        public Builder requireMetadataToken() {
            metadataTokenRequired = true;
            return this;
        }

        /** The only OIDC token that is taken for a role; any is by default. */
        public Builder oidcToken(String token) {
            oidcToken = token;
            return this;
        }

        /**
         * Takes an attach or a detach that asks for what is so already, or under way, and does nothing. By default it is
         * refused, as documented: an attach needs {@code Available}. The control plane of today sends both again at every
         * look, and goes on for ever where that is refused (spec: control-plane §11, W51).
         */
        public Builder takeRepeats() {
            takesRepeats = true;
            return this;
        }

        /** What temporary keys of a role may call; everything by default. */
        public Builder roleActions(List<String> actions) {
            roleActions = List.copyOf(actions);
            return this;
        }

        /**
         * Begins to listen.
         *
         * @throws UncheckedIOException when the port is taken
         */
        public FakeOpenApiServer start() {
            ServerClock time = new ServerClock(cloud);
            TokenService tokens = new TokenService(keys, oidcToken, roleActions);
            MetadataService.Settings settings =
                    new MetadataService.Settings(instance, role, region, metadataTokenRequired);
            OpenApiHandler handler = new OpenApiHandler(
                    cloud,
                    new Gatekeeper(keys, checks),
                    faults,
                    new MetadataService(cloud, settings, tokens),
                    new OpenApiHandler.ServerParts(tokens, log, time, new WireExtras(takesRepeats)));
            try {
                return new FakeOpenApiServer(HttpDoor.open(address, port, handler), this, time, tokens);
            } catch (IOException e) {
                throw new UncheckedIOException(
                        "port " + port + " of " + address.getHostAddress() + " cannot be listened on: "
                                + e.getMessage(),
                        e);
            }
        }
    }
}
