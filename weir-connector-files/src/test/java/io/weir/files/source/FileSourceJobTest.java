package io.weir.files.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.basic.MemorySink;
import io.weir.basic.MemoryStore;
import io.weir.deadletter.DeadLetter;
import io.weir.engine.job.Job;
import io.weir.engine.job.Weir;
import io.weir.graph.OutputTag;
import io.weir.pipeline.Pipeline;
import io.weir.pipeline.PipelineBuilder;
import io.weir.pipeline.Stream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The source in whole jobs of the real engine. */
class FileSourceJobTest {

    private static final long DAY = 86_400_000;

    record Item(int id) {}

    @TempDir
    Path directory;

    @Test
    void aJobThatForgetsFilesReadsEachOnceOverRestarts() throws Exception {
        MemoryStore<String> store = new MemoryStore<>();
        FileSource<String> source = FileSource.lines(in())
                .watch(Duration.ofMillis(5))
                .settleTime(Duration.ZERO)
                .forgetAfter(Duration.ofDays(1));
        for (int round = 0; round < 4; round++) {
            Path file = in().resolve("file-" + round);
            byte[] line = ("line-" + round + "\n").getBytes(StandardCharsets.UTF_8);
            Inputs.write(file, line, 2 * DAY * (round + 1));
            try (Job job = start(Pipeline.named("lines")
                    .source("in", source)
                    .sink("out", MemorySink.to(store))
                    .build())) {
                await(store, round + 1);
                job.stop();
                job.join(60, TimeUnit.SECONDS);
            }
        }
        assertThat(store.committed()).containsExactly("line-0", "line-1", "line-2", "line-3");
    }

    @Test
    void whatCannotBeDecodedGoesToASinkOfItsOwn() throws Exception {
        Inputs.write(in().resolve("a.jsonl"), "{\"id\":1}\nnonsense\n{\"id\":2}\n");
        MemoryStore<Item> items = new MemoryStore<>();
        MemoryStore<String> rejected = new MemoryStore<>();
        OutputTag<DeadLetter> bad = OutputTag.of("bad", DeadLetter.class);
        PipelineBuilder builder = Pipeline.named("items");
        Stream<Item> stream =
                builder.source("in", FileSource.jsonLines(in(), Item.class)).onError(bad);
        stream.sink("items", MemorySink.to(items));
        stream.sideOutput(bad).map(DeadLetter::origin).sink("rejected", MemorySink.to(rejected));
        start(builder.build()).join(60, TimeUnit.SECONDS);
        assertThat(items.committed()).containsExactly(new Item(1), new Item(2));
        assertThat(rejected.committed()).containsExactly("file=" + in().resolve("a.jsonl") + ", line=2, byte=9");
    }

    private static void await(MemoryStore<?> store, int count) {
        long startNanos = System.nanoTime();
        while (store.committedCount() < count) {
            assertThat(System.nanoTime() - startNanos).isLessThan(TimeUnit.SECONDS.toNanos(60));
            Thread.onSpinWait();
        }
    }

    private Job start(Pipeline pipeline) {
        return Weir.local(directory.resolve("checkpoints"))
                .checkpointInterval(Duration.ofMillis(10))
                .start(pipeline);
    }

    private Path in() {
        return directory.resolve("in");
    }
}
