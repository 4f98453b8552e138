package dev.podnetwork.aliyun;

import static java.util.Objects.requireNonNull;

import dev.podnetwork.aliyun.call.Product;
import dev.podnetwork.aliyun.credentials.CredentialSource;
import dev.podnetwork.aliyun.metadata.MetadataClient;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/**
 * How to reach the cloud. Immutable; {@link #builder} says what has to be given. {@link #toString} holds no secret.
 */
public final class AliyunConfig {
    private final String region;
    private final String scheme;
    private final boolean inVpc;
    private final Map<Product, String> endpoints;
    private final Map<Product, String> regions;
    private final CredentialSource credentials;
    private final Duration connectTimeout;
    private final Duration callTimeout;
    private final int concurrency;
    private final int waiting;
    private final boolean olderSignature;
    private final MetadataClient metadata;

    private AliyunConfig(Builder builder) {
        this.region = builder.region;
        this.scheme = builder.scheme;
        this.inVpc = builder.inVpc;
        this.endpoints = new EnumMap<>(builder.endpoints);
        this.regions = new EnumMap<>(builder.regions);
        this.credentials = builder.credentials;
        this.connectTimeout = builder.connectTimeout;
        this.callTimeout = builder.callTimeout;
        this.concurrency = builder.concurrency;
        this.waiting = builder.waiting;
        this.olderSignature = builder.olderSignature;
        this.metadata = builder.metadata;
    }

    /** A configuration for that region, signing with keys from there. */
    public static Builder builder(String region, CredentialSource credentials) {
        return new Builder(requireNonNull(region, "region"), requireNonNull(credentials, "credentials"));
    }

    /** The region of every call. */
    public String region() {
        return region;
    }

    /** The region of the calls of a product. */
    public String region(Product product) {
        return regions.getOrDefault(product, region);
    }

    /** {@code https}, or {@code http} for a fake. */
    public String scheme() {
        return scheme;
    }

    /** Host and maybe port of a product. */
    public String endpoint(Product product) {
        return endpoints.getOrDefault(product, product.host(region(product), inVpc));
    }

    /** Where keys come from. */
    public CredentialSource credentials() {
        return credentials;
    }

    /** How long a connection may take to be made. */
    public Duration connectTimeout() {
        return connectTimeout;
    }

    /** How long a whole call may take, the connection included. */
    public Duration callTimeout() {
        return callTimeout;
    }

    /** How many calls are under way at once, each on a thread and a connection. */
    public int concurrency() {
        return concurrency;
    }

    /** How many more calls may wait for one of these. */
    public int waiting() {
        return waiting;
    }

    /** Whether the older HMAC-SHA1 signature is used, which puts tokens into the URL: for trying servers only. */
    public boolean olderSignature() {
        return olderSignature;
    }

    /** The metadata service of the instance we run on. */
    public MetadataClient metadata() {
        return metadata;
    }

    @Override
    public String toString() {
        return "AliyunConfig[" + region + ", " + scheme + "://" + endpoint(Product.ECS) + ", keys from " + credentials
                + ", " + concurrency + " calls at once, " + callTimeout.toMillis() + " ms each]";
    }

    /** What a configuration is made of. Not thread-safe. */
    public static final class Builder {
        private final String region;
        private final CredentialSource credentials;
        private final Map<Product, String> endpoints = new EnumMap<>(Product.class);
        private final Map<Product, String> regions = new EnumMap<>(Product.class);
        private String scheme = "https";
        private boolean inVpc = true;
        private Duration connectTimeout = Duration.ofSeconds(3);
        private Duration callTimeout = Duration.ofSeconds(8);
        private int concurrency = 64;
        private int waiting = 4_096;
        private boolean olderSignature;
        private MetadataClient metadata = new MetadataClient(MetadataClient.DEFAULT_ENDPOINT, true, System::nanoTime);

        private Builder(String region, CredentialSource credentials) {
            this.region = region;
            this.credentials = credentials;
        }

        /** Another host, with or without port, for one product. */
        public Builder endpoint(Product product, String host) {
            endpoints.put(product, withoutScheme(host));
            return this;
        }

        /** Another region for the calls of one product. */
        public Builder region(Product product, String id) {
            regions.put(product, requireNonNull(id, "id"));
            return this;
        }

        /** One host for every product, as a fake has it. */
        public Builder endpoint(String host) {
            for (Product product : Product.values()) {
                endpoint(product, host);
            }
            return this;
        }

        /** {@code https} or {@code http}. */
        public Builder scheme(String newScheme) {
            if (!newScheme.equals("https") && !newScheme.equals("http")) {
                throw new IllegalArgumentException("scheme '" + newScheme + "': write https or http");
            }
            scheme = newScheme;
            return this;
        }

        /** The public endpoints instead of those inside a VPC. */
        public Builder publicEndpoints() {
            inVpc = false;
            return this;
        }

        /** How long a connection, and a whole call, may take; 3 s and 8 s when nothing is said. */
        public Builder timeouts(Duration connect, Duration call) {
            if (connect.toMillis() < 1 || call.toMillis() < 1) {
                throw new IllegalArgumentException("timeouts must be at least 1 ms");
            }
            connectTimeout = connect;
            callTimeout = call;
            return this;
        }

        /** How many calls at once and how many more may wait; 64 and 4,096 when nothing is said. */
        public Builder concurrency(int atOnce, int mayWait) {
            if (atOnce < 1 || mayWait < 1) {
                throw new IllegalArgumentException("at least one call at once and one waiting");
            }
            concurrency = atOnce;
            waiting = mayWait;
            return this;
        }

        /** Signs with HMAC-SHA1: for trying servers only. */
        public Builder olderSignature() {
            olderSignature = true;
            return this;
        }

        /** Another metadata service than the one every instance has. */
        public Builder metadata(MetadataClient client) {
            metadata = client;
            return this;
        }

        /** Done. */
        public AliyunConfig build() {
            return new AliyunConfig(this);
        }

        private static String withoutScheme(String host) {
            int scheme = host.indexOf("://");
            String bare = scheme < 0 ? host : host.substring(scheme + 3);
            int slash = bare.indexOf('/');
            String name = slash < 0 ? bare : bare.substring(0, slash);
            if (name.isBlank()) {
                throw new IllegalArgumentException(
                        "endpoint '" + host + "': write a host, with a port if it needs one");
            }
            return name;
        }
    }
}
