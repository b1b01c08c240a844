package io.weir.s3;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Stands between a client and a real server, and lets a chosen call go wrong: its first try, or all of them. What it knows a call by is what the SDK writes into each try of it.
 *
 * <p>Threading: Thread-safe.
 */
final class FaultProxy implements AutoCloseable {

    enum Fault {
        /** The connection ends, and the request has not got through. */
        RESET_BEFORE,
        /** The request has got through, and the connection ends before the answer. */
        RESET_AFTER,
        /** The server says that it has failed, and has done nothing. */
        ERROR,
        /** The server says that it has failed, and has done what it was asked to. */
        ERROR_AFTER,
        /** The server says that it is overloaded; the request gets through all the same, and only when the next call comes. */
        LATE
    }

    private static final Set<String> NOT_FORWARDED =
            Set.of("host", "connection", "content-length", "expect", "upgrade", "transfer-encoding", "date");

    private final HttpServer proxy;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "fault-proxy");
        thread.setDaemon(true);
        return thread;
    });
    private final HttpClient client = HttpClient.newHttpClient();
    private final URI server;

    private int callCount;
    private int faultAt = -1;
    private Fault fault = Fault.ERROR;
    private boolean lasting;
    private String faultyCall = "";
    private int faultCount;
    private HttpRequest late;

    FaultProxy(URI server) throws IOException {
        this.server = server;
        proxy = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        proxy.createContext("/", this::handle);
        proxy.setExecutor(threads);
        proxy.start();
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + proxy.getAddress().getPort());
    }

    /** Lets the call with that index, counted from now, go wrong. */
    synchronized void failAt(int call, Fault kind, boolean everyTry) {
        callCount = 0;
        faultAt = call;
        fault = kind;
        lasting = everyTry;
        faultyCall = "";
        faultCount = 0;
        late = null;
    }

    /** Returns how many tries have gone wrong. */
    synchronized int faultCount() {
        return faultCount;
    }

    @Override
    public void close() {
        proxy.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            HttpRequest request = request(exchange, body);
            HttpRequest before;
            boolean faulty;
            synchronized (this) {
                faulty = isFaulty(exchange.getRequestHeaders().getFirst("amz-sdk-invocation-id"));
                before = late;
                late = faulty && fault == Fault.LATE ? request : null;
            }
            if (before != null && !faulty) {
                send(before);
            }
            if (!faulty) {
                answer(exchange, send(request));
                return;
            }
            switch (fault) {
                case RESET_BEFORE -> {}
                case RESET_AFTER -> send(request);
                case ERROR -> fail(exchange, 500);
                case ERROR_AFTER -> {
                    send(request);
                    fail(exchange, 500);
                }
                case LATE -> fail(exchange, 503);
            }
        }
    }

    private boolean isFaulty(String call) {
        if (call.equals(faultyCall)) {
            faultCount += lasting ? 1 : 0;
            return lasting;
        }
        if (callCount++ == faultAt) {
            faultyCall = call;
            faultCount++;
            return true;
        }
        return false;
    }

    private HttpRequest request(HttpExchange exchange, byte[] body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        server.resolve(exchange.getRequestURI().toString()))
                .method(
                        exchange.getRequestMethod(),
                        body.length == 0 && !exchange.getRequestMethod().equals("PUT")
                                ? BodyPublishers.noBody()
                                : BodyPublishers.ofByteArray(body));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!NOT_FORWARDED.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
            }
        });
        return request.build();
    }

    private HttpResponse<byte[]> send(HttpRequest request) throws IOException {
        try {
            return client.send(request, BodyHandlers.ofByteArray());
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private static void answer(HttpExchange exchange, HttpResponse<byte[]> response) throws IOException {
        response.headers().map().forEach((name, values) -> {
            if (!NOT_FORWARDED.contains(name.toLowerCase(Locale.ROOT))) {
                exchange.getResponseHeaders().put(name, List.copyOf(values));
            }
        });
        byte[] body = response.body();
        exchange.sendResponseHeaders(response.statusCode(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    private static void fail(HttpExchange exchange, int status) throws IOException {
        exchange.sendResponseHeaders(status, -1);
    }
}
