package io.weir.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.engine.inspect.CheckpointDirectory;
import io.weir.engine.journal.Journal;
import io.weir.engine.journal.JournalReader;
import io.weir.engine.journal.JournalStore;
import io.weir.engine.journal.JournalSummary;
import io.weir.engine.journal.ReadableStore;
import io.weir.engine.journal.RecoveredJob;
import io.weir.engine.journal.Savepoint;
import io.weir.engine.journal.SinkConfirmation;
import io.weir.engine.local.LocalJobDirectory;
import io.weir.error.WeirException;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A journal on a real server. */
class S3CheckpointStoreIT {

    @TempDir
    private Path directory;

    private static RecoveredJob recover(JournalStore store) {
        return Journal.recover(store, "orders", () -> "000000000000000a");
    }

    @Test
    void aJournalIsFoundAgainWithItsBasesAndWithoutWhatTheyReplace() throws IOException {
        S3CheckpointStore place = Servers.store("journal");
        try (JournalStore store = place.open("orders")) {
            Journal journal = recover(store).journal();
            for (long id = 1; id <= 9; id++) {
                journal.append(Checkpoints.of(id, 0));
                if (id % 4 == 0) {
                    journal.buildBase();
                }
            }
            journal.confirm(List.of(new SinkConfirmation("out", 9)));
            journal.close();
            assertThat(store.list().stream().filter(name -> name.startsWith("base-")))
                    .hasSize(1);
        }
        try (ReadableStore store = place.read()) {
            JournalSummary summary = CheckpointDirectory.of(store).summary();
            assertThat(summary.checkpoints()).hasSize(2);
            assertThat(summary.pendingCount()).isZero();
            assertThat(Checkpoints.state(JournalReader.last(store)))
                    .containsEntry("k0", "v9")
                    .containsEntry("k1", "v7")
                    .containsEntry("k2", "v8");
        }
        try (JournalStore store = place.open("orders")) {
            RecoveredJob job = recover(store);
            assertThat(job.checkpoint().checkpointId()).isEqualTo(9);
            assertThat(job.attempt()).isEqualTo(2);
            assertThat(store.list()).hasSize(3);
        }
    }

    @Test
    void aSavepointGoesToALocalDirectoryAndBack() {
        try (JournalStore store = Servers.store("from").open("orders");
                LocalJobDirectory local = LocalJobDirectory.open(directory.resolve("savepoint"), "savepoint");
                JournalStore back = Servers.store("back").open("orders")) {
            Journal journal = recover(store).journal();
            for (long id = 1; id <= 5; id++) {
                journal.append(Checkpoints.of(id, 0));
            }

            Savepoint.copy(store, local, null);
            Savepoint.copy(local, back, null);

            RecoveredJob job = recover(back);
            assertThat(job.checkpoint().checkpointId()).isEqualTo(5);
            assertThat(Checkpoints.state(job.checkpoint())).containsEntry("k2", "v5");
            assertThat(Checkpoints.pending(job.checkpoint())).containsExactly(1L, 2L, 3L, 4L, 5L);
            assertThatThrownBy(() -> Savepoint.copy(local, back, null)).hasMessageContaining("[savepoint-exists]");
        }
    }

    @Test
    void aCheckpointThatIsLargerThanAnObjectMayBeIsInSeveral() throws IOException {
        S3CheckpointStore place = Servers.store("large");
        String value = "0123456789".repeat(2_000_000);
        try (JournalStore store = place.open("orders")) {
            Journal journal = recover(store).journal();
            journal.append(Checkpoints.of(1, 0, value));
            journal.buildBase();
        }
        try (JournalStore store = place.open("orders")) {
            assertThat(Checkpoints.state(recover(store).checkpoint())).containsEntry("k1", value);
        }
    }

