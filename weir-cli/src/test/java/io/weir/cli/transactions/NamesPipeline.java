package io.weir.cli.transactions;

import io.weir.basic.ListSource;
import io.weir.basic.MemorySink;
import io.weir.basic.MemoryStore;
import io.weir.engine.job.RestartStrategy;
import io.weir.engine.job.Weir;
import io.weir.pipeline.Pipeline;
import java.nio.file.Path;
import java.util.List;

/** A user's class, whose outside system is in memory. */
public final class NamesPipeline {

    static MemoryStore<String> store = new MemoryStore<>();
    static Path directory = Path.of("");
    static boolean isDown;

    private NamesPipeline() {}

    public static Pipeline pipeline() {
        return Pipeline.named("names")
                .source("list", ListSource.of(List.of("a", "b")))
                .sink("out", new NamesSink(MemorySink.to(store)))
                .build();
    }

    public static Weir weir() {
        return Weir.local(directory).restartStrategy(RestartStrategy.none());
    }
}
