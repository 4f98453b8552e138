package dev.podnetwork.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** Bytes that are being written, big-endian, growing as needed. */
final class ByteSink {
    /** The length that says "no text". */
    static final int NO_TEXT = 0xFFFF;

    private static final int ASCII_END = 0x80;

    private ByteBuffer bytes = ByteBuffer.allocate(256);

    int size() {
        return bytes.position();
    }

    byte[] toArray() {
        return Arrays.copyOf(bytes.array(), size());
    }

    /** Checksum of what was written from an index on. */
    int checksumFrom(int start) {
        CRC32C crc = new CRC32C();
        crc.update(bytes.array(), start, size() - start);
        return (int) crc.getValue();
    }

    void put(int value) {
        room(Byte.BYTES).put((byte) value);
    }

    void putInt(int value) {
        room(Integer.BYTES).putInt(value);
    }

    void putInt(int index, int value) {
        bytes.putInt(index, value);
    }

    void putLong(long value) {
        room(Long.BYTES).putLong(value);
    }

    void putInstant(Instant value) {
        putLong(value.getEpochSecond());
        putInt(value.getNano());
    }

    /** Text as UTF-8 with its length before it. */
    void putText(@Nullable String text) {
        if (text == null) {
            room(Short.BYTES).putShort((short) NO_TEXT);
            return;
        }
        if (text.length() >= NO_TEXT || !putAscii(text)) {
            putEncoded(text);
        }
    }

    /** What nearly every text is, without a copy of it; puts nothing and answers false when it is another. */
    private boolean putAscii(String text) {
        int length = text.length();
        ByteBuffer out = room(Short.BYTES + length);
        int start = out.position() + Short.BYTES;
        for (int i = 0; i < length; i++) {
            char each = text.charAt(i);
            if (each >= ASCII_END) {
                return false;
            }
            out.put(start + i, (byte) each);
        }
        out.putShort((short) length).position(start + length);
        return true;
    }

    private void putEncoded(String text) {
        byte[] encoded = text.getBytes(UTF_8);
        if (encoded.length >= NO_TEXT) {
            throw new IllegalArgumentException("a text of " + encoded.length + " bytes, and fewer than " + NO_TEXT
                    + " fit into an entry: " + text.substring(0, 40) + "…");
        }
        if (!new String(encoded, UTF_8).equals(text)) {
            throw new IllegalArgumentException("a text that is not Unicode cannot be kept: " + text);
        }
        room(Short.BYTES + encoded.length).putShort((short) encoded.length).put(encoded);
    }

    private ByteBuffer room(int count) {
        if (bytes.remaining() < count) {
            int capacity = Math.max(Math.multiplyExact(bytes.capacity(), 2), Math.addExact(size(), count));
            bytes = ByteBuffer.wrap(Arrays.copyOf(bytes.array(), capacity)).position(size());
        }
        return bytes;
    }
}
