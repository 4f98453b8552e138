package dev.podnetwork.fake.wire.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Lines and blocks of bytes from a stream, through a buffer of its own. Not thread-safe. */
final class LineInput {
    private static final int BUFFER = 8 * 1024;

    private final InputStream in;
    private final int maxLine;
    private byte[] buffer = new byte[BUFFER];
    private int from;
    private int end;

    /** Reads that stream; a line is at most {@code maxLine} bytes. */
    LineInput(InputStream in, int maxLine) {
        this.in = in;
        this.maxLine = maxLine;
    }

    /** A line without its end, null when nothing comes any more. */
    @Nullable
    String line() throws IOException {
        int length = 0;
        while (true) {
            while (from + length < end) {
                if (buffer[from + length] == '\n') {
                    return taken(length);
                }
                if (length == maxLine) {
                    throw new BadRequest(431, "a line of the head is longer than " + maxLine + " bytes");
                }
                length++;
            }
            if (!more()) {
                return null;
            }
        }
    }

    private String taken(int length) {
        boolean carriage = length > 0 && buffer[from + length - 1] == '\r';
        String line = new String(buffer, from, carriage ? length - 1 : length, StandardCharsets.ISO_8859_1);
        from += length + 1;
        return line;
    }

    /** Reads on behind what is not taken yet; false at the end of the stream. */
    private boolean more() throws IOException {
        if (from > 0) {
            System.arraycopy(buffer, from, buffer, 0, end - from);
            end -= from;
            from = 0;
        }
        if (end == buffer.length) {
            buffer = Arrays.copyOf(buffer, 2 * end);
        }
        int read = in.read(buffer, end, buffer.length - end);
        end += Math.max(read, 0);
        return read > 0;
    }

    /** The next bytes, fewer only when no more come. */
    byte[] bytes(int size) throws IOException {
        int here = Math.min(size, end - from);
        byte[] bytes = new byte[size];
        System.arraycopy(buffer, from, bytes, 0, here);
        from += here;
        int read = here + in.readNBytes(bytes, here, size - here);
        return read < size ? Arrays.copyOf(bytes, read) : bytes;
    }
}
