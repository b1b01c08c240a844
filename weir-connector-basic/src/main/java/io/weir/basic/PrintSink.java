package io.weir.basic;

import io.weir.runtime.StageContext;
import io.weir.serde.Serde;
import io.weir.serde.Serdes;
import io.weir.sink.Committer;
import io.weir.sink.PreCommit;
import io.weir.sink.Sink;
import io.weir.sink.SinkWriter;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Prints each record on a line once its checkpoint is decided. For first steps.
 *
 * <p>At least once, not exactly once: a terminal cannot be asked what it shows, so after a crash the lines of the
 * checkpoint that was being printed come again. The lines between two barriers are kept in memory and in the
 * checkpoint.
 *
 * <p>Threading: Thread-safe.
 */
public final class PrintSink<T> implements Sink<T, List<String>> {

    private final PrintStream stream;

    private PrintSink(PrintStream stream) {
        this.stream = stream;
    }

    /** Prints to the standard output. */
    public static <T> PrintSink<T> toStandardOutput() {
        return to(System.out);
    }

    /** Prints to {@code stream}, which is not closed. */
    public static <T> PrintSink<T> to(PrintStream stream) {
        return new PrintSink<>(Objects.requireNonNull(stream, "stream"));
    }

    @Override
    public Committer<List<String>> createCommitter(StageContext context) {
        return new UnconditionalCommitter<>(this::print);
    }

    @Override
    public SinkWriter<T, List<String>> createWriter(StageContext context) {
        return new PrintWriter<>();
    }

    @Override
    public Serde<List<String>> committableSerde() {
        return Serdes.listOf(Serdes.strings());
    }

    private void print(List<String> lines) {
        lines.forEach(stream::println);
        stream.flush();
    }

    /** Threading: confined to its task. */
    private static final class PrintWriter<T> implements SinkWriter<T, List<String>> {

        private List<String> lines = new ArrayList<>();

        @Override
        public void write(T value, long timestamp) {
            lines.add(String.valueOf(value));
        }

        @Override
        public void prepareCommit(long checkpointId, PreCommit<List<String>> preCommit) {
            List<String> sealed = lines;
            lines = new ArrayList<>();
            preCommit.complete(sealed.isEmpty() ? List.of() : List.of(List.copyOf(sealed)));
        }

        @Override
        public void close() {
            lines = List.of();
        }
    }
}
