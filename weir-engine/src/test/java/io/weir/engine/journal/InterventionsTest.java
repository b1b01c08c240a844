package io.weir.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.engine.journal.Intervention.Act;
import io.weir.engine.local.LocalFiles;
import io.weir.engine.local.LocalJobDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was done by hand is kept, in order, whole. */
class InterventionsTest {

    @TempDir
    private Path directory;

    @Test
    void whatWasAddedIsReadInOrderAlsoBehindATemporaryFileOfACrash() throws IOException {
        Files.writeString(directory.resolve("intervention.tmp"), "half of one");
        try (LocalJobDirectory store = LocalJobDirectory.open(directory, "totals")) {
            for (Act act : Act.values()) {
                Interventions.add(store, intervention(act));
            }
            assertThat(Interventions.recover(store))
                    .extracting(Intervention::act)
                    .containsExactly(Act.values());
        }
        assertThat(Interventions.read(LocalFiles.of(directory)))
                .containsExactly(
                        intervention(Act.FOUND_COMMITTED),
                        intervention(Act.FOUND_NOT_COMMITTED),
                        intervention(Act.ABORTED),
                        intervention(Act.SPENT));
        assertThat(Files.exists(directory.resolve("intervention.tmp"))).isFalse();
    }

    @Test
    void everyByteIsGuarded() throws IOException {
        try (LocalJobDirectory store = LocalJobDirectory.open(directory, "totals")) {
            Interventions.add(store, intervention(Act.FOUND_NOT_COMMITTED));
        }
        Path file = directory.resolve("intervention-000000000001");
        byte[] whole = Files.readAllBytes(file);
        for (int i = 0; i < whole.length; i++) {
            byte[] damaged = whole.clone();
            damaged[i] ^= 1;
            Files.write(file, damaged);
            assertRefused();
            Files.write(file, Arrays.copyOf(whole, i));
            assertRefused();
        }
    }

    private void assertRefused() {
        assertThatThrownBy(() -> Interventions.read(LocalFiles.of(directory)))
                .hasMessageContaining("intervention-000000000001")
                .hasMessageContaining("[corrupt-checkpoint]");
    }

    private static Intervention intervention(Act act) {
        return new Intervention(
                act, "0123456789abcdef", "totals", 1234, 3, "weir.totals-0.3", "ada", 1_700_000_000_000L, "looked");
    }
}
