package io.weir.avro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.basic.GeneratorSource;
import io.weir.basic.MemorySink;
import io.weir.basic.MemoryStore;
import io.weir.engine.job.Job;
import io.weir.engine.job.Weir;
import io.weir.graph.Collector;
import io.weir.graph.KeyedProcessFunction;
import io.weir.pipeline.Pipeline;
import io.weir.state.ListState;
import io.weir.state.MapState;
import io.weir.state.StateRegistry;
import io.weir.state.ValueState;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A job keeps its state as Avro records, dies again and again, and goes on with a newer version of them. */
class AvroJobTest {

    private static final int KEYS = 7;

    @TempDir
    Path directory;

    private final MemoryStore<String> output = new MemoryStore<>();

    @Test
    void stateOfEveryKindSurvivesDeathsAndANewerSchema() throws Exception {
        for (Schema schema : new Schema[] {Orders.V1, Orders.V1, Orders.V2, Orders.V2}) {
            runAndDie(schema, output.committed().size() + 500);
        }
        assertThat(output.committed())
                .hasSizeGreaterThanOrEqualTo(2000)
                .doesNotHaveDuplicates()
                .allMatch(text -> text.endsWith(" ok"));
    }

    @Test
    void anOlderSchemaIsRefusedBeforeAnyRecordIsRead() throws Exception {
        runAndDie(Orders.V2, 100);
        try (Job job = Weir.local(directory).start(pipeline(Orders.V1))) {
            assertThatThrownBy(job::join)
                    .hasMessageContaining("[incompatible-state]")
                    .hasMessageContaining("at .cents: stored as long, declared as int");
        }
    }

    /** The job is closed in the middle of its work: what is not decided by then never was. */
    private void runAndDie(Schema schema, int committedCount) throws Exception {
        Job job = Weir.local(directory).checkpointInterval(Duration.ofMillis(5)).start(pipeline(schema));
        try {
            assertThat(output.awaitCommitted(committedCount, Duration.ofSeconds(60)))
                    .isTrue();
        } finally {
            job.close();
        }
    }

    private Pipeline pipeline(Schema schema) {
        return Pipeline.named("avro")
                .source("numbers", GeneratorSource.of(index -> index).ratePerSecond(5_000))
                .keyBy(number -> "key" + number % KEYS)
                .process("check", () -> new Checking(schema))
                .sink("out", MemorySink.to(output))
                .build();
    }

    /** Each record checks that its key's state is what the records before it must have left there. */
    private static final class Checking implements KeyedProcessFunction<String, Long, String> {
        private final Schema schema;
        private ValueState<GenericRecord> last;
        private ListState<GenericRecord> all;
        private MapState<GenericRecord, GenericRecord> byKey;

        Checking(Schema schema) {
            this.schema = schema;
        }

        @Override
        public void open(StateRegistry states) {
            AvroSerde<GenericRecord> serde = AvroSerde.generic(schema);
            last = states.valueState("last", serde);
            all = states.listState("all", serde);
            byKey = states.mapState("byKey", AvroSerde.generic(Orders.V1), serde);
        }

        @Override
        public void process(Long number, Context<String> context, Collector<String> out) {
            long seenCount = number / KEYS;
            GenericRecord before = last.value();
            GenericRecord inMap = byKey.get(Orders.v1(context.key(), 0));
            boolean ok = all.get().size() == Math.min(seenCount, 3)
                    && (seenCount == 0
                            ? before == null && inMap == null
                            : isOf(number - KEYS, context.key(), before) && isOf(number - KEYS, context.key(), inMap));
            GenericRecord now = record(context.key(), number);
            last.update(now);
            byKey.put(Orders.v1(context.key(), 0), now);
            if (seenCount < 3) {
                all.add(now);
            }
            out.collect(number + (ok ? " ok" : " is wrong: " + before + ", " + inMap + ", " + all.get()));
        }

        private static boolean isOf(long number, String key, GenericRecord record) {
            return record != null
                    && key.equals(String.valueOf(record.get("customer")))
                    && ((Number) record.get("cents")).longValue() == number;
        }

        private GenericRecord record(String key, long number) {
            GenericRecordBuilder record = new GenericRecordBuilder(schema).set("customer", key);
            return schema.equals(Orders.V1)
                    ? record.set("cents", (int) number).build()
                    : record.set("cents", number).build();
        }
    }
}
