package io.weir.basic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ListSourceTest {

    @Test
    void readsTheListInItsOrder() throws Exception {
        assertThat(Sources.readAll(ListSource.of("a", "b", "c"))).containsExactly("a", "b", "c");
        assertThat(Sources.readAll(ListSource.of(List.of(1, 2)))).containsExactly(1, 2);
        assertThat(Sources.readAll(ListSource.of(List.of()))).isEmpty();
    }

    @Test
    void hasOneSplitWhateverTheParallelism() throws Exception {
        assertThat(Sources.splitsOf(ListSource.of("a"), new FakeContext(1, 0, 4)))
                .hasSize(1);
    }

    @Test
    void dealsValuesOutToSplits() throws Exception {
        ListSource<String> source = ListSource.of("a", "b", "c", "d", "e").splits(2);
        FakeOutput<String> output = new FakeOutput<>();

        output.drain(Sources.reader(source, FakeContext.single(), List.of(new IndexSplit(1, 2, 0))), 10);

        assertThat(output.values).containsExactly("b", "d");
    }

    @Test
    void givesEventTimesByValue() throws Exception {
        ListSource<Long> source = ListSource.of(5L, 3L).timestamps(value -> value * 10);
        FakeContext context = FakeContext.single();
        FakeOutput<Long> output = new FakeOutput<>();

        output.drain(Sources.reader(source, context, Sources.splitsOf(source, context)), 10);

        assertThat(output.timestamps).containsExactly(50L, 30L);
    }
}
