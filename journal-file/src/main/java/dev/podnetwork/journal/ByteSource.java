package dev.podnetwork.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Bytes that are being read: what {@link ByteSink} wrote. Wrong bytes end in a {@link FormatException}. */
final class ByteSource {
    /** Bytes whose checksum is right and whose meaning is not known: another version wrote them. */
    static final class FormatException extends Exception {
        private static final long serialVersionUID = 1;

        FormatException(String message) {
            super(message);
        }
    }

    private final ByteBuffer bytes;

    ByteSource(ByteBuffer bytes) {
        this.bytes = bytes;
    }

    boolean hasMore() {
        return bytes.hasRemaining();
    }

    int get() throws FormatException {
        return Byte.toUnsignedInt(have(Byte.BYTES).get());
    }

    int getInt() throws FormatException {
        return have(Integer.BYTES).getInt();
    }

    long getLong() throws FormatException {
        return have(Long.BYTES).getLong();
    }

    Instant getInstant() throws FormatException {
        long seconds = getLong();
        int nanos = getInt();
        try {
            return Instant.ofEpochSecond(seconds, nanos);
        } catch (DateTimeException | ArithmeticException e) {
            throw new FormatException("a time that does not exist: " + seconds + " s");
        }
    }

    String getText() throws FormatException {
        String text = getTextOrNull();
        if (text == null) {
            throw new FormatException("no text where one is needed");
        }
        return text;
    }

    @Nullable
    String getTextOrNull() throws FormatException {
        int length = Short.toUnsignedInt(have(Short.BYTES).getShort());
        if (length == ByteSink.NO_TEXT) {
            return null;
        }
        byte[] text = new byte[length];
        have(length).get(text);
        return new String(text, UTF_8);
    }

    private ByteBuffer have(int count) throws FormatException {
        if (bytes.remaining() < count) {
            throw new FormatException("an entry ends too early");
        }
        return bytes;
    }
}
