package io.weir.siege;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.inspect.CheckpointDirectory;
import io.weir.engine.inspect.StoredCheckpoint;
import io.weir.examples.OrdersEverywhere;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The example with several sinks, killed by SIGKILL again and again, and its broker and its PostgreSQL too; in the end, and after each blow, plain clients find each
 * order that the source has given once in every sink, or not yet.
 */
class ExampleIT {

    @Test
    void everyOrderIsOnceInEverySinkWhateverIsKilled(@TempDir Path directory) throws Exception {
        Path log = directory.resolve("job.log");
        try (ExampleFortress fortress = new ExampleFortress(directory);
                ShopOrderProducer producer = new ShopOrderProducer(fortress.brokers(), ExampleFortress.ORDERS)) {
            List<String> arguments = fortress.arguments(directory);
            try (Siege siege =
                    new Siege(fortress, () -> JobProcess.start(log, OrdersEverywhere.class.getName(), arguments))) {
                try {
                    siege.run(Siege.SERVER_KILLS);
                    long count = producer.end();
                    siege.awaitVisible(ShopOrder.readableCount(count));
                    JobProcess job = siege.job();
                    job.terminate();
                    assertThat(job.runsAfter(Siege.PATIENCE.toMillis()))
                            .as("%s", job.logTail())
                            .isFalse();
                    fortress.requireAll(count);
                    StoredCheckpoint last = CheckpointDirectory.of(directory.resolve("checkpoints"))
                            .last();
                    assertThat(last.committedCheckpoint()).isEqualTo(last.id());
                    System.out.println("EXAMPLE: " + Siege.dealt(Siege.SERVER_KILLS) + ", orders=" + count);
                } catch (Throwable e) {
                    e.addSuppressed(new AssertionError(Siege.dealt(Siege.SERVER_KILLS) + ", the job's log ends:\n"
                            + siege.job().logTail()));
                    throw e;
                }
            }
        }
    }
}
