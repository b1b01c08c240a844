package io.weir.engine.inspect;

import io.weir.basic.MemorySink;
import io.weir.basic.MemoryTransaction;
import io.weir.error.WeirException;
import io.weir.runtime.JobId;
import io.weir.runtime.StageContext;
import io.weir.serde.Serde;
import io.weir.sink.CommitEvidence;
import io.weir.sink.CommitRequest;
import io.weir.sink.Committer;
import io.weir.sink.InspectableSink;
import io.weir.sink.OutsideTransaction;
import io.weir.sink.Sink;
import io.weir.sink.SinkInspection;
import io.weir.sink.SinkWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A sink in memory that shows orphans as a test says, and does not answer if it says so.
 *
 * @param broken names of methods of its view that throw what they should not
 */
record ShownSink<T>(MemorySink<T> sink, List<String> orphans, List<String> down, List<String> broken)
        implements Sink<T, MemoryTransaction>, InspectableSink<MemoryTransaction> {

    @Override
    public Committer<MemoryTransaction> createCommitter(StageContext context) {
        return sink.createCommitter(context);
    }

    @Override
    public SinkWriter<T, MemoryTransaction> createWriter(StageContext context) {
        return sink.createWriter(context);
    }

    @Override
    public Serde<MemoryTransaction> committableSerde() {
        return sink.committableSerde();
    }

    @Override
    public SinkInspection<MemoryTransaction> inspect(JobId jobId, String stageName) {
        if (!down.isEmpty()) {
            throw WeirException.external("shown-sink-down", "no answer", down.get(0), "wait", null);
        }
        SinkInspection<MemoryTransaction> real = sink.inspect(jobId, stageName);
        return new SinkInspection<>() {
            @Override
            public List<OutsideTransaction> open() throws Exception {
                requireSound("open");
                List<OutsideTransaction> open = new ArrayList<>(real.open());
                orphans.forEach(id -> open.add(new OutsideTransaction(id, 0, "open", "")));
                return open;
            }

            @Override
            public Optional<String> transactionOf(MemoryTransaction committable) {
                requireSound("transactionOf");
                return real.transactionOf(committable);
            }

            @Override
            public CommitEvidence evidence(CommitRequest<MemoryTransaction> request) throws Exception {
                requireSound("evidence");
                return real.evidence(request);
            }

            @Override
            public void abort(String transactionId) throws Exception {
                if (!orphans.remove(transactionId)) {
                    real.abort(transactionId);
                }
            }

            @Override
            public void close() {
                real.close();
                requireSound("close");
            }
        };
    }

    private void requireSound(String method) {
        if (broken.contains(method)) {
            throw new IllegalStateException(method + " is broken");
        }
    }
}
