package io.weir.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.engine.journal.JournalFile;
import io.weir.engine.journal.ReadableStore;
import io.weir.s3.MemoryServer.Client;
import io.weir.s3.MemoryServer.Death;
import io.weir.s3.MemoryServer.Fault;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A file is its parts, all of them, in order; and parts that belong to nobody go. */
class ObjectStoreTest {

    private static final int PART_SIZE_MAX = 64;

    private final MemoryServer server = new MemoryServer();
    private final Client client = server.client();
    private final ObjectStore store = store(client);

    private static ObjectStore store(Bucket bucket) {
        return new ObjectStore(bucket, new Keys("job/"), "memory", PART_SIZE_MAX, 3);
    }

    private static void write(ObjectStore store, String name, String... pieces) throws IOException {
        try (JournalFile file = store.create(name)) {
            for (String piece : pieces) {
                file.append(piece.getBytes(UTF_8), 0, piece.length());
                file.sync();
            }
        }
    }

    private static String read(ReadableStore store, String name) throws IOException {
        try (InputStream in = store.open(name)) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    private List<String> dataKeys() {
        return server.keys().stream().filter(key -> key.contains("/weir-data/")).toList();
    }

    @Test
    void eachSyncIsOneObjectAndALargeAppendSeveral() throws IOException {
        write(store, "a", "one", "two");
        write(store, "b", "x".repeat(2 * PART_SIZE_MAX + 1));

        assertThat(read(store, "a")).isEqualTo("onetwo");
        assertThat(store.size("a")).isEqualTo(6);
        assertThat(read(store(server.client()), "b")).isEqualTo("x".repeat(2 * PART_SIZE_MAX + 1));
        assertThat(dataKeys()).hasSize(5);
    }

    @Test
    void readsFromAnyByteOnWithoutThePartsBefore() throws IOException {
        StringBuilder text = new StringBuilder();
        try (JournalFile file = store.create("a")) {
            Random random = new Random(1);
            for (int i = 0; i < 40; i++) {
                String piece = ("<" + i + ">").repeat(1 + random.nextInt(30));
                text.append(piece);
                file.append(piece.getBytes(UTF_8), 0, piece.length());
                file.sync();
            }
        }
        for (int from = 0; from <= text.length(); from += 7) {
            try (InputStream in = store.open("a")) {
                in.skipNBytes(from);
                byte[] some = in.readNBytes(5);
                int next = from + some.length;
                int skipped = Math.min(11, text.length() - next);
                in.skipNBytes(skipped);
                assertThat(new String(some, UTF_8) + new String(in.readAllBytes(), UTF_8))
                        .isEqualTo(text.substring(from, next) + text.substring(next + skipped));
            }
        }
    }

    @Test
    void aMissingPartIsToldByItsName() throws IOException {
        write(store, "a", "one", "two", "three");
        for (String key : dataKeys().subList(0, 2)) {
            byte[] bytes = server.bytes(key);
            server.remove(key);

            assertThatThrownBy(() -> store.size("a"))
                    .hasMessageContaining("[corrupt-checkpoint]")
                    .hasMessageContaining(key)
                    .hasMessageContaining("it is missing");

            server.put(key, bytes);
        }
        assertThat(store.size("a")).isEqualTo(11);
    }

    @Test
    void aPartOfAnotherSizeIsToldByTheOneBehindIt() throws IOException {
        write(store, "a", "one", "two", "three");
        server.put(dataKeys().get(1), "tw".getBytes(UTF_8));

        assertThatThrownBy(() -> store.size("a"))
                .hasMessageContaining("[corrupt-checkpoint]")
                .hasMessageContaining(dataKeys().get(2));
    }

    @Test
    void aPartThatGoesWhileItIsReadIsTold() throws IOException {
        write(store, "a", "one", "two", "three");
        try (InputStream in = store.open("a")) {
            server.remove(dataKeys().get(2));
            assertThatThrownBy(in::readAllBytes)
                    .hasMessageContaining("[corrupt-checkpoint]")
                    .hasMessageContaining("not any more");
        }
    }

    @Test
    void aFileThatIsDeletedWhileItIsReadIsNoDamage() throws IOException {
        write(store, "a", "one", "two", "three");
        try (InputStream in = store(server.client()).open("a")) {
            store.delete("a");
            assertThatThrownBy(in::readAllBytes).isInstanceOf(NoSuchFileException.class);
        }
        assertThat(dataKeys()).isEmpty();
    }

    @Test
    void aFileThatIsBeingWrittenMayGetAnotherName() throws IOException {
        JournalFile file = store.create("a.tmp");
        file.append("one".getBytes(UTF_8), 0, 3);
        file.sync();
        store.rename("a.tmp", "a");
        file.append("two".getBytes(UTF_8), 0, 3);
        file.sync();

        assertThat(store.list()).containsExactly("a");
        assertThat(read(store, "a")).isEqualTo("onetwo");
        assertThatThrownBy(() -> store.rename("a.tmp", "b")).isInstanceOf(NoSuchFileException.class);
    }

    /** The other one gave it its final name before; the name that this one knows is not true any more. */
    @Test
    void deletesNothingThatHasAnotherNameMeanwhile() throws IOException {
        write(store, "a.tmp", "one");
        ObjectStore stale = store(server.client());
        assertThat(stale.size("a.tmp")).isEqualTo(3);
        store.rename("a.tmp", "a");

        stale.delete("a.tmp");

        assertThat(read(stale, "a")).isEqualTo("one");
    }

    @Test
    void afterAFailedWriteAFileTakesNothingMore() throws IOException {
        JournalFile file = store.create("a");
        client.failAt(0, Fault.REPLY_LOST);
        file.append("one".getBytes(UTF_8), 0, 3);
        assertThatThrownBy(file::sync).isInstanceOf(IOException.class);

        assertThatThrownBy(() -> file.append("two".getBytes(UTF_8), 0, 3)).hasMessageContaining("an earlier write");
        assertThatThrownBy(file::sync).hasMessageContaining("an earlier write");
        file.close();
        assertThat(read(store, "a")).isEqualTo("one");
    }

    @Test
    void whatWasNotSyncedIsKeptAtTheClose() throws IOException {
        try (JournalFile file = store.create("a")) {
            file.append("one".getBytes(UTF_8), 0, 3);
            assertThat(store.size("a")).isZero();
        }
        assertThat(read(store, "a")).isEqualTo("one");
    }

    @Test
    void partsThatBelongToNobodyAreDeletedAtTheNextStartAndNoOthers() throws IOException {
        write(store, "a", "one");
        JournalFile zombies = store.create("b");
        store.delete("b");
        zombies.append("late".getBytes(UTF_8), 0, 4);
        zombies.sync();
        server.put("job/weir-data/somebody/elses", new byte[1]);
        server.put("job/weir-data-of-somebody", new byte[1]);
        assertThat(dataKeys()).hasSize(3);

        store(server.client()).sweep();

        assertThat(dataKeys()).hasSize(2).anyMatch(key -> key.endsWith("somebody/elses"));
        assertThat(server.keys()).contains("job/weir-data-of-somebody");
        assertThat(read(store, "a")).isEqualTo("one");
    }

    /** Somebody creates, renames and deletes between any two requests of the sweep. */
    @Test
    void theSweepTakesNothingFromThoseAtWork() throws IOException {
        for (int request = 0; request < 3; request++) {
            MemoryServer other = new MemoryServer();
            ObjectStore working = store(other.client());
            write(working, "a.tmp", "one");
            Client sweeping = other.client();
            sweeping.before(request, () -> {
                try {
                    working.rename("a.tmp", "a");
                    write(working, "b", "two");
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });

            store(sweeping).sweep();

            if (working.list().contains("b")) {
                assertThat(read(working, "b")).isEqualTo("two");
            }
            assertThat(read(working, working.list().get(0))).isEqualTo("one");
        }
    }

    @Test
    void aDirectoryThatIsGoneIsNotTakenForANewJob() throws IOException {
        write(store, "a", "one");
        server.keys().stream().filter(key -> key.contains("/weir-directory/")).forEach(server::remove);

        assertThatThrownBy(() -> store(server.client()).sweep())
                .hasMessageContaining("[corrupt-checkpoint]")
                .hasMessageContaining("weir-directory");
        assertThat(dataKeys()).hasSize(1);
    }

    @Test
    void whatIsClosedDoesNothing() throws IOException {
        write(store, "a", "one");
        store.close();

        assertThatThrownBy(store::list).hasMessageContaining("closed");
        assertThatThrownBy(() -> store.create("b")).hasMessageContaining("closed");
        assertThatThrownBy(() -> store.delete("a")).hasMessageContaining("closed");
    }

    @Test
    void aDeletionThatWasCutShortIsFinishedAtTheNextStart() throws IOException {
        write(store, "a", "one");
        Client dying = server.client();
        ObjectStore second = store(dying);
        dying.failAt(4, Fault.DEATH_BEFORE);
        assertThatThrownBy(() -> second.delete("a")).isInstanceOf(Death.class);
        assertThat(store(server.client()).list()).isEmpty();
        assertThat(dataKeys()).hasSize(1);

        store(server.client()).sweep();

        assertThat(dataKeys()).isEmpty();
    }
}
