package io.weir.engine.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.serde.ByteWriter;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EntryKeyTest {

    /** Else a state of a million keys takes a minute to be read. */
    @Test
    void numbersGivenOutOneAfterTheOtherHaveHashesOfTheirOwn() {
        int count = 1_000_000;
        Set<Integer> hashes = new HashSet<>();
        for (int i = 0; i < count; i++) {
            hashes.add(key(i).hashCode());
        }
        assertThat(hashes).hasSizeGreaterThan(count / 100 * 99);
    }

    @Test
    void keysAreTheSameIfTheirBytesAre() {
        assertThat(key(7)).isEqualTo(key(7)).hasSameHashCodeAs(key(7)).isNotEqualTo(key(8));
        assertThat(new EntryKey(new byte[0]))
                .isEqualTo(new EntryKey(new byte[0]))
                .isNotEqualTo(new EntryKey(new byte[1]));
    }

    private static EntryKey key(long number) {
        ByteWriter out = new ByteWriter();
        out.writeLong(number);
        return new EntryKey(out.toByteArray());
    }
}
