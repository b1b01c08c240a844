package io.weir.proof.conformance.postgres;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.SocketFactory;

/**
 * Makes the driver's sockets and keeps the last one, so that a test can cut a connection as a network does. The driver makes an instance by its name.
 *
 * <p>Threading: thread-confined: each thread has its own last socket.
 */
public final class KeptSockets extends SocketFactory {

    private static final ThreadLocal<Socket> LAST = new ThreadLocal<>();

    /** Returns the socket of the connection that this thread opened last. */
    static Socket last() {
        return LAST.get();
    }

    @Override
    public Socket createSocket() {
        Socket socket = new Socket();
        LAST.set(socket);
        return socket;
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        throw unconnected();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        throw unconnected();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        throw unconnected();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) throws IOException {
        throw unconnected();
    }

    private static IOException unconnected() {
        return new IOException("the driver connects its sockets itself");
    }
}
