package io.weir.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.basic.ListSource;
import io.weir.engine.job.Job;
import io.weir.engine.job.Weir;
import io.weir.error.WeirException;
import io.weir.pipeline.Pipeline;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.Assertions;

/** A whole job that writes a list to a sink. */
record SinkRun(Path directory) {

    <T> void write(JdbcSink<T> sink, List<T> records) throws Exception {
        try (Job job = Weir.local(directory).start(pipeline(sink, records))) {
            job.join();
        }
    }

    static <T> Pipeline pipeline(JdbcSink<T> sink, List<T> records) {
        return Pipeline.named("test")
                .source("list", ListSource.of(records))
                .sink("out", sink)
                .build();
    }

    /** Runs a job that must fail, and returns what it said. */
    <T> String failure(String code, JdbcSink<T> sink, List<T> records) {
        Throwable thrown = Assertions.catchThrowable(() -> write(sink, records));
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof WeirException known && known.code().equals(code)) {
                return known.getMessage();
            }
        }
        assertThat(thrown).as("an error with code " + code).isNull();
        throw new AssertionError("the job came to its end, and should have failed with " + code);
    }
}
