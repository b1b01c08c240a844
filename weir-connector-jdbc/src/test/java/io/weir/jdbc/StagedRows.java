package io.weir.jdbc;

import io.weir.sink.PreCommit;
import io.weir.sink.SinkWriter;
import java.util.ArrayList;
import java.util.List;

/** The committables that a writer of an attempt hands over. */
record StagedRows(WriterContext context, JdbcSink<String> sink) {

    /** Returns one that holds these rows. */
    JdbcCommittable of(String... values) {
        List<JdbcCommittable> sealed = new ArrayList<>();
        try (SinkWriter<String, JdbcCommittable> writer = sink.createWriter(context)) {
            for (String value : values) {
                writer.write(value, 0);
            }
            writer.prepareCommit(1, new PreCommit<>() {
                @Override
                public void complete(List<JdbcCommittable> committables) {
                    sealed.addAll(committables);
                }

                @Override
                public void fail(Throwable cause) {
                    throw new AssertionError(cause);
                }
            });
        } catch (Exception e) {
            throw new AssertionError(e);
        }
        return sealed.get(0);
    }
}
