package io.weir.engine.simulation;

import io.weir.runtime.StageContext;
import io.weir.serde.Serde;
import io.weir.sink.Committer;
import io.weir.sink.PreCommit;
import io.weir.sink.RefusedRecordException;
import io.weir.sink.Sink;
import io.weir.sink.SinkWriter;
import java.util.function.Predicate;

/** A sink that refuses some records. */
record RefusingSink<T, C>(Sink<T, C> sink, Predicate<T> refused) implements Sink<T, C> {

    @Override
    public Committer<C> createCommitter(StageContext context) throws Exception {
        return sink.createCommitter(context);
    }

    @Override
    public SinkWriter<T, C> createWriter(StageContext context) {
        SinkWriter<T, C> writer = sink.createWriter(context);
        return new SinkWriter<>() {
            @Override
            public void write(T value, long timestamp) {
                if (refused.test(value)) {
                    throw new RefusedRecordException("refused " + value);
                }
                writer.write(value, timestamp);
            }

            @Override
            public void prepareCommit(long checkpointId, PreCommit<C> preCommit) {
                writer.prepareCommit(checkpointId, preCommit);
            }

            @Override
            public void close() {
                writer.close();
            }
        };
    }

    @Override
    public Serde<C> committableSerde() {
        return sink.committableSerde();
    }
}
