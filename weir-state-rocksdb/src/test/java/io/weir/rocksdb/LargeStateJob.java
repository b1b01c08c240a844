package io.weir.rocksdb;

import io.weir.basic.DiscardSink;
import io.weir.basic.GeneratorSource;
import io.weir.engine.job.Job;
import io.weir.engine.job.Receipt;
import io.weir.engine.job.RestartStrategy;
import io.weir.engine.job.Weir;
import io.weir.pipeline.Pipeline;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A process with a job whose state is much larger than its heap: each of its keys has some kilobytes, which are looked at and changed once a round. It ends with status 0 if
 * what was found was always what the rounds before had left.
 */
final class LargeStateJob {

    private LargeStateJob() {}

    /** What a key has: how many rounds it has seen, and something large that follows from it. */
    record Held(long rounds, String text) {

        static Held after(long key, long rounds, int size) {
            String unit = key + ":" + rounds + ",";
            return new Held(rounds, unit.repeat(size / unit.length() + 1).substring(0, size));
        }
    }

    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[0]);
        long keys = Long.parseLong(arguments[1]);
        long count = Long.parseLong(arguments[2]);
        int size = Integer.parseInt(arguments[3]);
        AtomicLong first = new AtomicLong(-1);
        Pipeline pipeline = Pipeline.named("large")
                .source(
                        "numbers",
                        GeneratorSource.of(index -> index).count(count).splits(1))
                .map(number -> {
                    if (first.compareAndSet(-1, number)) {
                        System.out.println("from " + number);
                    }
                    if (number % 10_000 == 0) {
                        System.out.println("at " + number);
                    }
                    return number;
                })
                .keyByLong(number -> number % keys)
                .aggregate("held", new Held(0, ""), (held, number) -> {
                    long key = number % keys;
                    long round = number / keys;
                    Held expected = round == 0 ? new Held(0, "") : Held.after(key, round, size);
                    if (!held.equals(expected)) {
                        throw new IllegalStateException(
                                "key " + key + " has " + held.rounds() + " rounds in round " + round);
                    }
                    return Held.after(key, round + 1, size);
                })
                .sink("out", DiscardSink.create())
                .build();
        Weir weir = Weir.local(directory.resolve("checkpoints"))
                .restartStrategy(RestartStrategy.none())
                .stateBackend(RocksDbState.in(directory.resolve("scratch"))
                        .memory(32 << 20)
                        .keysInMemory(2048));
        try (Job job = weir.start(pipeline)) {
            Receipt receipt = job.join();
            System.out.println("ended " + receipt.state());
        }
    }
}
