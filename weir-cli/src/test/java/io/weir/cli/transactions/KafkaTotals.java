package io.weir.cli.transactions;

import io.weir.basic.GeneratorSource;
import io.weir.kafka.KafkaSink;
import io.weir.pipeline.Pipeline;
import java.time.Duration;

/** A user's class with a Kafka sink, whose address the command line names. */
public final class KafkaTotals {

    static final int COUNT = 300;

    private KafkaTotals() {}

    public static Pipeline pipeline(String bootstrapServers) {
        return writing("numbers", KafkaSink.strings("numbers").bootstrapServers(bootstrapServers));
    }

    private static Pipeline writing(String name, KafkaSink<String> sink) {
        return Pipeline.named(name)
                .source(
                        "generated",
                        GeneratorSource.of(Long::toString).count(COUNT).ratePerSecond(200))
                .sink("out", sink)
                .build();
    }

    /** Its settings are wrong in several ways. */
    public static final class Wrong {

        private Wrong() {}

        public static Pipeline pipeline(String bootstrapServers) {
            return writing(
                    "wrong",
                    KafkaSink.strings("nowhere")
                            .transactionTimeout(Duration.ofHours(1))
                            .bootstrapServers(bootstrapServers));
        }
    }
}
