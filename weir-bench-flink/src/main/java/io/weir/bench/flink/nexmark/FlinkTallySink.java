package io.weir.bench.flink.nexmark;

import io.weir.bench.nexmark.Result;
import io.weir.bench.nexmark.ResultTally;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/**
 * Folds results into the run's checksum and drops them.
 *
 * <p>Threading: confined to its task.
 */
final class FlinkTallySink implements Sink<Result> {

    private static final long serialVersionUID = 1;

    @Override
    public SinkWriter<Result> createWriter(WriterInitContext context) {
        FlinkNexmark.Current current = FlinkNexmark.current();
        ResultTally tally = current.newTally();
        return new SinkWriter<>() {
            @Override
            public void write(Result result, Context writing) {
                tally.add(result);
            }

            @Override
            public void flush(boolean endOfInput) {
                current.clock().received();
            }

            @Override
            public void close() {}
        };
    }
}
