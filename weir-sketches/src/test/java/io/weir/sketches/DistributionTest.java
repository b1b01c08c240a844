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

/** What is known of a quantile, and that nothing but the numbers matters. */
class DistributionTest {

    private static final int SEEDS = 200;

    private static List<Double> numbers(Random random) {
        int count = 1 + random.nextInt(3_000);
        int kind = random.nextInt(5);
        List<Double> numbers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            numbers.add(
                    switch (kind) {
                        case 0 -> random.nextDouble() * 1000;
                        case 1 -> Math.exp(random.nextGaussian() * 10);
                        case 2 -> (double) random.nextInt(5);
                        case 3 -> random.nextGaussian();
                        default -> Double.longBitsToDouble(random.nextLong() & ~(1L << 52));
                    });
        }
        return numbers;
    }

    private static Distribution of(List<Double> numbers) {
        Distribution distribution = new Distribution();
        numbers.forEach(distribution::add);
        return distribution;
    }

    private static Distribution copied(Distribution distribution) {
        ByteWriter out = new ByteWriter();
        DistributionSerde.INSTANCE.write(distribution, out);
        ByteReader in = new ByteReader(out.toByteArray());
        Distribution read = DistributionSerde.INSTANCE.read(in);
        in.expectEnd();
        return read;
    }

    @Test
    void aQuantileIsCloseToTheTrueOne() {
        for (long seed = 0; seed < SEEDS; seed++) {
            List<Double> numbers = numbers(new Random(seed));
            Distribution distribution = of(numbers);
            Collections.sort(numbers);
            assertThat(distribution.count()).isEqualTo(numbers.size());
            for (double part : new double[] {0, 0.001, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99, 0.999, 1}) {
                double exact = numbers.get(Math.max(0, (int) Math.ceil(part * numbers.size()) - 1));
                assertThat(Math.abs(distribution.quantile(part) - exact))
                        .as("seed=%d part=%s exact=%s of %s", seed, part, exact, distribution)
                        .isLessThanOrEqualTo(
                                Math.max(Double.MIN_NORMAL, Math.abs(exact) * Distribution.RELATIVE_ERROR));
            }
            assertThat(distribution.quantile(0)).isEqualTo(numbers.get(0));
            assertThat(distribution.quantile(1)).isEqualTo(numbers.get(numbers.size() - 1));
        }
    }

    @Test
    void itDependsOnTheNumbersAloneHoweverTheyAreOrderedDividedAndStored() {
        for (long seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            List<Double> numbers = numbers(random);
            Distribution whole = of(numbers);
            Collections.shuffle(numbers, random);
            Distribution merged = new Distribution();
            for (int from = 0; from < numbers.size(); ) {
                int to = Math.min(numbers.size(), from + 1 + random.nextInt(500));
                Distribution part = of(numbers.subList(from, to));
                Distribution before = part.copy();
                merged = random.nextBoolean()
                        ? Distribution.merged(copied(merged), part)
                        : Distribution.merged(part, merged);
                assertThat(part)
                        .as("seed=%d: what is merged stays as it is", seed)
                        .isEqualTo(before);
                from = to;
            }
            assertThat(merged).as("seed=%d", seed).isEqualTo(whole).hasSameHashCodeAs(whole);
            assertThat(copied(merged)).as("seed=%d", seed).isEqualTo(whole);
        }
    }

    @Test
    void extremesHaveTheirPlace() {
        Distribution distribution = of(List.of(
                Double.NEGATIVE_INFINITY, -Double.MAX_VALUE, -1.0, -0.0, 0.0, Double.MIN_VALUE, 1.0, Double.MAX_VALUE));
        distribution.add(Double.POSITIVE_INFINITY);
        assertThat(distribution.quantile(0)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(distribution.quantile(0.5)).isZero();
        assertThat(distribution.quantile(0.85))
                .isCloseTo(Double.MAX_VALUE, org.assertj.core.data.Percentage.withPercentage(1));
        assertThat(distribution.quantile(1)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(copied(distribution)).isEqualTo(distribution);
        assertThatThrownBy(() -> distribution.add(Double.NaN)).hasMessageContaining("NaN");
        assertThatThrownBy(() -> new Distribution().quantile(0.5)).hasMessageContaining("no numbers");
        assertThatThrownBy(() -> distribution.quantile(1.5)).hasMessageContaining("from 0 to 1");
    }

    @Test
    void itStaysSmall() {
        Random random = new Random(1);
        Distribution distribution = new Distribution();
        for (int i = 0; i < 1_000_000; i++) {
            distribution.add(Math.exp(random.nextDouble() * Math.log(1e6)));
        }
        ByteWriter out = new ByteWriter();
        DistributionSerde.INSTANCE.write(distribution, out);
        assertThat(out.size()).isLessThan(6_000);
    }

    @Test
    void damagedBytesAreTold() {
        ByteWriter out = new ByteWriter();
        out.writeLong(0);
        out.writeLong(0);
        out.writeVarInt(2);
        for (int i = 0; i < 2; i++) {
            out.writeZigZagLong(1 - i);
            out.writeVarLong(1);
        }
        assertThatThrownBy(() -> DistributionSerde.INSTANCE.read(new ByteReader(out.toByteArray())))
                .isInstanceOf(CorruptDataException.class);
    }
}
