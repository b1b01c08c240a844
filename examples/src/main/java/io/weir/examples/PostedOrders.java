package io.weir.examples;

import io.weir.basic.Delivery;
import io.weir.basic.DeliveryOutcome;
import io.weir.basic.GeneratorSource;
import io.weir.basic.PrintSink;
import io.weir.basic.WriteAheadSink;
import io.weir.deadletter.DeadLetter;
import io.weir.deadletter.DeadLetterJson;
import io.weir.engine.job.Job;
import io.weir.engine.job.Weir;
import io.weir.graph.OutputTag;
import io.weir.pipeline.Pipeline;
import io.weir.sink.RefusedRecordException;
import io.weir.sink.Sink;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** Posts orders to a service over HTTP, exactly once: the service takes each idempotency key once. Orders that it would refuse go to a sink of their own. */
public final class PostedOrders {

    static final OutputTag<DeadLetter> REFUSED = OutputTag.of("refused", DeadLetter.class);

    record Order(long id, String customer, long cents) {}

    private PostedOrders() {}

    public static void main(String[] args) throws InterruptedException {
        URI service = URI.create(args.length == 0 ? "http://localhost:8080/orders" : args[0]);
        try (Job job = Weir.local(Path.of("checkpoints-posted-orders"))
                .start(pipeline(200, sink(service), PrintSink.toStandardOutput()))) {
            System.out.println(job.join());
        }
    }

    static Pipeline pipeline(int count, Sink<Order, ?> sink, Sink<? super String, ?> deadLetters) {
        return Pipeline.named("posted-orders")
                .source(
                        "orders",
                        GeneratorSource.of(i -> new Order(i, "customer-" + i % 7, i % 50 - 1))
                                .count(count))
                .sink("service", sink, REFUSED)
                .deadLetters(REFUSED)
                .map(DeadLetterJson::line)
                .sink("dead-letters", deadLetters)
                .build();
    }

    /** The whole connector. */
    static Sink<Order, ?> sink(URI service) {
        HttpClient client = HttpClient.newHttpClient();
        Delivery<Order> post = (orders, id) -> {
            HttpRequest request = HttpRequest.newBuilder(service)
                    .header("Idempotency-Key", id.idempotencyKey())
                    .POST(BodyPublishers.ofString(
                            orders.stream().map(Order::toString).collect(Collectors.joining("\n"))))
                    .build();
            int status = client.send(request, BodyHandlers.discarding()).statusCode();
            return status == 200 ? DeliveryOutcome.DELIVERED : DeliveryOutcome.retryLater("HTTP status " + status);
        };
        return WriteAheadSink.idempotent(Order.class, post).batchSize(20).check(order -> {
            if (order.cents() < 0) {
                throw new RefusedRecordException("an order of a negative amount");
            }
        });
    }
}
