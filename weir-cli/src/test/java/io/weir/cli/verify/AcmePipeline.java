package io.weir.cli.verify;

import io.weir.kafka.KafkaSink;
import io.weir.kafka.KafkaSource;
import io.weir.pipeline.Pipeline;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Pipelines as a user may have them. */
public final class AcmePipeline {

    private static final int RECORDS = 4_000;
    private static final int CUSTOMERS = 20;

    private AcmePipeline() {}

    record Payment(String customer, long cents) {}

    record Balance(String customer, long cents, long payments) {
        Balance plus(Payment payment) {
            return new Balance(payment.customer(), cents + payment.cents(), payments + 1);
        }
    }

    public static Pipeline pipeline(String bootstrapServers) {
        return Pipeline.named("acme")
                .source("payments", KafkaSource.json("payments", Payment.class).bootstrapServers(bootstrapServers))
                .keyBy(Payment::customer)
                .aggregate("balance", new Balance("", 0, 0), Balance::plus)
                .sink("balances", sink(bootstrapServers))
                .build();
    }

    public static Iterable<ProducerRecord<byte[], byte[]>> input() {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int i = 0; i < RECORDS; i++) {
            String customer = "c" + i % CUSTOMERS;
            String json = "{\"customer\":\"" + customer + "\",\"cents\":" + i + "}";
            records.add(new ProducerRecord<>(
                    "payments", customer.getBytes(StandardCharsets.UTF_8), json.getBytes(StandardCharsets.UTF_8)));
        }
        return records;
    }

    private static KafkaSink<Balance> sink(String bootstrapServers) {
        return KafkaSink.json("balances", Balance.class).key(Balance::customer).bootstrapServers(bootstrapServers);
    }

    /** Fails at one of its records, each time. */
    public static final class Failing {

        private Failing() {}

        public static Pipeline pipeline(String bootstrapServers) {
            return Pipeline.named("failing")
                    .source(
                            "payments",
                            KafkaSource.json("payments", Payment.class).bootstrapServers(bootstrapServers))
                    .map(Failing::balance)
                    .sink("balances", sink(bootstrapServers))
                    .build();
        }

        private static Balance balance(Payment payment) {
            if (payment.cents() == RECORDS / 2) {
                throw new IllegalArgumentException("a payment of " + payment.cents());
            }
            return new Balance(payment.customer(), payment.cents(), 1);
        }

        public static Iterable<ProducerRecord<byte[], byte[]>> input() {
            return AcmePipeline.input();
        }
    }

    /** Remembers what it does not declare as state: after a crash it has forgotten it. */
    public static final class Forgetful {

        private static final Map<String, Balance> BALANCES = new ConcurrentHashMap<>();

        private Forgetful() {}

        public static Pipeline pipeline(String bootstrapServers) {
            return Pipeline.named("forgetful")
                    .source(
                            "payments",
                            KafkaSource.json("payments", Payment.class).bootstrapServers(bootstrapServers))
                    .map(payment -> BALANCES.merge(
                            payment.customer(),
                            new Balance(payment.customer(), payment.cents(), 1),
                            (before, first) -> before.plus(payment)))
                    .sink("balances", sink(bootstrapServers))
                    .build();
        }

        public static Iterable<ProducerRecord<byte[], byte[]>> input() {
            return AcmePipeline.input();
        }
    }
}
