package io.weir.database;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Chooses ports of the loopback interface that are free at the moment. Another process may still take one
 * before the server does: whoever uses the port must be ready to choose again.
 *
 * <p>The ports lie below those that operating systems hand to outgoing connections (Linux: 32768 and above;
 * others: 49152). Such a port could be taken while a killed server is down, even by its own client: one that
 * keeps trying to connect to a closed port of 127.0.0.1 sooner or later connects to itself, and holds the port.
 *
 * <p>Threading: Thread-safe.
 */
final class LoopbackPorts {

    /** The one address of this module: 127.0.0.1, and not the name localhost, which may mean ::1. */
    static final String HOST = "127.0.0.1";

    private static final int PORT_FIRST = 10_000;
    private static final int PORT_LAST = 32_767;

    /** With fewer than half of the ports taken, a thousand draws all fail once in 2^1000. */
    private static final int ATTEMPTS_MAX = 1_000;

    private LoopbackPorts() {}

    static int free() {
        for (int attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(PORT_FIRST, PORT_LAST + 1);
            if (isFree(port)) {
                return port;
            }
        }
        throw new DatabaseServerException(
                "no free port: host=" + HOST + ", first=" + PORT_FIRST + ", last=" + PORT_LAST);
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getByName(HOST), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
