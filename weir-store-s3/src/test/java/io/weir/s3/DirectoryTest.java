package io.weir.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.error.WeirException;
import io.weir.s3.Change.Creation;
import io.weir.s3.MemoryServer.Client;
import io.weir.s3.MemoryServer.Fault;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Of several who change a directory, each change is made by one, once, and on the grounds of what is true. */
class DirectoryTest {

    private final MemoryServer server = new MemoryServer();
    private final Keys keys = new Keys("job/");

    private Directory directory(Client client) {
        return new Directory(client, keys, "memory");
    }

    private Directory directory() {
        return directory(server.client());
    }

    @Test
    void aNameIsGivenOnce() throws IOException {
        directory().make(new Creation("a"));

        assertThatThrownBy(() -> directory().make(new Creation("a"))).isInstanceOf(FileAlreadyExistsException.class);
        assertThat(directory().latest().files()).containsOnlyKeys("a");
    }

    /** Many directories, each with a state of its own in mind, which may be old, ask for the same names. */
    @Test
    void oneOfManyGetsEachName() throws IOException {
        for (int seed = 0; seed < 300; seed++) {
            MemoryServer raced = new MemoryServer();
            Random random = new Random(seed);
            List<Directory> all = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                all.add(new Directory(raced.client(), keys, "memory"));
            }
            for (int name = 0; name < 12; name++) {
                int winners = 0;
                for (int i = 0; i < 4; i++) {
                    int one = random.nextInt(all.size());
                    try {
                        all.get(one).make(new Creation("n" + name));
                        winners++;
                    } catch (FileAlreadyExistsException e) {
                        assertThat(winners).as("seed=" + seed).isEqualTo(1);
                    } catch (WeirException e) {
                        assertThat(e.code()).isEqualTo("superseded-attempt");
                        all.set(one, new Directory(raced.client(), keys, "memory"));
                    }
                }
                assertThat(winners).as("seed=" + seed).isLessThanOrEqualTo(1);
            }
        }
    }

    /** It makes the object of a number that was deleted long ago: so it has changed nothing, notices, and begins anew. */
    @Test
    void whoKnowsOnlyAnOldStateDoesNotTakeADeletedNumberForTheNext() throws IOException {
        Directory late = directory();
        late.latest();
        Directory busy = directory();
        busy.make(new Creation("a"));
        for (int i = 0; i < 20; i++) {
            busy.make(new Creation("b" + i));
        }
        assertThat(server.keys()).doesNotContain(keys.directory(1));

        assertThatThrownBy(() -> late.make(new Creation("a"))).isInstanceOf(FileAlreadyExistsException.class);
        late.make(new Creation("c"));

        assertThat(directory().latest().files())
                .containsKeys("a", "b0", "b19", "c")
                .hasSize(22);
    }

    @Test
    void aChangeWhoseReplyIsLostAndThatIsTriedAgainIsItsOwn() throws IOException {
        Client client = server.client();
        Directory directory = directory(client);
        directory.latest();
        client.failAt(0, Fault.TRIED_AGAIN);

        directory.make(new Creation("a"));

        assertThat(client.faultReached()).isTrue();
        assertThat(directory().latest().files()).containsOnlyKeys("a");
    }

    @Test
    void aChangeThatIsGivenUpAndArrivesLateIsNoneIfAnotherCameBefore() throws IOException {
        server.delay(1_000);
        Client client = server.client();
        Directory directory = directory(client);
        directory.make(new Creation("a"));
        client.failAt(0, Fault.DELAYED);
        assertThatThrownBy(() -> directory.make(new Creation("lost"))).isInstanceOf(IOException.class);
        directory.make(new Creation("b"));

        server.deliver();

        assertThat(directory().latest().files()).containsOnlyKeys("a", "b");
    }

    @Test
    void whoeverIsOvertakenChangesNothingMore() throws IOException {
        Directory older = directory();
        older.make(new Creation("a"));
        directory().make(new Change.TakeOver());

        assertThatThrownBy(() -> older.make(new Creation("b"))).hasMessageContaining("[superseded-attempt]");
        assertThatThrownBy(older::latest).hasMessageContaining("[superseded-attempt]");
        assertThat(directory().latest().files()).containsOnlyKeys("a");
    }

    @Test
    void aStateThatIsDamagedIsToldWithItsObject() throws IOException {
        directory().make(new Creation("a"));
        String key = keys.directory(1);
        byte[] bytes = server.bytes(key).clone();
        bytes[bytes.length / 2] ^= 1;
        server.put(key, bytes);

        assertThatThrownBy(() -> directory().latest())
                .hasMessageContaining("[corrupt-checkpoint]")
                .hasMessageContaining(key);
    }

    @Test
    void aStateThatIsGoneIsNotTakenForAnEmptyOne() throws IOException {
        Directory directory = directory();
        directory.make(new Creation("a"));
        server.remove(keys.directory(1));

        assertThatThrownBy(directory::latest)
                .hasMessageContaining("[corrupt-checkpoint]")
                .hasMessageContaining(keys.directory(1));
    }

    @Test
    void aStateOfANewerWeirIsRefused() {
        server.put(keys.directory(1), "weir-directory 2\nsomething\n".getBytes(UTF_8));

        assertThatThrownBy(() -> directory().latest()).hasMessageContaining("[newer-format]");
    }

    /** What is stored must be read by every later version: this text is never edited. */
    @Test
    void theFormatIsAsItWas() {
        String stored = """
                weir-directory 1
                sequence 7
                change 0123456789abcdef0123456789abcdef
                owner fedcba9876543210fedcba9876543210
                file attempt-000000000001 attempt-000000000001~00000000000000000000000000000001
                file journal-000000000001-000000000001 journal-000000000001-000000000001.tmp~00000000000000000000000000000002
                """;
        DirectoryState state = new DirectoryState(
                7,
                "0123456789abcdef0123456789abcdef",
                "fedcba9876543210fedcba9876543210",
                new TreeMap<>(Map.of(
                        "attempt-000000000001",
                        "attempt-000000000001~00000000000000000000000000000001",
                        "journal-000000000001-000000000001",
                        "journal-000000000001-000000000001.tmp~00000000000000000000000000000002")));

        String text = new String(state.encode(), UTF_8);

        assertThat(text).startsWith(stored).endsWith("\n");
        assertThat(text.substring(stored.length())).isEqualTo("crc32c c8b2bbfb\n");
        assertThat(DirectoryState.decode(state.encode())).isEqualTo(state);
        assertThat(keys.part("f~0", 3, 16_384)).isEqualTo("job/weir-data/f~0/0000000003-000000000016384");
        assertThat(keys.directory(7)).isEqualTo("job/weir-directory/00000000000000000007");
    }
}
