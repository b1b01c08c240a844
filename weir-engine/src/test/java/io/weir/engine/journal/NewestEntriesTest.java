package io.weir.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.exchange.KeyGroups;
import io.weir.serde.ByteWriter;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;

class NewestEntriesTest {

    private static final int COUNT = 20_000;

    private final NewestEntries newest = new NewestEntries();

    @Test
    void takesTheHashesOfLongsAsTheyAre() {
        Random random = new Random(1);

        newest.fill(List.of(block(i -> i), block(i -> random.nextLong())));

        assertThat(newest.isScattered()).isFalse();
    }

    /** Else each of so many would be looked for behind all others. */
    @Test
    void hashesAnewWhereManyKeysAreAlike() {
        EntryBlock block = block(NewestEntriesTest::alike);

        newest.fill(List.of(block));

        assertThat(newest.isScattered()).isTrue();
        assertThat(found(block)).isEqualTo(COUNT);
        assertThat(found(block(i -> alike(COUNT + i)))).isZero();
    }

    @Test
    void takesTheNextGroupsKeysAsTheyAreAgain() {
        newest.fill(List.of(block(NewestEntriesTest::alike)));
        newest.fill(List.of(block(i -> i)));

        assertThat(newest.isScattered()).isFalse();
        assertThat(found(block(i -> i))).isEqualTo(COUNT);
    }

    /** Ids whose first bits are a time, and numbers in the upper half of a key: their places differ in few bits. */
    @Test
    void findsEachOfKeysThatHaveMuchInCommon() {
        for (LongUnaryOperator keys : List.<LongUnaryOperator>of(
                i -> i << 22 | 5 << 12 | i & 15, i -> i << 32, i -> Double.doubleToLongBits((double) i), i -> -i)) {
            EntryBlock block = block(keys);

            newest.fill(List.of(block));

            assertThat(found(block)).isEqualTo(COUNT);
            assertThat(found(block(i -> keys.applyAsLong(COUNT + 1 + i)))).isZero();
        }
    }

    /** As they come from a table, where each is beside the one before. */
    @Test
    void findsTheKeysOfOneGroup() {
        long[] keys = new Random(2)
                .longs()
                .filter(key -> KeyGroups.groupOf(KeyGroups.hash(key)) == 5)
                .limit(2L * COUNT)
                .toArray();
        EntryBlock block = block(i -> keys[(int) i]);

        newest.fill(List.of(block));

        assertThat(newest.isScattered()).isFalse();
        assertThat(found(block)).isEqualTo(COUNT);
        assertThat(found(block(i -> keys[COUNT + (int) i]))).isZero();
    }

    /** It begins with room for what the largest block has. */
    @Test
    void findsTheKeysOfManyBlocksThatHaveEachItsOwn() {
        List<EntryBlock> blocks = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            long first = (long) i * COUNT;
            blocks.add(block(key -> first + key));
            blocks.add(block(key -> first + key));
        }

        newest.fill(blocks);

        for (EntryBlock block : blocks) {
            assertThat(found(block)).isEqualTo(COUNT);
        }
        assertThat(found(block(i -> 7 * COUNT + i))).isZero();
    }

    /** The bytes are compared from then on. */
    @Test
    void keysOfOtherLengthsBehindLongsAreFoundToo() {
        EntryBlock longs = block(i -> i);
        ByteWriter out = new ByteWriter();
        for (int i = 0; i < COUNT; i++) {
            StateEntryCodec.write(out, Arrays.copyOf(bytes(i), Long.BYTES + i % 3), new byte[] {1});
        }
        EntryBlock others = new EntryBlock("s", 0, COUNT, out.array(), 0, out.size());

        newest.fill(List.of(longs, others, longs));

        assertThat(found(longs)).isEqualTo(COUNT);
        assertThat(found(others)).isEqualTo(COUNT);
        assertThat(found(block(i -> COUNT + i))).isZero();
    }

    /** Of eight bytes with the count of them in two, which no writer makes: only its last eight bytes are those of a long. */
    @Test
    void aKeyWhoseLengthTakesTwoBytesIsNoLong() {
        EntryBlock long5 = new EntryBlock("s", 0, 1, new byte[] {8, 0, 5, 5, 5, 5, 5, 5, 5, 0}, 0, 10);
        byte[] odd = {(byte) 0x87, 0, 5, 5, 5, 5, 5, 5, 5, 0};

        newest.fill(List.of(long5));
        assertThat(found(new EntryBlock("s", 0, 1, odd, 0, odd.length))).isZero();
        assertThat(found(long5)).isOne();
    }

    private int found(EntryBlock block) {
        EntryBatch batch = new EntryBatch();
        batch.enter(block);
        int found = 0;
        while (batch.next()) {
            newest.fetch(block.bytes(), batch);
            for (int i = 0; i < batch.count(); i++) {
                found += newest.contains(block.bytes(), batch, i) ? 1 : 0;
            }
        }
        return found;
    }

    private static EntryBlock block(LongUnaryOperator keys) {
        ByteWriter out = new ByteWriter();
        for (int i = 0; i < COUNT; i++) {
            StateEntryCodec.write(out, bytes(keys.applyAsLong(i)), new byte[] {1});
        }
        return new EntryBlock("s", 0, COUNT, out.array(), 0, out.size());
    }

    static byte[] bytes(long key) {
        ByteWriter out = new ByteWriter();
        out.writeLong(key);
        return out.toByteArray();
    }

    /** Returns one of the keys whose places are the first numbers. */
    static long alike(long number) {
        BigInteger golden = new BigInteger("9E3779B97F4A7C15", 16);
        return number * golden.modInverse(BigInteger.ONE.shiftLeft(Long.SIZE)).longValue();
    }
}
