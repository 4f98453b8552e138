package dev.podnetwork.aliyun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.podnetwork.aliyun.credentials.AddonTokenFile;
import dev.podnetwork.aliyun.credentials.Credential;
import dev.podnetwork.aliyun.credentials.CredentialException;
import dev.podnetwork.aliyun.credentials.CredentialSource;
import dev.podnetwork.aliyun.credentials.InstanceRole;
import dev.podnetwork.aliyun.credentials.OidcRole;
import dev.podnetwork.aliyun.credentials.RefreshingSource;
import dev.podnetwork.aliyun.metadata.MetadataClient;
import dev.podnetwork.api.cloud.CloudFault.Kind;
import dev.podnetwork.api.cloud.CloudReply;
import dev.podnetwork.fake.wire.FakeOpenApiServer;
import dev.podnetwork.fake.wire.gate.FakeAccessKey;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where keys come from, each source against the fake; when they are fetched again; and that they are told to nobody. */
final class CredentialsTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final WireCloud wire = new WireCloud();

    @TempDir
    private Path directory;

    @AfterEach
    void close() {
        wire.close();
    }

    private CloudReply createWith(CredentialSource source) {
        try (AliyunCloudNetwork network =
                new AliyunCloudNetwork(wire.config(source).build())) {
            return wire.await(network.call(wire.creation()));
        }
    }

    private FakeOpenApiServer withMetadata(boolean tokenRequired) {
        FakeOpenApiServer.Builder builder = FakeOpenApiServer.of(wire.cloud).metadata(wire.instance(), "node-role");
        return tokenRequired ? builder.requireMetadataToken().start() : builder.start();
    }

    @Test
    void theRoleOfTheInstanceSigns() {
        for (boolean tokenRequired : List.of(true, false)) {
            try (FakeOpenApiServer server = withMetadata(tokenRequired)) {
                Credential key = new InstanceRole(at("http://" + server.endpoint(), !tokenRequired)).get();
                assertThat(key.securityToken()).isNotNull();
                assertThat(key.expiresAt()).isAfter(wire.clock.now());
                wire.server.putKey(FakeAccessKey.of(key.accessKeyId(), key.accessKeySecret())
                        .withToken(key.securityToken(), key.expiresAt()));
                assertThat(createWith(CredentialSource.of(key))).isInstanceOf(CloudReply.EniCreated.class);
            }
        }
    }

    @Test
    void anInstanceWithoutRoleIsSaidToHaveNone() {
        assertThatThrownBy(() -> new InstanceRole(at("http://" + wire.server.endpoint(), true)).get())
                .isInstanceOf(CredentialException.class)
                .hasMessageContaining("attach one");
        assertThatThrownBy(() -> new InstanceRole(at("http://127.0.0.1:1", true)).get())
                .isInstanceOf(CredentialException.class)
                .hasMessageContaining("does not answer");
    }

    @Test
    void theTokenOfAPodIsExchangedForAKeyAndReadEachTime() throws Exception {
        Path file = Files.writeString(directory.resolve("token"), "first");
        OidcRole role = new OidcRole(new OidcRole.Settings(
                "acs:ram::1:role/a", "acs:ram::1:oidc-provider/b", file, "test", "http://" + wire.server.endpoint()));
        CredentialSource source = new RefreshingSource("RRSA", role, Instant::now);

        assertThat(createWith(source)).isInstanceOf(CloudReply.EniCreated.class);
        try (FakeOpenApiServer strict =
                FakeOpenApiServer.of(wire.cloud).oidcToken("second").start()) {
            OidcRole rotated = new OidcRole(new OidcRole.Settings(
                    "acs:ram::1:role/a", "acs:ram::1:oidc-provider/b", file, "test", "http://" + strict.endpoint()));
            assertThatThrownBy(rotated::get)
                    .hasMessageContaining("AuthenticationFail.OIDCToken.Invalid")
                    .hasMessageNotContaining("first");
            Files.writeString(file, "second\n");
            assertThat(rotated.get().accessKeyId()).startsWith("STS.");
        }
    }

    @Test
    void theTokenFileOfAnAddOnIsOpenedAndHalfOfOneIsRefused() throws Exception {
        Path file = directory.resolve("token-config");
        String keyring = "0123456789abcdef0123456789abcdef";
        String whole = "{\"access.key.id\":\"" + seal("STS.ak", keyring) + "\",\"access.key.secret\":\""
                + seal("sk-of-addon", keyring) + "\",\"security.token\":\"" + seal("CAIS+/=", keyring)
                + "\",\"expiration\":\"2099-01-01T00:00:00Z\",\"keyring\":\"" + keyring + "\"}";
        Files.writeString(file, whole);
        Credential key = new AddonTokenFile(file).get();
        assertThat(key.accessKeyId()).isEqualTo("STS.ak");
        assertThat(key.accessKeySecret()).isEqualTo("sk-of-addon");
        assertThat(key.securityToken()).isEqualTo("CAIS+/=");
        assertThat(key.toString()).doesNotContain("STS.ak", "sk-of-addon", "CAIS");

        for (String bad : List.of(
                whole.substring(0, whole.length() / 2),
                whole.replace(keyring, "fedcba9876543210fedcba9876543210"),
                whole.replace("2099-01-01T00:00:00Z", "soon"),
                "{\"error\":{\"roleName\":\"r\",\"code\":\"EntityNotExist.Role\",\"message\":\"m\"}}",
                "")) {
            Files.writeString(file, bad);
            assertThatThrownBy(() -> new AddonTokenFile(file).get())
                    .isInstanceOf(CredentialException.class)
                    .hasMessageNotContaining("sk-of-addon");
        }
    }

    @Test
    void theTokenFileThatTheServerMintsSignsItsCalls() {
        Path file = directory.resolve("token-config");
        wire.server.writeTokenConfig(file, Duration.ofHours(1));

        CredentialSource source = CredentialSource.of(new AddonTokenFile(file).get());
        try (AliyunCloudNetwork network =
                new AliyunCloudNetwork(wire.config(source).build())) {
            assertThat(wire.await(network.call(wire.creation()))).isInstanceOf(CloudReply.EniCreated.class);
        }
    }

    private static String seal(String text, String keyring) throws GeneralSecurityException {
        byte[] iv = "abcdefghijklmnop".getBytes(StandardCharsets.US_ASCII);
        Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
        cipher.init(
                Cipher.ENCRYPT_MODE,
                new SecretKeySpec(keyring.getBytes(StandardCharsets.UTF_8), "AES"),
                new IvParameterSpec(iv));
        byte[] sealed = cipher.doFinal(text.getBytes(StandardCharsets.UTF_8));
        byte[] all = new byte[16 + sealed.length];
        System.arraycopy(iv, 0, all, 0, 16);
        System.arraycopy(sealed, 0, all, 16, sealed.length);
        return Base64.getEncoder().encodeToString(all);
    }

    @Test
    void aKeyIsFetchedAgainBeforeItEndsAndAFailureIsForgivenUntilThen() {
        AtomicReference<Instant> now = new AtomicReference<>(NOW);
        Deque<Credential> keys = new ArrayDeque<>(List.of(key("one", 60), key("two", 120)));
        RefreshingSource source = new RefreshingSource(
                "a test",
                () -> {
                    if (keys.isEmpty()) {
                        throw new CredentialException("no more keys");
                    }
                    return keys.removeFirst();
                },
                now::get);

        assertThat(source.current().accessKeyId()).isEqualTo("one");
        now.set(NOW.plus(Duration.ofMinutes(29)));
        assertThat(source.current().accessKeyId()).isEqualTo("one");
        now.set(NOW.plus(Duration.ofMinutes(31)));
        assertThat(source.current().accessKeyId()).isEqualTo("two");
        now.set(NOW.plus(Duration.ofMinutes(100)));
        assertThat(source.current().accessKeyId())
                .as("a failed refresh is forgiven")
                .isEqualTo("two");
        now.set(NOW.plus(Duration.ofMinutes(121)));
        assertThatThrownBy(source::current).hasMessage("no more keys");
    }

    private static Credential key(String id, int minutes) {
        return new Credential(id, "secret", "token", NOW.plus(Duration.ofMinutes(minutes)));
    }

    @Test
    void aCallWithoutAKeyIsNotSent() {
        CloudReply reply = createWith(new RefreshingSource(
                "nowhere",
                () -> {
                    throw new CredentialException("nowhere: it is empty");
                },
                Instant::now));

        assertThat(reply).isInstanceOfSatisfying(CloudReply.Failed.class, failed -> {
            assertThat(failed.fault().kind()).isEqualTo(Kind.UNAVAILABLE);
            assertThat(failed.fault().message()).contains("nowhere: it is empty");
        });
        assertThat(wire.cloud.inspect().calls("CreateNetworkInterface").calls()).isZero();
    }

    private static MetadataClient at(String endpoint, boolean withoutToken) {
        return new MetadataClient(endpoint, withoutToken, System::nanoTime);
    }
}
