package dev.podnetwork.fake.wire;

import dev.podnetwork.fake.wire.action.JsonText;
import dev.podnetwork.fake.wire.action.Tree;
import dev.podnetwork.fake.wire.gate.FakeAccessKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** The file in which an ACK add-on gets its temporary key, each field sealed (spec: openapi-wire §10.2). */
final class TokenConfigFile {
    private static final String KEYRING = "fake-keyring-of-thirty-two-bytes";

    private TokenConfigFile() {}

    /** Writes it whole beside its place and moves it there. */
    static void write(Path file, FakeAccessKey key) throws IOException {
        Path beside = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(beside, text(key));
        try {
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static String text(FakeAccessKey key) {
        Tree tree = new Tree()
                .with("access.key.id", seal(key.id()))
                .with("access.key.secret", seal(key.secret()))
                .with("security.token", seal(String.valueOf(key.securityToken())))
                .with("expiration", String.valueOf(key.expiresAt()))
                .with("keyring", KEYRING);
        return JsonText.write(tree.map());
    }

    private static String seal(String text) {
        try {
            byte[] plain = text.getBytes(StandardCharsets.UTF_8);
            byte[] start = Arrays.copyOf(MessageDigest.getInstance("SHA-256").digest(plain), 16);
            Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
            cipher.init(
                    Cipher.ENCRYPT_MODE,
                    new SecretKeySpec(KEYRING.getBytes(StandardCharsets.UTF_8), "AES"),
                    new IvParameterSpec(start));
            byte[] sealed = cipher.doFinal(plain);
            byte[] all = Arrays.copyOf(start, start.length + sealed.length);
            System.arraycopy(sealed, 0, all, start.length, sealed.length);
            return Base64.getEncoder().encodeToString(all);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every platform has AES and SHA-256", e);
        }
    }
}
