package io.weir.bench;

import io.weir.basic.DeliveryOutcome;
import io.weir.basic.WriteAheadSink;
import io.weir.sink.Sink;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;

/**
 * A file to which batches of 500 records are delivered, and flushed one by one: what a client that takes no time would make of it.
 *
 * <p>Threading: one call at a time.
 */
final class AheadOutput implements SinkOutput {

    private static final int BATCH_SIZE = 500;

    /** What a heap of 2 GiB has room for several times: it is also in the checkpoint, and in what that is written from. */
    private static final int BYTES_MAX = 256 << 20;

    private final Path file;
    private final BufferedWriter out;

    AheadOutput(Path file) throws IOException {
        this.file = file;
        this.out = Files.newBufferedWriter(file);
    }

    private void deliver(List<SinkRecord> records) throws IOException {
        for (SinkRecord record : records) {
            out.write(record.line());
            out.write('\n');
        }
        out.flush();
    }

    @Override
    public Sink<SinkRecord, ?> sink(SinkContender.Road road) {
        return WriteAheadSink.<SinkRecord>idempotent(SinkRecord.class, (records, id) -> {
                    deliver(records);
                    return DeliveryOutcome.DELIVERED;
                })
                .batchSize(BATCH_SIZE)
                .bytesMax(BYTES_MAX);
    }

    @Override
    public void writeByHand(LongFunction<SinkRecord> input, long count) throws IOException {
        List<SinkRecord> batch = new ArrayList<>(BATCH_SIZE);
        for (long id = 0; id < count; id++) {
            batch.add(input.apply(id));
            if (batch.size() == BATCH_SIZE) {
                deliver(batch);
                batch.clear();
            }
        }
        deliver(batch);
    }

    @Override
    public SinkTally tally() throws IOException {
        SinkTally tally = SinkTally.NONE;
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] fields = line.split(",");
                tally = tally.plus(Long.parseLong(fields[0]), Long.parseLong(fields[2]));
            }
        }
        return tally;
    }

    @Override
    public void close() throws IOException {
        out.close();
        Files.delete(file);
    }
}
