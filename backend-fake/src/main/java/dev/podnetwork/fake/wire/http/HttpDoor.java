package dev.podnetwork.fake.wire.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Listens and gives each connection a thread. Sockets of our own, because the server of the JDK waits 40 ms for an
 * acknowledgement unless the whole process is told otherwise before that class is loaded (spec: openapi-wire §1). At most
 * 1,024 connections at once; more are closed unanswered. Thread-safe.
 */
public final class HttpDoor implements AutoCloseable {
    private static final int MAX_CONNECTIONS = 1_024;
    private static final int BACKLOG = 512;
    private static final Duration ACCEPT_END = Duration.ofSeconds(5);

    private final ServerSocket listener;
    private final Handler handler;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Thread acceptor = new Thread(this::accept, "fake-cloud-accept");

    /** Answers requests; may block, must not throw. */
    public interface Handler {
        /** The answer to a request. */
        HttpReply handle(HttpRequest request);

        /** The answer to something that is no request. */
        HttpReply unreadable(int status, String why);
    }

    private HttpDoor(ServerSocket listener, Handler handler) {
        this.listener = listener;
        this.handler = handler;
    }

    /**
     * Begins to listen.
     *
     * @param address where
     * @param port 0 for any free one
     * @throws IOException when the port is taken
     */
    public static HttpDoor open(InetAddress address, int port, Handler handler) throws IOException {
        ServerSocket listener = new ServerSocket();
        try {
            // A server that ended a moment ago leaves connections in TIME_WAIT, which must not keep its port.
            listener.setReuseAddress(true);
            listener.bind(new InetSocketAddress(address, port), BACKLOG);
        } catch (IOException e) {
            listener.close();
            throw e;
        }
        HttpDoor door = new HttpDoor(listener, handler);
        door.acceptor.setDaemon(true);
        door.acceptor.start();
        return door;
    }

    /** The port it listens on. */
    public int port() {
        return listener.getLocalPort();
    }

    /** How many connections are open. */
    public int connections() {
        return open.size();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                if (open.size() >= MAX_CONNECTIONS) {
                    socket.close();
                } else {
                    open.add(socket);
                    serveOnItsThread(socket);
                }
            } catch (IOException e) {
                // Closed, or one caller was gone before it was taken: the loop's condition tells which.
            }
        }
    }

    private void serve(Socket socket) {
        try {
            new HttpConnection(socket, handler).run();
        } finally {
            open.remove(socket);
        }
    }

    /**
     * Ends every connection and listens no more; when it returns, the port can be listened on again. Idempotent. Waits for
     * the thread that accepts, which ends at once.
     */
    @Override
    public void close() {
        closeQuietly(listener);
        // A thread still inside accept keeps the listening socket, and with it the port, although it is closed.
        awaitEnd(acceptor);
        open.forEach(HttpDoor::closeQuietly);
    }

    private static void awaitEnd(Thread thread) {
        try {
            thread.join(ACCEPT_END.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void closeQuietly(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception e) {
            // It is gone either way.
        }
    }

    private void serveOnItsThread(Socket socket) {
        Thread thread = new Thread(() -> serve(socket), "fake-cloud-connection");
        thread.setDaemon(true);
        thread.start();
    }
}
