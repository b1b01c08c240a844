package io.weir.basic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.error.WeirException;
import io.weir.serde.ByteReader;
import io.weir.serde.ByteWriter;
import io.weir.serde.CorruptDataException;
import io.weir.source.Boundedness;
import io.weir.source.InputStatus;
import io.weir.source.SourceReader;
import io.weir.time.Timestamps;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GeneratorSourceTest {

    private static final long SECOND = 1_000_000_000L;

    private final FakeContext context = FakeContext.single();
    private final FakeOutput<Long> output = new FakeOutput<>();

    private static GeneratorSource<Long> indices() {
        return GeneratorSource.of(index -> index);
    }

    private static List<Long> upTo(long count) {
        return LongStream.range(0, count).boxed().toList();
    }

    private SourceReader<Long, IndexSplit> readerOf(GeneratorSource<Long> source) throws Exception {
        return Sources.reader(source, context, Sources.splitsOf(source, context));
    }

    @Test
    void makesTheRecordOfEachIndexInOrder() throws Exception {
        assertThat(Sources.readAll(indices().count(100))).isEqualTo(upTo(100));
        assertThat(Sources.readAll(indices().count(0))).isEmpty();
    }

    @Test
    void hasNoEndUnlessACountIsGiven() throws Exception {
        assertThat(indices().boundedness()).isEqualTo(Boundedness.UNBOUNDED);
        assertThat(indices().count(1).boundedness()).isEqualTo(Boundedness.BOUNDED);

        assertThat(readerOf(indices()).poll(output, 1000)).isEqualTo(InputStatus.MORE_AVAILABLE);
        assertThat(output.values).isEqualTo(upTo(1000));
    }

    @Test
    void emitsNoMoreThanItIsAskedFor() throws Exception {
        SourceReader<Long, IndexSplit> reader = readerOf(indices().count(10));

        reader.poll(output, 3);

        assertThat(output.values).isEqualTo(upTo(3));
    }

    @Test
    void endsOnlyWhenNoFurtherSplitCanCome() {
        SourceReader<Long, IndexSplit> reader = indices().count(2).createReader(context);
        assertThat(output.drain(reader, 10)).isEqualTo(InputStatus.NOTHING_AVAILABLE);

        reader.addSplits(List.of(new IndexSplit(0, 1, 0)));
        assertThat(output.drain(reader, 10)).isEqualTo(InputStatus.NOTHING_AVAILABLE);

        reader.noMoreSplits();
        assertThat(output.drain(reader, 10)).isEqualTo(InputStatus.END_OF_INPUT);
        assertThat(output.values).containsExactly(0L, 1L);
    }

    @Test
    void endsAtOnceInASubtaskWithoutSplits() {
        assertThat(output.drain(Sources.reader(indices(), context, List.of()), 10))
                .isEqualTo(InputStatus.END_OF_INPUT);
    }

    @Test
    void givesEventTimesByIndexOrNone() throws Exception {
        output.drain(readerOf(indices().count(3).timestamps(index -> 100 + index)), 10);
        output.drain(readerOf(indices().count(1)), 10);

        assertThat(output.timestamps).containsExactly(100L, 101L, 102L, Timestamps.NONE);
    }

    @ParameterizedTest
    @CsvSource({"1,1", "0,3", "2,3", "3,3", "10,3", "11,3", "12,3", "1000,7"})
    void splitsHoldEachIndexOnceAndKeepItsOrder(int count, int splitCount) throws Exception {
        GeneratorSource<Long> source = indices().count(count).splits(splitCount);
        List<Long> all = new ArrayList<>();
        for (IndexSplit split : Sources.splitsOf(source, context)) {
            FakeOutput<Long> one = new FakeOutput<>();
            one.drain(Sources.reader(source, context, List.of(split)), 2);
            assertThat(one.values).isSorted();
            all.addAll(one.values);
        }

        assertThat(all).hasSize(count).containsExactlyInAnyOrderElementsOf(upTo(count));
    }

    @Test
    void readsSeveralSplitsInTurns() throws Exception {
        SourceReader<Long, IndexSplit> reader = readerOf(indices().count(12).splits(3));

        for (int i = 0; i < 3; i++) {
            reader.poll(output, 2);
        }

        assertThat(output.values).containsExactlyInAnyOrder(0L, 3L, 1L, 4L, 2L, 5L);
        assertThat(output.splitIds).containsExactlyInAnyOrder("0/3", "1/3", "2/3");
    }

    @Test
    void hasASplitForEachSubtaskByDefault() throws Exception {
        assertThat(Sources.splitsOf(indices(), new FakeContext(1, 0, 4))).hasSize(4);
        assertThat(Sources.splitsOf(indices(), context)).containsExactly(new IndexSplit(0, 1, 0));
    }

    @ParameterizedTest
    @CsvSource({"1", "2", "5"})
    void continuesFromEverySnapshotWithoutLossOrRepetition(int splitCount) throws Exception {
        GeneratorSource<Long> source = indices().count(23).splits(splitCount);
        for (int pollCount = 0; pollCount < 15; pollCount++) {
            FakeOutput<Long> both = new FakeOutput<>();
            SourceReader<Long, IndexSplit> first = readerOf(source);
            for (int i = 0; i < pollCount; i++) {
                first.poll(both, 2);
            }
            List<IndexSplit> snapshot = first.snapshot(1);
            first.poll(output, 2);

            both.drain(Sources.reader(source, context, snapshot), 3);

            assertThat(snapshot).hasSize(splitCount);
            assertThat(both.values).containsExactlyInAnyOrderElementsOf(upTo(23));
        }
    }

    @Test
    void keepsTheNumberOfSplitsOfARestoredJob() throws Exception {
        List<IndexSplit> restored = List.of(new IndexSplit(0, 2, 5), new IndexSplit(1, 2, 6));

        assertThat(indices().createEnumerator(new FakeContext(2, 0, 8)).discover(restored, false))
                .isEmpty();
        assertThat(indices().splits(2).createEnumerator(context).discover(restored, false))
                .isEmpty();
        assertThat(indices().createEnumerator(context).discover(restored.subList(0, 1), false))
                .containsExactly(new IndexSplit(1, 2, 0));
    }

    @Test
    void refusesAnotherNumberOfSplitsThanTheCheckpointHas() {
        List<IndexSplit> restored = List.of(new IndexSplit(0, 2, 5), new IndexSplit(1, 2, 6));

        assertThatThrownBy(() -> indices().splits(3).createEnumerator(context).discover(restored, false))
                .isInstanceOf(WeirException.class)
                .hasMessageContaining("\"stage\" has splits=3, its checkpoint splits=2")
                .hasMessageContaining("[changed-splits]");
    }

    @Test
    void endsIfTheCheckpointIsBeyondTheCount() {
        SourceReader<Long, IndexSplit> reader =
                Sources.reader(indices().count(5), context, List.of(new IndexSplit(0, 1, 9)));

        assertThat(output.drain(reader, 10)).isEqualTo(InputStatus.END_OF_INPUT);
        assertThat(reader.snapshot(1)).containsExactly(new IndexSplit(0, 1, 9));
    }

    @Test
    void keepsToTheRateAndAsksToBeWokenForTheNextRecord() throws Exception {
        SourceReader<Long, IndexSplit> reader = readerOf(indices().ratePerSecond(4));

        assertThat(output.drain(reader, 10)).isEqualTo(InputStatus.NOTHING_AVAILABLE);
        assertThat(output.values).containsExactly(0L);
        assertThat(context.timers).containsExactly(SECOND / 4);

        context.nanos += SECOND / 4 - 1;
        output.drain(reader, 10);
        assertThat(output.values).containsExactly(0L);
        assertThat(context.timers).endsWith(1L);

        context.nanos += 1;
        output.drain(reader, 10);
        assertThat(output.values).containsExactly(0L, 1L);
    }

    @Test
    void catchesUpWithWhatWasHeldUp() throws Exception {
        SourceReader<Long, IndexSplit> reader = readerOf(indices().ratePerSecond(1000));

        context.nanos += 2 * SECOND;
        output.drain(reader, 64);

        assertThat(output.values).isEqualTo(upTo(2001));
    }

    @ParameterizedTest
    @CsvSource({"1", "3", "8"})
    void emitsEvenlyOverAllSplits(int splitCount) throws Exception {
        SourceReader<Long, IndexSplit> reader =
                readerOf(indices().ratePerSecond(10).splits(splitCount));

        for (int tenth = 0; tenth < 50; tenth++) {
            output.drain(reader, 10);
            assertThat(output.values).hasSize(tenth + 1);
            context.nanos += SECOND / 10;
        }
        assertThat(output.values).containsExactlyElementsOf(upTo(50));
    }

    @Test
    void countsTheRateFromTheStartOfTheAttempt() {
        SourceReader<Long, IndexSplit> reader =
                Sources.reader(indices().ratePerSecond(10), context, List.of(new IndexSplit(0, 1, 500)));

        output.drain(reader, 10);
        context.nanos += SECOND;
        output.drain(reader, 10);

        assertThat(output.values).hasSize(11).startsWith(500L);
    }

    @Test
    void givesEachReaderALoopOfItsOwn() {
        Class<?> one = EmitLoop.forPipeline(index -> index, index -> 0).getClass();
        Class<?> other = EmitLoop.forPipeline(index -> index, index -> 0).getClass();

        assertThat(one).isNotEqualTo(other).isNotEqualTo(GeneratorLoop.class);
        assertThat(one.isHidden()).isTrue();
    }

    @Test
    void keepsSplitsInCheckpoints() {
        ByteWriter out = new ByteWriter();
        IndexSplit split = new IndexSplit(1, 3, 1L << 40);
        indices().splitSerde().write(split, out);
        byte[] bytes = out.toByteArray();

        assertThat(indices().splitSerde().read(new ByteReader(bytes))).isEqualTo(split);
        assertThat(indices().splitSerde().schema())
                .isEqualTo("record IndexSplit{number:int, count:int, position:long}");
        bytes[0] = 3;
        assertThatThrownBy(() -> indices().splitSerde().read(new ByteReader(bytes)))
                .isInstanceOf(CorruptDataException.class)
                .hasMessageContaining("number=3, count=3");
    }

    @Test
    void refusesSettingsThatMakeNoSense() {
        assertThatThrownBy(() -> indices().count(-1)).hasMessageContaining("count=-1");
        assertThatThrownBy(() -> indices().ratePerSecond(0)).hasMessageContaining("ratePerSecond=0.0");
        assertThatThrownBy(() -> indices().ratePerSecond(Double.NaN)).hasMessageContaining("ratePerSecond=NaN");
        assertThatThrownBy(() -> indices().splits(0)).hasMessageContaining("count=0");
    }
}
