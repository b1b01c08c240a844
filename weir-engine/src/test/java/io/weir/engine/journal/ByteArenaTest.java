package io.weir.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ByteArenaTest {

    private static final int CHUNK = 1_000;

    /** A piece of an array. */
    private record Piece(byte[] array, int at, byte[] expected) {}

    @Test
    void keepsEveryPieceUntilItIsClearedAndUsesItsArraysAgain() {
        Random random = new Random(1);
        ByteArena arena = new ByteArena(CHUNK);
        IdentityHashMap<byte[], Boolean> arrays = new IdentityHashMap<>();
        for (int round = 0; round < 5; round++) {
            arena.clear(10_000);
            List<Piece> pieces = add(arena, 10_000, random);
            assertThat(pieces).allSatisfy(piece -> assertThat(held(piece)).isEqualTo(piece.expected()));
            pieces.forEach(piece -> arrays.put(piece.array(), true));
        }
        assertThat(arrays).hasSizeLessThan(18);
    }

    @Test
    void takesNoMoreThanIsExpected() {
        ByteArena arena = new ByteArena(CHUNK);
        arena.clear(30);

        arena.add(new byte[20], 5, 15);
        assertThat(arena.chunk()).hasSize(30);
    }

    @Test
    void takesAPieceThatIsLargerThanItsArraysAndMoreThanWasExpected() {
        ByteArena arena = new ByteArena(CHUNK);
        arena.clear(10);
        byte[] large = new byte[3 * CHUNK];
        large[2 * CHUNK] = 7;

        int at = arena.add(large, 0, large.length);
        byte[] array = arena.chunk();
        assertThat(array[at + 2 * CHUNK]).isEqualTo((byte) 7);
        int next = arena.add(new byte[] {9}, 0, 1);
        assertThat(arena.chunk()[next]).isEqualTo((byte) 9);
        assertThat(array[at + 2 * CHUNK]).isEqualTo((byte) 7);
    }

    @Test
    void keepsNothingOnceItIsReleased() {
        ByteArena arena = new ByteArena(CHUNK);
        arena.clear(100);
        arena.add(new byte[100], 0, 100);
        byte[] before = arena.chunk();

        arena.release();
        arena.clear(100);
        arena.add(new byte[100], 0, 100);
        assertThat(arena.chunk()).isNotSameAs(before);
    }

    private static List<Piece> add(ByteArena arena, int total, Random random) {
        List<Piece> pieces = new ArrayList<>();
        for (int left = total; left > 0; ) {
            byte[] bytes = new byte[Math.min(left, random.nextInt(300))];
            random.nextBytes(bytes);
            int from = random.nextInt(bytes.length + 1);
            int at = arena.add(bytes, from, bytes.length);
            byte[] expected = new byte[bytes.length - from];
            System.arraycopy(bytes, from, expected, 0, expected.length);
            pieces.add(new Piece(arena.chunk(), at, expected));
            left -= bytes.length;
        }
        return pieces;
    }

    private static byte[] held(Piece piece) {
        byte[] held = new byte[piece.expected().length];
        System.arraycopy(piece.array(), piece.at(), held, 0, held.length);
        return held;
    }
}
