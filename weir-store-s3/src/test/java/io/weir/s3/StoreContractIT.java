package io.weir.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.journal.JournalStore;
import io.weir.engine.local.LocalJobDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** To the journal, an object store is no other than a local directory. */
class StoreContractIT {

    private static final int SEEDS_IN_MEMORY = 400;
    private static final int SEEDS = 5;
    private static final int STEPS = 60;

    @TempDir
    private Path directory;

    @Test
    void objectsInMemorySayWhatFilesSay() throws IOException {
        for (int seed = 0; seed < SEEDS_IN_MEMORY; seed++) {
            ObjectStore memory =
                    new ObjectStore(new MemoryServer().client(), new Keys(""), "memory", 1 + seed % 100, 1 + seed % 4);
            assertThat(StoreContract.run(memory, seed, STEPS))
                    .as("seed=" + seed)
                    .isEqualTo(local(seed));
        }
    }

    @Test
    void theRealServerSaysWhatFilesSay() throws IOException {
        for (int seed = 0; seed < SEEDS; seed++) {
            try (JournalStore s3 = Servers.store("contract").open("test")) {
                assertThat(StoreContract.run(s3, seed, STEPS))
                        .as("seed=" + seed)
                        .isEqualTo(local(seed));
            }
        }
    }

    private List<String> local(int seed) throws IOException {
        try (LocalJobDirectory local = LocalJobDirectory.open(directory.resolve("seed-" + seed), "test")) {
            return StoreContract.run(local, seed, STEPS);
        }
    }
}
