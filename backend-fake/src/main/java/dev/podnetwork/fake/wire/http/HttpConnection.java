package dev.podnetwork.fake.wire.http;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** One connection: requests one after the other until a side ends it. */
final class HttpConnection implements Runnable {
    private static final int IDLE_MILLIS = 60_000;
    private static final int MAX_LINE = 256 * 1024;
    private static final int MAX_BODY = 1024 * 1024;
    private static final int DRIP_MILLIS = 250;

    private final Socket socket;
    private final HttpDoor.Handler handler;

    HttpConnection(Socket socket, HttpDoor.Handler handler) {
        this.socket = socket;
        this.handler = handler;
    }

    @Override
    public void run() {
        try (socket) {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(IDLE_MILLIS);
            serve(socket.getOutputStream());
        } catch (SocketTimeoutException idle) {
            // Nothing came for a minute: closing says so.
        } catch (IOException gone) {
            // The caller ended the connection in the middle; there is nobody to tell.
        }
    }

    private void serve(OutputStream out) throws IOException {
        RequestReader reader = new RequestReader(socket.getInputStream(), () -> goOn(out), MAX_LINE, MAX_BODY);
        boolean open = true;
        while (open) {
            try {
                HttpRequest request = reader.next();
                open = request != null && answer(request, out);
            } catch (BadRequest bad) {
                HttpReply reply = handler.unreadable(bad.status(), String.valueOf(bad.getMessage()));
                write(reply, out, true, true);
                drain();
                open = false;
            }
        }
    }

    private boolean answer(HttpRequest request, OutputStream out) throws IOException {
        HttpReply reply = handler.handle(request);
        boolean last = request.header("connection").equalsIgnoreCase("close");
        switch (reply.delivery()) {
            case WHOLE -> write(reply, out, last, !request.method().equals("HEAD"));
            case TRUNCATED -> {
                out.write(head(reply, true));
                out.write(reply.body(), 0, reply.body().length / 2);
                last = true;
            }
            case RESET -> {
                socket.setSoLinger(true, 0);
                last = true;
            }
            case DRIPPING -> drip(reply, out);
        }
        return !last;
    }

    private static void write(HttpReply reply, OutputStream out, boolean last, boolean withBody) throws IOException {
        byte[] head = head(reply, last);
        int length = withBody ? reply.body().length : 0;
        byte[] whole = new byte[head.length + length];
        System.arraycopy(head, 0, whole, 0, head.length);
        System.arraycopy(reply.body(), 0, whole, head.length, length);
        out.write(whole);
        out.flush();
    }

    private static void drip(HttpReply reply, OutputStream out) throws IOException {
        out.write(head(reply, false));
        for (byte b : reply.body()) {
            out.write(b);
            out.flush();
            try {
                Thread.sleep(DRIP_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("the server is closing", e);
            }
        }
    }

    private static byte[] head(HttpReply reply, boolean last) {
        StringBuilder head = new StringBuilder(256)
                .append("HTTP/1.1 ")
                .append(reply.status())
                .append(' ')
                .append(reply.status() < 400 ? "OK" : "Error")
                .append("\r\n");
        if (!reply.contentType().isEmpty()) {
            head.append("Content-Type: ").append(reply.contentType()).append("\r\n");
        }
        for (Map.Entry<String, String> header : reply.headers().entrySet()) {
            head.append(header.getKey()).append(": ").append(header.getValue()).append("\r\n");
        }
        head.append("Content-Length: ").append(reply.body().length).append("\r\n");
        head.append(last ? "Connection: close\r\n\r\n" : "Connection: keep-alive\r\n\r\n");
        return head.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Takes what the caller is still sending, so that closing does not reset the answer away. */
    private void drain() throws IOException {
        socket.shutdownOutput();
        socket.setSoTimeout(1_000);
        byte[] rest = new byte[8 * 1024];
        int left = 2 * MAX_BODY;
        int read = 0;
        while (left > 0 && read >= 0) {
            read = socket.getInputStream().read(rest);
            left -= read;
        }
    }

    private static void goOn(OutputStream out) {
        try {
            out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
        } catch (IOException gone) {
            // Reading the body finds out.
        }
    }
}
