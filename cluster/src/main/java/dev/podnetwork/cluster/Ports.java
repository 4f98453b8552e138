package dev.podnetwork.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/**
 * Ports that were free when they were chosen; somebody else may take one before its program binds it, so whoever uses them tries again.
 *
 * @param etcd clients of etcd
 * @param etcdPeer peers of etcd
 * @param api the API server
 * @param controllerManager health of the controller manager
 * @param scheduler health of the scheduler
 * @param kwok health of kwok
 */
record Ports(int etcd, int etcdPeer, int api, int controllerManager, int scheduler, int kwok) {

    static Ports free() {
        List<ServerSocket> held = new ArrayList<>();
        try {
            int[] port = new int[6];
            for (int i = 0; i < port.length; i++) {
                // All are held until all are chosen, so that no two are the same.
                held.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
                port[i] = held.get(i).getLocalPort();
            }
            return new Ports(port[0], port[1], port[2], port[3], port[4], port[5]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            held.forEach(Ports::close);
        }
    }

    private static void close(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
