package io.weir.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.serde.ByteReader;
import io.weir.serde.ByteWriter;
import io.weir.serde.CorruptDataException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** It passes through entries as a reader of bytes does, and refuses what that refuses. */
class EntryBatchTest {

    @Test
    void findsEachEntryWhateverItsSize() {
        Random random = new Random(1);
        ByteWriter out = new ByteWriter();
        int count = 1_000;
        for (int i = 0; i < count; i++) {
            byte[] value = new byte[random.nextInt(20) == 0 ? 300 : random.nextInt(128)];
            StateEntryCodec.write(out, new byte[random.nextInt(10) == 0 ? 200 : random.nextInt(20)], value);
        }
        assertThat(passed(out.toByteArray(), 0, out.size(), count))
                .hasSize(count)
                .isEqualTo(read(out.toByteArray(), count));
    }

    @Test
    void refusesWhatIsCutOrMakesNoSense() {
        byte[] whole = {2, 7, 7, 1, 3, 9, 9, 9, 1, 7, 0};
        assertThat(passed(whole, 0, whole.length, 2)).containsExactly("0-3-8", "8-10--1");
        for (int to = 4; to < whole.length; to++) {
            int end = to;
            assertThatThrownBy(() -> passed(whole, 0, end, 2))
                    .as("cut at %d", end)
                    .isInstanceOf(CorruptDataException.class);
        }
        refused(new byte[] {2, 7, 7, 2, 3, 9, 9, 9}, 1);
        refused(new byte[] {2, 7, 7, -1, 3, 9, 9, 9}, 1);
        refused(new byte[] {2, 7, 7, 1, 4, 9, 9, 9}, 1);
        refused(new byte[] {127, 7, 7, 1, 3, 9, 9, 9}, 1);
        refused(new byte[] {-1, -1, -1, -1, 15, 9, 9, 9}, 1);
        refused(new byte[] {2, 7, 7, 1, 2, 9, 9, 9}, 1);
    }

    @Test
    void doesNotLookBehindTheEndOfItsBlock() {
        byte[] bytes = {2, 7, 7, 1, 3, 9, 9, 9, 9, 9};
        assertThatThrownBy(() -> passed(bytes, 0, 7, 1)).isInstanceOf(CorruptDataException.class);
    }

    private static void refused(byte[] bytes, int count) {
        assertThatThrownBy(() -> passed(bytes, 0, bytes.length, count)).isInstanceOf(CorruptDataException.class);
    }

    private static List<String> passed(byte[] bytes, int from, int to, int count) {
        EntryBatch batch = new EntryBatch();
        batch.enter(new EntryBlock("s", 0, count, bytes, from, to));
        List<String> passed = new ArrayList<>();
        while (batch.next()) {
            for (int i = 0; i < batch.count(); i++) {
                passed.add(batch.begin(i) + "-" + batch.keyEnd(i) + "-" + batch.end(i));
            }
        }
        return passed;
    }

    private static List<String> read(byte[] bytes, int count) {
        ByteReader in = new ByteReader(bytes);
        List<String> read = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int begin = in.position();
            in.skip(in.readCount(1));
            int keyEnd = in.position();
            boolean present = in.readBoolean();
            in.skip(present ? in.readCount(1) : 0);
            read.add(begin + "-" + keyEnd + "-" + (present ? in.position() : EntryBatch.REMOVED));
        }
        return read;
    }
}
