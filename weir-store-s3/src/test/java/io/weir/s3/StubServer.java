package io.weir.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server that answers requests one after another as it was told to, and notes them. The last answer is that to all further requests. */
final class StubServer implements AutoCloseable {

    private final HttpServer server;
    private final List<Answer> answers;
    private final List<Request> requests = new CopyOnWriteArrayList<>();

    /** What it was asked. */
    record Request(String method, String pathAndQuery, Headers headers) {}

    /** What it says. */
    record Answer(int status, String body, int length) {

        static final Answer OK = new Answer(200, "");

        Answer(int status, String body) {
            this(status, body, body.getBytes(UTF_8).length);
        }

        /** A body that is shorter than it was said to be, and then nothing. */
        static Answer cutOff(String body, int length) {
            return new Answer(200, body, length);
        }

        /** An error as S3 tells it, with more of it than anybody should repeat. */
        static Answer error(int status, String code) {
            return new Answer(
                    status,
                    "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>" + code + "</Code><Message>It is " + code
                            + "</Message><AWSAccessKeyId>AKIATEST</AWSAccessKeyId><StringToSign>" + Servers.SECRET
                            + "</StringToSign><RequestId>1</RequestId></Error>");
        }
    }

    private StubServer(HttpServer server, List<Answer> answers) {
        this.server = server;
        this.answers = List.copyOf(answers);
    }

    static StubServer answering(Answer... answers) throws IOException {
        HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        StubServer stub = new StubServer(http, List.of(answers));
        http.createContext("/", stub::answer);
        http.start();
        return stub;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            requests.add(new Request(
                    exchange.getRequestMethod(), exchange.getRequestURI().toString(), exchange.getRequestHeaders()));
            Answer answer = answers.get(Math.min(requests.size(), answers.size()) - 1);
            byte[] body = answer.body().getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/xml");
            exchange.sendResponseHeaders(answer.status(), answer.length() == 0 ? -1 : answer.length());
            exchange.getResponseBody().write(body);
        }
    }

    List<Request> requests() {
        return requests;
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    S3CheckpointStore store() {
        return S3CheckpointStore.of(Servers.BUCKET, "job").endpoint(endpoint()).credentials(Servers.CREDENTIALS);
    }

    /** Returns the bucket as a store makes its requests of it. */
    Bucket bucket() {
        return store().bucket();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
