package io.weir.files.sink;

import io.weir.serde.CorruptDataException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the attempts of a job have in a sink's hidden directory, for one who only looks: he fences nobody, and an attempt may be at work.
 *
 * <p>Threading: confined to one thread at a time.
 *
 * @param ledger of the latest attempt that wrote one
 * @param pending where each pending file is, by id
 */
record LeftFiles(Ledger ledger, Map<String, Path> pending) {

    /** An attempt that takes over renames what is being looked at; then it is looked at once more. */
    private static final int LOOKS_MAX = 5;

    /** @throws CorruptDataException if the ledger is damaged */
    static LeftFiles read(Disk disk, Path root) throws IOException {
        for (int look = 1; ; look++) {
            try {
                Look looked = new Look(disk);
                looked.attemptsIn(root);
                return new LeftFiles(looked.ledger(), looked.pending);
            } catch (NoSuchFileException e) {
                if (look == LOOKS_MAX) {
                    throw e;
                }
            }
        }
    }

    /** One look at everything below. */
    private static final class Look {

        private final Disk disk;
        private final Map<String, Path> pending = new TreeMap<>();
        private final TreeMap<Long, Path> ledgers = new TreeMap<>();

        Look(Disk disk) {
            this.disk = disk;
        }

        void attemptsIn(Path directory) throws IOException {
            for (long attempt : Workplace.attempts(disk, directory)) {
                Path own = directory.resolve(Long.toString(attempt));
                for (String name : disk.names(own)) {
                    if (name.equals(Workplace.LEDGER)) {
                        ledgers.put(attempt, own.resolve(name));
                    } else if (name.endsWith(Workplace.PENDING)) {
                        pending.put(name, own.resolve(name));
                    }
                }
                attemptsIn(own.resolve(Workplace.INHERITED));
            }
        }

        Ledger ledger() throws IOException {
            if (ledgers.isEmpty()) {
                return Ledger.empty();
            }
            try (InputStream in = disk.read(ledgers.lastEntry().getValue())) {
                return Ledger.ofBytes(in.readAllBytes());
            }
        }
    }
}
