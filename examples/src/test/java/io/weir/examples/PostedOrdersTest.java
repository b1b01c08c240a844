package io.weir.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.weir.basic.MemorySink;
import io.weir.basic.MemoryStore;
import io.weir.engine.job.Job;
import io.weir.engine.job.JobState;
import io.weir.engine.job.RestartStrategy;
import io.weir.engine.job.Weir;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostedOrdersTest {

    /** Takes each idempotency key once. Every third request is refused for now, every fourth is taken and never answered. */
    private static final class Service implements AutoCloseable {
        private final HttpServer server;
        private final Set<String> keys = new HashSet<>();
        private final List<String> orders = new ArrayList<>();
        private int requestCount;

        Service() throws IOException {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/orders", this::take);
            server.start();
        }

        URI address() {
            return URI.create("http://" + server.getAddress().getHostString() + ":"
                    + server.getAddress().getPort() + "/orders");
        }

        private synchronized void take(HttpExchange exchange) throws IOException {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            requestCount++;
            boolean busy = requestCount % 3 == 0;
            if (!busy && keys.add(exchange.getRequestHeaders().getFirst("Idempotency-Key"))) {
                orders.addAll(body.lines().toList());
            }
            if (busy || requestCount % 4 != 0) {
                exchange.sendResponseHeaders(busy ? 503 : 200, -1);
            }
            exchange.close();
        }

        synchronized List<String> orders() {
            return List.copyOf(orders);
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }

    @Test
    void everyOrderIsPostedOnceAlthoughRequestsFailAndAnswersAreLost(@TempDir Path directory) throws Exception {
        MemoryStore<String> refused = new MemoryStore<>();
        try (Service service = new Service();
                Job job = Weir.local(directory)
                        .checkpointInterval(Duration.ofMillis(20))
                        .restartStrategy(RestartStrategy.fixedDelay(1000, Duration.ofMillis(5)))
                        .start(PostedOrders.pipeline(
                                300, PostedOrders.sink(service.address()), MemorySink.to(refused)))) {
            assertThat(job.join().state()).isEqualTo(JobState.FINISHED);
            assertThat(service.orders())
                    .containsExactlyElementsOf(LongStream.range(0, 300)
                            .filter(i -> i % 50 != 0)
                            .mapToObj(i -> new PostedOrders.Order(i, "customer-" + i % 7, i % 50 - 1).toString())
                            .toList());
        }
        assertThat(refused.committed())
                .hasSize(6)
                .allSatisfy(line -> assertThat(line)
                        .contains("\"stage\":\"service\",\"step\":\"WRITE\"")
                        .contains("an order of a negative amount"));
    }
}
