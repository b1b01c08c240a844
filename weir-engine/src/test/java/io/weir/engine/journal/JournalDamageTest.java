package io.weir.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.journal.RichJournal.End;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every byte of every file of a journal changed, and every file cut short at every place. */
class JournalDamageTest {

    private static final FileName TAIL = FileName.ofSegment(3, 2);

    /**
     * Changes of one byte: only where the last checkpoint lies, and nothing behind proves it decided, may it pass for a
     * torn tail. Everywhere else there is an error or nothing is lost.
     */
    @ParameterizedTest
    @EnumSource
    void aChangedByteIsDetectedOrHarmless(End end) throws IOException {
        RichJournal journal = RichJournal.write("000000000000000a", end);
        DamageCheck check = new DamageCheck(journal);
        long last = journal.history().lastKey();
        long lastBegin = lastCheckpointBegin(journal);
        journal.files().forEach((name, whole) -> {
            for (int position = 0; position < whole.length; position++) {
                for (byte[] damaged : changed(whole, position)) {
                    String what = "file=" + name + ", position=" + position + ", byte=" + damaged[position];
                    long found = check.found(what, with(journal, name, damaged));
                    if (end == End.CHECKPOINT && name.equals(TAIL.text()) && position >= lastBegin) {
                        assertThat(found).as(what).isIn(-1L, journal.history().lowerKey(last));
                    } else {
                        assertThat(found).as(what).isIn(-1L, last);
                    }
                }
            }
        });
        print("changed bytes", end, check);
    }

    /**
     * Truncations: the last segment may end anywhere behind what was in it when it got its name, because nothing proves
     * that there was more. Every other file is known to be whole.
     */
    @ParameterizedTest
    @EnumSource
    void aFileCutShortIsDetectedOrHarmless(End end) throws IOException {
        RichJournal journal = RichJournal.write("000000000000000a", end);
        DamageCheck check = new DamageCheck(journal);
        long last = journal.history().lastKey();
        long inherited = tailHeader(journal).inherited().checkpointId();
        journal.files().forEach((name, whole) -> {
            for (int length = 0; length < whole.length; length++) {
                String what = "file=" + name + ", length=" + length;
                long found = check.found(what, with(journal, name, Arrays.copyOf(whole, length)));
                if (name.equals(TAIL.text())) {
                    assertThat(found == -1 || found >= inherited).as(what).isTrue();
                } else {
                    assertThat(found).as(what).isIn(-1L, last);
                }
            }
        });
        print("truncations", end, check);
    }

    /** Each bit flipped, all bits flipped, and zeros and ones. */
    private static List<byte[]> changed(byte[] whole, int position) {
        Map<Byte, byte[]> changed = new TreeMap<>();
        for (int bit = 0; bit < Byte.SIZE; bit++) {
            put(changed, whole, position, whole[position] ^ 1 << bit);
        }
        for (int value : new int[] {0x00, 0xFF, whole[position] ^ 0xFF, whole[position] ^ 0x55}) {
            put(changed, whole, position, value);
        }
        return List.copyOf(changed.values());
    }

    private static void put(Map<Byte, byte[]> changed, byte[] whole, int position, int value) {
        if (whole[position] != (byte) value) {
            byte[] damaged = whole.clone();
            damaged[position] = (byte) value;
            changed.put((byte) value, damaged);
        }
    }

    private static Map<String, byte[]> with(RichJournal journal, String name, byte[] content) {
        Map<String, byte[]> files = new TreeMap<>(journal.files());
        files.put(name, content);
        return files;
    }

    private static long lastCheckpointBegin(RichJournal journal) throws IOException {
        CrashingStore store = journal.store();
        try (SegmentReader reader = SegmentReader.open(store, TAIL, store.size(TAIL.text()))) {
            return reader.read(new LinkChain(reader.header().link()), List.of()).lastCheckpointBegin();
        }
    }

    private static SegmentHeader tailHeader(RichJournal journal) throws IOException {
        return SegmentReader.readHeader(journal.store(), TAIL, journal.store().size(TAIL.text()));
    }

    private static void print(String what, End end, DamageCheck check) {
        System.out.printf(
                "damage: %s, end=%s: cases=%,d, errors=%,d, harmless=%,d%n",
                what, end, check.caseCount(), check.errorCount(), check.caseCount() - check.errorCount());
        assertThat(check.caseCount()).isGreaterThan(check.errorCount());
    }
}
