package io.weir.cli.transactions;

import io.weir.basic.MemorySink;
import io.weir.basic.MemoryTransaction;
import io.weir.runtime.JobId;
import io.weir.runtime.StageContext;
import io.weir.serde.Serde;
import io.weir.sink.Committer;
import io.weir.sink.InspectableSink;
import io.weir.sink.Sink;
import io.weir.sink.SinkInspection;
import io.weir.sink.SinkWriter;
import java.io.IOException;

/** Writes to memory, and does not answer questions while it is down. */
record NamesSink(MemorySink<String> memory)
        implements Sink<String, MemoryTransaction>, InspectableSink<MemoryTransaction> {

    @Override
    public SinkInspection<MemoryTransaction> inspect(JobId jobId, String stageName) throws Exception {
        if (NamesPipeline.isDown) {
            throw new IOException("it is down");
        }
        return memory.inspect(jobId, stageName);
    }

    @Override
    public Committer<MemoryTransaction> createCommitter(StageContext context) {
        return memory.createCommitter(context);
    }

    @Override
    public SinkWriter<String, MemoryTransaction> createWriter(StageContext context) {
        return memory.createWriter(context);
    }

    @Override
    public Serde<MemoryTransaction> committableSerde() {
        return memory.committableSerde();
    }
}
