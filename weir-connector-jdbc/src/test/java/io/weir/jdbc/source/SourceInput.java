package io.weir.jdbc.source;

import io.weir.source.Source;
import io.weir.testkit.conformance.SourceSubject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/** A table for the conformance kit: {@code k} tells rows apart, {@code batch} is the same for several of them. */
record SourceInput(
        SourceTable table,
        Function<SourceTable, Source<SourceInput.Item, JdbcSplit>> reading,
        List<SourceInput.Item> held)
        implements SourceSubject<SourceInput.Item, JdbcSplit> {

    private static final int RECORD_COUNT = 24;
    private static final int BATCH_SIZE = 5;

    /** A row. */
    record Item(long k, String name, int batch) {}

    static SourceInput of(SourceTable empty, Function<SourceTable, Source<Item, JdbcSplit>> reading) throws Exception {
        empty.create("k BIGINT PRIMARY KEY, name VARCHAR(40) NOT NULL UNIQUE, batch INTEGER NOT NULL");
        empty.execute("CREATE INDEX " + empty.name() + "_batch ON " + empty.name() + " (batch, k)");
        SourceInput input = new SourceInput(empty, reading, new ArrayList<>());
        input.add(RECORD_COUNT);
        return input;
    }

    /** Ranges of an integer. */
    static Source<Item, JdbcSplit> byNumber(SourceTable table) {
        return JdbcSource.table(table.database(), table.name(), Item.class)
                .key("k")
                .splits(3)
                .pageSize(4);
    }

    /** Ranges of a text. */
    static Source<Item, JdbcSplit> byText(SourceTable table) {
        return JdbcSource.query(
                        table.database(),
                        "SELECT * FROM " + table.name() + " WHERE batch >= 0",
                        row -> new Item(row.getLong("k"), row.getString("name"), row.getInt("batch")))
                .key("name")
                .splits(3)
                .pageSize(3)
                .snapshot();
    }

    /** By a column with ties. */
    static Source<Item, JdbcSplit> polling(SourceTable table) {
        return JdbcPollingSource.table(table.database(), table.name(), Item.class)
                .by("batch", "k")
                .every(Duration.ofMillis(5))
                .pageSize(3);
    }

    /** The same, with rows held back. */
    static Source<Item, JdbcSplit> pollingWithLag(SourceTable table) {
        return ((JdbcPollingSource<Item>) polling(table)).lag(Duration.ofMillis(5));
    }

    private List<Item> add(int count) throws Exception {
        List<Item> items = IntStream.range(held.size(), held.size() + count)
                .mapToObj(index -> new Item(index * 1_000_003L, "item-" + index, index / BATCH_SIZE))
                .toList();
        table.insert(items.stream()
                .map(item -> item.k() + ", '" + item.name() + "', " + item.batch())
                .toArray(String[]::new));
        held.addAll(items);
        return items;
    }

    @Override
    public Source<Item, JdbcSplit> source() {
        return reading.apply(table);
    }

    @Override
    public List<Item> records() {
        return List.copyOf(held);
    }

    @Override
    public List<Item> append() throws Exception {
        return add(2);
    }

    @Override
    public int positionsMax() {
        return 12;
    }
}
