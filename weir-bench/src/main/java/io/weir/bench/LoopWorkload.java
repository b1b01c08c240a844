package io.weir.bench;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;

/**
 * A loop in one thread, with no engine. At the interval it writes its position and what changed in its state to a file, and syncs it: the least that a
 * program must do that wants to go on after a crash.
 *
 * <p>Threading: confined to the thread that measures; the loop has its own.
 */
final class LoopWorkload implements Workload {

    /** As many records as Weir's sources are asked for at once. */
    private static final int CHUNK_SIZE = 1_024;

    private final LoopBody body;
    private final Expected expected;
    private final Duration interval;
    private final Path directory;
    private final Marks marks = new Marks();
    private final Pauses pauses = new Pauses();
    private final FutureTask<Long> loop = new FutureTask<>(this::loop);

    /** Outside the heap, from where it is written without a copy. */
    private ByteBuffer bytes = buffer(0);

    private long startNanos;
    private long endNanos;
    private long checkpointCount;
    private volatile boolean stopping;

    /** @param directory where the file is made */
    LoopWorkload(LoopBody body, Expected expected, Duration interval, Path directory) {
        this.body = body;
        this.expected = expected;
        this.interval = interval;
        this.directory = directory;
    }

    @Override
    public String settings() {
        return "loop: one thread; position and changed state to a local file that is synced";
    }

    @Override
    public void start() {
        new Thread(loop, "loop").start();
    }

    @Override
    public void stop() throws Exception {
        stopping = true;
        long position = loop.get();
        expected.check(List.of(position), body.tally());
    }

    @Override
    public List<Marks> marks() {
        return List.of(marks);
    }

    @Override
    public Map<Figure, Double> observations() {
        Map<Figure, Double> figures = new EnumMap<>(pauses.figures());
        figures.put(Figure.CHECKPOINTS, checkpointCount * 1e9 / (endNanos - startNanos));
        return figures;
    }

    private long loop() throws Exception {
        try (FileChannel file =
                FileChannel.open(directory.resolve("loop"), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            startNanos = System.nanoTime();
            long dueNanos = startNanos + interval.toNanos();
            long index = 0;
            while (!stopping) {
                body.run(index, CHUNK_SIZE);
                index += CHUNK_SIZE;
                if (System.nanoTime() - dueNanos >= 0) {
                    dueNanos += interval.toNanos();
                    pauses.begin();
                    checkpoint(file, index);
                    pauses.end();
                    marks.add(System.nanoTime(), index);
                }
            }
            endNanos = System.nanoTime();
            return index;
        }
    }

    private void checkpoint(FileChannel file, long index) throws Exception {
        int size = Long.BYTES + body.savedSize();
        if (bytes.capacity() < size) {
            bytes = buffer(size + size / 8);
        }
        bytes.clear();
        bytes.putLong(index);
        body.save(bytes);
        bytes.flip();
        while (bytes.hasRemaining()) {
            file.write(bytes);
        }
        file.force(false);
        checkpointCount++;
    }

    private static ByteBuffer buffer(int size) {
        return ByteBuffer.allocateDirect(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