    /** Each process claims an attempt, decides, and is overtaken by some other; what one was told to be decided, the next one finds. */
    @Test
    void ofSeveralProcessesThatStartAtOnceOneGoesOn() throws Exception {
        S3CheckpointStore place = Servers.store("race");
        int count = 4;
        CountDownLatch begin = new CountDownLatch(1);
        ExecutorService threads = Executors.newFixedThreadPool(count);
        List<Future<Long>> decided = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            decided.add(threads.submit(() -> {
                try (JournalStore store = place.open("orders")) {
                    begin.await();
                    RecoveredJob job = recover(store);
                    long last = 0;
                    for (long id = job.firstCheckpointId(); id < job.firstCheckpointId() + 3; id++) {
                        job.journal().append(Checkpoints.of(id, 0));
                        last = id;
                    }
                    return last;
                } catch (WeirException e) {
                    assertThat(e.code()).isIn("superseded-attempt");
                    return 0L;
                }
            }));
        }
        begin.countDown();
        long last = 0;
        int winners = 0;
        for (Future<Long> each : decided) {
            winners += each.get() > 0 ? 1 : 0;
            last = Math.max(last, each.get());
        }
        threads.shutdown();
        assertThat(winners).isPositive();
        try (JournalStore store = place.open("orders")) {
            assertThat(Objects.requireNonNull(recover(store).checkpoint()).checkpointId())
                    .isEqualTo(last);
        }
    }

    @Test
    void aBucketThatIsNotThereIsToldWhenItIsOpened() {
        assertThatThrownBy(() -> S3CheckpointStore.of("no-such-bucket", "job")
                        .endpoint(Servers.endpoint())
                        .credentials(Servers.CREDENTIALS)
                        .open("orders"))
                .hasMessageContaining("[store-not-usable]")
                .hasMessageContaining("there is no such bucket")
                .hasMessageContaining("s3://no-such-bucket/job");
    }

    @Test
    void aServerThatCannotBeReachedIsToldWhenItIsOpened() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        S3CheckpointStore store = S3CheckpointStore.of(Servers.BUCKET, "job")
                .endpoint(URI.create("http://127.0.0.1:" + port))
                .credentials(Servers.CREDENTIALS);
        assertThatThrownBy(() -> store.open("orders"))
                .hasMessageContaining("[checkpoint-store-failed]")
                .hasMessageContaining("cannot be reached");
    }

    @Test
    void aPrefixWithoutCheckpointsIsToldToWhoReadsIt() {
        try (ReadableStore store = Servers.store("empty").read()) {
            assertThatThrownBy(() -> JournalReader.last(store)).hasMessageContaining("[no-checkpoint]");
        }
    }

    @Test
    void damageIsToldAndNothingOlderIsTaken() throws IOException {
        String prefix = "damage-" + Keys.unique();
        S3CheckpointStore place = Servers.store(Servers.endpoint(), prefix);
        try (JournalStore store = place.open("orders")) {
            Journal journal = recover(store).journal();
            for (long id = 1; id <= 5; id++) {
                journal.append(Checkpoints.of(id, 0));
            }
        }
        try (S3Bucket bucket = Servers.bucket()) {
            List<StoredObject> parts = bucket.list(prefix + "/weir-data/journal");
            bucket.delete(List.of(parts.get(2).key()));
            try (JournalStore store = place.open("orders")) {
                assertThatThrownBy(() -> recover(store))
                        .hasMessageContaining("[corrupt-checkpoint]")
                        .hasMessageContaining(parts.get(2).key());
            }
            bucket.put(parts.get(2).key(), "garbage".repeat(100).getBytes(UTF_8));
            try (JournalStore store = place.open("orders")) {
                assertThatThrownBy(() -> recover(store)).hasMessageContaining("[corrupt-checkpoint]");
            }
        }
    }

    @Test
    void theSecretIsInNoText() {
        S3CheckpointStore store = S3CheckpointStore.of("no-such-bucket", "job")
                .endpoint(Servers.endpoint())
                .credentials(Servers.CREDENTIALS);
        assertThat(store.toString()).isEqualTo("s3://no-such-bucket/job");
        assertThatThrownBy(() -> store.open("orders")).satisfies(error -> {
            for (Throwable e = error; e != null; e = e.getCause()) {
                assertThat(e.toString()).doesNotContain(Servers.SECRET).doesNotContain("AKIATEST");
            }
        });
        assertThatThrownBy(() -> store.endpoint(URI.create("http://me:" + Servers.SECRET + "@127.0.0.1")))
                .hasMessageContaining("[invalid-store-address]")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain(Servers.SECRET));
        for (String address : List.of("s3://me:%s@bucket/job", "https://me:%s@host/bucket", "s3://me:%s@bucket//x")) {
            assertThatThrownBy(() -> S3CheckpointStore.at(String.format(address, Servers.SECRET)))
                    .hasMessageContaining("[invalid-store-address]")
                    .satisfies(e -> assertThat(e.getMessage()).doesNotContain(Servers.SECRET));
        }
    }
}
