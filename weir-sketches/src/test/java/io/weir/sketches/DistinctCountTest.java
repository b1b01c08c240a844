package io.weir.sketches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.serde.ByteReader;
import io.weir.serde.ByteWriter;
import io.weir.serde.CorruptDataException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** How far a count may be off, and that nothing but the values matters. */
class DistinctCountTest {

    /** Of 4,096 registers: 1.04 over their root. */
    private static final double STANDARD_ERROR = 1.04 / 64;

    private static DistinctCount copied(DistinctCount count) {
        ByteWriter out = new ByteWriter();
        DistinctCountSerde.INSTANCE.write(count, out);
        ByteReader in = new ByteReader(out.toByteArray());
        DistinctCount read = DistinctCountSerde.INSTANCE.read(in);
        in.expectEnd();
        return read;
    }

    @Test
    void fewValuesAreCountedExactly() {
        DistinctCount count = new DistinctCount();
        for (int i = 0; i < DistinctCount.EXACT_MAX; i++) {
            count.add(Hashes.of(i));
            count.add(Hashes.of(i / 2));
            assertThat(count.count()).isEqualTo(i + 1);
        }
        assertThat(copied(count)).isEqualTo(count);
    }

    @Test
    void manyAreCountedWithTheStandardErrorThatIsToldAndWithoutBias() {
        for (int values : new int[] {513, 1_000, 4_000, 10_000, 20_000, 100_000, 1_000_000}) {
            int runs = values > 100_000 ? 5 : 40;
            double squares = 0;
            double sum = 0;
            for (int run = 0; run < runs; run++) {
                DistinctCount count = new DistinctCount();
                for (int i = 0; i < values; i++) {
                    count.add(Hashes.of(run * 10_000_000_000L + i));
                }
                double error = (double) count.count() / values - 1;
                assertThat(Math.abs(error)).as("run=%d values=%d", run, values).isLessThan(4.5 * STANDARD_ERROR);
                squares += error * error;
                sum += error;
            }
            assertThat(Math.sqrt(squares / runs)).as("values=%d", values).isLessThan(STANDARD_ERROR * 1.5);
            assertThat(Math.abs(sum / runs)).as("values=%d", values).isLessThan(4 * STANDARD_ERROR / Math.sqrt(runs));
        }
    }

    @Test
    void itDependsOnTheValuesAloneHoweverTheyAreOrderedDividedAndStored() {
        for (long seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            List<Long> values = new ArrayList<>();
            int count = 1 + random.nextInt(random.nextBoolean() ? 600 : 3_000);
            for (int i = 0; i < count; i++) {
                values.add(Hashes.of(random.nextInt(1_500)));
            }
            DistinctCount whole = new DistinctCount();
            values.forEach(whole::add);
            Collections.shuffle(values, random);
            DistinctCount merged = new DistinctCount();
            for (int from = 0; from < values.size(); ) {
                int to = Math.min(values.size(), from + 1 + random.nextInt(700));
                DistinctCount part = new DistinctCount();
                values.subList(from, to).forEach(part::add);
                DistinctCount before = copied(part);
                merged = random.nextBoolean()
                        ? DistinctCount.merged(copied(merged), part)
                        : DistinctCount.merged(part, merged);
                assertThat(part)
                        .as("seed=%d: what is merged stays as it is", seed)
                        .isEqualTo(before);
                from = to;
            }
            assertThat(merged).as("seed=%d", seed).isEqualTo(whole).hasSameHashCodeAs(whole);
            assertThat(copied(merged)).as("seed=%d", seed).isEqualTo(whole);
        }
    }

    private record Place(String street, int number) {}

    @Test
    void hashesTellValuesOfAnyTypeApart() {
        Hashes<Place> places = new Hashes<>(Place.class);
        Hashes<String> texts = new Hashes<>(String.class);
        DistinctCount count = new DistinctCount();
        for (int i = 0; i < 100; i++) {
            for (int j = 0; j < 2; j++) {
                count.add(places.of(new Place("street " + i % 10, i / 10)));
                count.add(texts.of("text " + i));
                count.add(texts.of("\0".repeat(i)));
            }
        }
        assertThat(count.count()).isEqualTo(300);
    }

    @Test
    void damagedBytesAreTold() {
        ByteWriter out = new ByteWriter();
        out.writeBoolean(true);
        out.writeVarInt(2);
        out.writeLong(7);
        out.writeLong(7);
        assertThatThrownBy(() -> DistinctCountSerde.INSTANCE.read(new ByteReader(out.toByteArray())))
                .isInstanceOf(CorruptDataException.class);
    }
}
