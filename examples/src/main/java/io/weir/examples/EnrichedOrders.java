package io.weir.examples;

import io.weir.async.AsyncRetryStrategy;
import io.weir.async.AsyncSettings;
import io.weir.basic.GeneratorSource;
import io.weir.basic.PrintSink;
import io.weir.engine.job.Job;
import io.weir.engine.job.Weir;
import io.weir.pipeline.Pipeline;
import io.weir.sink.Sink;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Joins orders with what a slow service knows of their customers: many requests are under way at a time, and the orders stay in order. */
public final class EnrichedOrders {

    record Order(long id, String customer, long cents) {}

    record Customer(String id, String city) {}

    record EnrichedOrder(long id, String customer, String city, long cents) {}

    private EnrichedOrders() {}

    public static void main(String[] args) throws InterruptedException {
        try (CustomerService service = new CustomerService();
                Job job = Weir.local(Path.of("checkpoints-enriched-orders"))
                        .start(pipeline(200, service, PrintSink.toStandardOutput()))) {
            System.out.println(job.join());
        }
    }

    static Pipeline pipeline(int count, CustomerService service, Sink<EnrichedOrder, ?> sink) {
        AsyncSettings settings = AsyncSettings.ordered(Duration.ofSeconds(10))
                .capacity(50)
                .retry(AsyncRetryStrategy.fixedDelay(3, Duration.ofMillis(200)));
        return Pipeline.named("enriched-orders")
                .source(
                        "orders",
                        GeneratorSource.<Order>of(i -> new Order(i, "customer-" + i % 7, 100 + i))
                                .count(count))
                .lookupJoin("customers", settings, Order::customer, service::find, EnrichedOrders::join)
                .sink("enriched", sink)
                .build();
    }

    private static EnrichedOrder join(Order order, Optional<Customer> customer) {
        return new EnrichedOrder(
                order.id(), order.customer(), customer.map(Customer::city).orElse("unknown"), order.cents());
    }

    /** Stands in for a database or a web service with a client that does not block: knows most customers, and takes its time. */
    static final class CustomerService implements AutoCloseable {

        private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(1);

        CompletionStage<Optional<Customer>> find(String id) {
            CompletableFuture<Optional<Customer>> answer = new CompletableFuture<>();
            Optional<Customer> customer =
                    id.endsWith("0") ? Optional.empty() : Optional.of(new Customer(id, "city-" + id.hashCode() % 3));
            var unused = timer.schedule(() -> answer.complete(customer), 20, TimeUnit.MILLISECONDS);
            return answer;
        }

        @Override
        public void close() {
            timer.shutdownNow();
        }
    }
}
