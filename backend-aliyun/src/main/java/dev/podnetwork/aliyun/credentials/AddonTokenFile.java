package dev.podnetwork.aliyun.credentials;

import dev.podnetwork.aliyun.call.Node;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.function.Supplier;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The token file that ACK gives its add-ons, {@code /var/addon/token-config}: three fields in AES-CBC, with the key beside
 * them. The platform replaces it in place, so it is read again each time, and a file that is half written fails whole (spec:
 * openapi-wire §10.2).
 */
public final class AddonTokenFile implements Supplier<Credential> {
    /** Where ACK puts it. */
    public static final Path DEFAULT_PATH = Path.of("/var/addon/token-config");

    private static final int IV_BYTES = 16;

    private final Path path;

    /** Reads that file. */
    public AddonTokenFile(Path path) {
        this.path = path;
    }

    /** Reads a key. */
    @Override
    public Credential get() {
        String name = "the token file " + path;
        Node fields = Node.parse(text(name)).orElseThrow(() -> new CredentialException(name + " is not JSON"));
        Node error = fields.child("error");
        error.text("code").ifPresent(code -> {
            throw new CredentialException(
                    name + " holds an error for role " + error.text("roleName").orElse("?") + ": " + code);
        });
        String keyring = required(fields, "keyring", name);
        return new Credential(
                open(fields, "access.key.id", keyring, name),
                open(fields, "access.key.secret", keyring, name),
                open(fields, "security.token", keyring, name),
                CredentialJson.time(required(fields, "expiration", name), name));
    }

    private String text(String name) {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new CredentialException(
                    name + " cannot be read: " + e.getClass().getSimpleName());
        }
    }

    private static String required(Node fields, String field, String name) {
        return fields.text(field).orElseThrow(() -> new CredentialException(name + " lacks " + field));
    }

    private static String open(Node fields, String field, String keyring, String name) {
        try {
            byte[] sealed = Base64.getDecoder().decode(required(fields, field, name));
            if (sealed.length <= IV_BYTES) {
                throw new CredentialException(name + ": " + field + " is too short");
            }
            Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
            cipher.init(
                    Cipher.DECRYPT_MODE,
                    new SecretKeySpec(keyring.getBytes(StandardCharsets.UTF_8), "AES"),
                    new IvParameterSpec(Arrays.copyOf(sealed, IV_BYTES)));
            return new String(cipher.doFinal(sealed, IV_BYTES, sealed.length - IV_BYTES), StandardCharsets.UTF_8);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new CredentialException(name + ": " + field + " cannot be opened with its keyring");
        }
    }
}
