package io.weir.siege;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** A service of somebody else: takes what is posted to it, once for each idempotency key, and keeps it in a file of that name. It is killed, too. */
final class PostService {

    static final String KEY = "Idempotency-Key";

    private static final String TEMPORARY = ".";

    private PostService() {}

    /** Arguments: the port, and the directory. */
    public static void main(String[] args) throws IOException {
        Path directory = Files.createDirectories(Path.of(args[1]));
        HttpServer server = HttpServer.create(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(args[0])), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                take(exchange, directory);
                exchange.sendResponseHeaders(200, -1);
            }
        });
        server.start();
    }

    private static void take(HttpExchange exchange, Path directory) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        String key = URLEncoder.encode(exchange.getRequestHeaders().getFirst(KEY), StandardCharsets.UTF_8);
        Path kept = directory.resolve(key);
        if (Files.exists(kept)) {
            return;
        }
        Path temporary = directory.resolve(TEMPORARY + key);
        try (FileChannel channel = FileChannel.open(
                temporary, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(body));
            channel.force(true);
        }
        Files.move(temporary, kept, StandardCopyOption.ATOMIC_MOVE);
    }

    static boolean isTemporary(Path file) {
        return file.getFileName().toString().startsWith(TEMPORARY);
    }
}
