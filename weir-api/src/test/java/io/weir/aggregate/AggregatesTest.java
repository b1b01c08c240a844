package io.weir.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.serde.ByteReader;
import io.weir.serde.ByteWriter;
import io.weir.serde.Serde;
import io.weir.serde.Serdes;
import io.weir.state.Aggregation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Each aggregate of random numbers, added in parts that are written, read and merged, is what a plain computation says. */
class AggregatesTest {

    private static final Comparator<Integer> ORDER = Comparator.naturalOrder();

    private static <A, R> void check(
            Aggregator<? super Integer, A, R> aggregator, Function<List<Integer>, ? extends R> plain) {
        Aggregation<? super Integer, A, R> how = aggregator.aggregation();
        for (long seed = 0; seed < 50; seed++) {
            Random random = new Random(seed);
            List<Integer> all = new ArrayList<>();
            List<A> parts = new ArrayList<>();
            for (int part = 0; part < 1 + random.nextInt(5); part++) {
                A accumulator = how.initial();
                for (int i = 0; i < 1 + random.nextInt(10); i++) {
                    int number = random.nextInt(20) - 10;
                    all.add(number);
                    accumulator = copied(how.add().apply(accumulator, number), aggregator.serde());
                }
                parts.add(accumulator);
            }
            List<R> before = new ArrayList<>();
            parts.forEach(part -> before.add(how.result().apply(part)));
            A merged = parts.get(0);
            for (A part : parts.subList(1, parts.size())) {
                merged = Objects.requireNonNull(how.merge()).apply(merged, part);
            }
            assertThat(how.result().apply(merged))
                    .as("seed=" + seed + " " + all)
                    .isEqualTo(plain.apply(all));
            List<R> after = new ArrayList<>();
            parts.forEach(part -> after.add(how.result().apply(part)));
            assertThat(after).as("merging changes nothing").isEqualTo(before);
        }
    }

    private static <A> A copied(A accumulator, Serde<A> serde) {
        ByteWriter out = new ByteWriter();
        serde.write(accumulator, out);
        ByteReader in = new ByteReader(out.toByteArray());
        A copy = serde.read(in);
        in.expectEnd();
        return copy;
    }

    @Test
    void numbersAreAddedUp() {
        check(Aggregates.count(), all -> (long) all.size());
        check(
                Aggregates.sumLong(Integer::longValue),
                all -> all.stream().mapToLong(n -> n).sum());
        check(
                Aggregates.sumDouble(Integer::doubleValue),
                all -> all.stream().mapToDouble(n -> n).sum());
        check(
                Aggregates.average(Integer::doubleValue),
                all -> all.stream().mapToDouble(n -> n).average().orElseThrow());
    }

    @Test
    void theLeastAndTheGreatestAreFound() {
        check(
                Aggregates.minLong(Integer::longValue),
                all -> all.stream().mapToLong(n -> n).min().orElseThrow());
        check(
                Aggregates.maxLong(Integer::longValue),
                all -> all.stream().mapToLong(n -> n).max().orElseThrow());
        check(Aggregates.minDouble(Integer::doubleValue), all ->
                (double) all.stream().min(ORDER).orElseThrow());
        check(Aggregates.maxDouble(Integer::doubleValue), all ->
                (double) all.stream().max(ORDER).orElseThrow());
        check(
                Aggregates.min(Integer.class, (Integer n) -> n, ORDER),
                all -> all.stream().min(ORDER).orElseThrow());
        check(
                Aggregates.max(Integer.class, (Integer n) -> n, ORDER),
                all -> all.stream().max(ORDER).orElseThrow());
    }

    @Test
    void differentValuesAreCountedOnce() {
        check(Aggregates.distinctCount(Integer.class, (Integer n) -> n), all -> (long) new HashSet<>(all).size());
    }

    @Test
    void theFirstInAnOrderAreKept() {
        check(
                Aggregates.top(3, Integer.class, (Integer n) -> n, ORDER),
                all -> all.stream().sorted(ORDER).limit(3).toList());
        assertThatThrownBy(() -> Aggregates.top(0, Integer.class, (Integer n) -> n, ORDER))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void severalAreMadeInOnePass() {
        check(
                Aggregates.both(
                        Aggregates.count(),
                        Aggregates.both(
                                Aggregates.distinctCount(Integer.class, (Integer n) -> n),
                                Aggregates.maxLong(Integer::longValue),
                                (distinct, max) -> distinct + " up to " + max),
                        (count, rest) -> count + ": " + rest),
                all -> all.size() + ": " + new HashSet<>(all).size() + " up to "
                        + all.stream().max(ORDER).orElseThrow());
    }

    /** A component that was added since. */
    record Old(long count) {}

    record New(long count, long sum) {}

    @Test
    void thePartsOfAPairEvolveAsByThemselves() {
        PairSerde<Long, Old> before = new PairSerde<>(Serdes.longs(), Serdes.of(Old.class));
        PairSerde<Long, New> after = new PairSerde<>(Serdes.longs(), Serdes.of(New.class));
        ByteWriter out = new ByteWriter();
        before.write(new Pair<>(7L, new Old(3)), out);
        assertThat(after.evolvedFrom(before.schema()).read(new ByteReader(out.toByteArray())))
                .isEqualTo(new Pair<>(7L, new New(3, 0)));
    }
}
