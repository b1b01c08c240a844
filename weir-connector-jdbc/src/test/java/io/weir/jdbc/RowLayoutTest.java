package io.weir.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.error.WeirException;
import io.weir.serde.ByteReader;
import io.weir.serde.ByteWriter;
import io.weir.serde.CorruptDataException;
import io.weir.sink.RefusedRecordException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RowLayoutTest {

    private record Change(
            RowOperation operation, int k, @Nullable Object v) {}

    private record Named(RowOperation operation, String k, String v) {}

    private final RowTarget<Change> target = RowTarget.ofTable(
                    TableName.parse("t"),
                    List.of(new Column<>("v", Change::v, null), new Column<Change>("k", Change::k, int.class)))
            .withOperation(EnumSet.allOf(RowOperation.class), Change::operation, List.of("k"));
    private final RowLayout<Change> layout = new RowLayout<>(target);

    private Row passed(Change change) {
        ByteWriter out = new ByteWriter();
        layout.write(change, out);
        ByteReader in = new ByteReader(out.toByteArray());
        Row row = layout.read(5, in, RowOrder.asIs(target));
        in.expectEnd();
        return row;
    }

    @Test
    void everyKindOfValueComesBack() {
        List<Object> values = List.of(
                true,
                false,
                -1,
                Long.MIN_VALUE,
                -0.0,
                Float.MIN_VALUE,
                new BigDecimal("-12345678901234567890.123"),
                "Grüße",
                LocalDate.MIN,
                LocalTime.MAX,
                LocalDateTime.of(1, 1, 1, 0, 0, 0, 1),
                Instant.parse("1969-12-31T23:59:59.999999999Z"),
                new UUID(-1, 1));
        for (Object value : values) {
            assertThat(passed(new Change(RowOperation.INSERT, 1, value)))
                    .isEqualTo(new Row(RowOperation.INSERT, 5, List.of(value, 1)));
        }
    }

    @Test
    void aDeletionHasItsKeyAlone() {
        assertThat(passed(new Change(RowOperation.DELETE, 9, "v")))
                .isEqualTo(new Row(RowOperation.DELETE, 5, List.of(9)));
    }

    @Test
    void aValueThatNoColumnHoldsIsRefusedInWords() {
        assertThatThrownBy(() -> passed(new Change(RowOperation.INSERT, 1, new Object())))
                .isInstanceOfSatisfying(
                        WeirException.class, e -> assertThat(e.code()).isEqualTo("jdbc-value-type"));
    }

    @Test
    void aKeyThatIsNullIsRefusedBeforeAnythingIsAppended() {
        RowTarget<Change> byValue =
                target.withOperation(EnumSet.allOf(RowOperation.class), Change::operation, List.of("v"));
        RowLayout<Change> layoutByValue = new RowLayout<>(byValue);
        ByteWriter out = new ByteWriter();
        for (RowOperation operation : List.of(RowOperation.UPSERT, RowOperation.DELETE)) {
            for (Object nothing : Arrays.asList(null, Optional.empty())) {
                assertThatThrownBy(() -> layoutByValue.write(new Change(operation, 1, nothing), out))
                        .isInstanceOf(RefusedRecordException.class)
                        .hasMessageContaining("column v");
            }
        }
        assertThat(out.size()).isZero();
        layoutByValue.write(new Change(RowOperation.INSERT, 1, null), out);
        assertThat(out.size()).isPositive();
    }

    @Test
    void bytesThatAreNoRowAreToldAsCorrupt() {
        assertThatThrownBy(() -> layout.read(0, new ByteReader(new byte[] {77}), RowOrder.asIs(target)))
                .isInstanceOf(CorruptDataException.class);
        assertThatThrownBy(() -> layout.read(0, new ByteReader(new byte[] {0, 77}), RowOrder.asIs(target)))
                .isInstanceOf(CorruptDataException.class);
    }

    /** Whatever comes, merged runs leave the same table as row after row. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34})
    void mergedRunsLeaveTheSameTable(long seed) {
        Random random = new Random(seed);
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            RowOperation operation = RowOperation.values()[random.nextInt(20) == 0 ? 0 : 1 + random.nextInt(2)];
            int k = operation == RowOperation.INSERT ? 100 + i : random.nextInt(10);
            rows.add(passed(new Change(operation, k, "v" + i)));
        }

        List<List<Row>> merged = RowRuns.merged(layout, rows);
        assertThat(applied(merged)).as("seed=%d", seed).isEqualTo(applied(List.of(rows)));
        assertThat(merged.size())
                .as("runs, seed=%d", seed)
                .isLessThan(RowRuns.all(rows).size());
    }

    /** The database's equality of keys may be wider than that of Java: upper and lower case, 1.0 and 1.00, spaces at the end. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34})
    void keysThatAreOneForTheDatabaseKeepTheirOrder(long seed) {
        RowTarget<Named> named = RowTarget.<Named>ofTable(
                        TableName.parse("t"),
                        List.of(
                                new Column<>("k", Named::k, String.class),
                                new Column<Named>("v", Named::v, String.class)))
                .withOperation(EnumSet.allOf(RowOperation.class), Named::operation, List.of("k"));
        RowLayout<Named> namedLayout = new RowLayout<>(named);
        Random random = new Random(seed);
        ByteWriter out = new ByteWriter();
        List<String> keys = List.of("a", "A", "b", "B", "c");
        for (int i = 0; i < 200; i++) {
            RowOperation operation = RowOperation.values()[1 + random.nextInt(2)];
            namedLayout.write(new Named(operation, keys.get(random.nextInt(keys.size())), "v" + i), out);
        }
        ByteReader in = new ByteReader(out.toByteArray());
        List<Row> rows = new ArrayList<>();
        while (in.remaining() > 0) {
            rows.add(namedLayout.read(rows.size(), in, RowOrder.asIs(named)));
        }

        List<List<Row>> merged = RowRuns.merged(namedLayout, rows);
        assertThat(appliedIgnoringCase(merged)).as("seed=%d", seed).isEqualTo(appliedIgnoringCase(List.of(rows)));
        assertThat(merged)
                .as("seed=%d", seed)
                .allSatisfy(run -> assertThat(run)
                        .extracting(Row::operation)
                        .containsOnly(run.get(0).operation()));
        assertThat(merged.stream().mapToInt(List::size).sum()).isEqualTo(keys.size());
    }

    private static Map<Object, Object> appliedIgnoringCase(List<List<Row>> runs) {
        Map<Object, Object> table = new TreeMap<>();
        for (List<Row> run : runs) {
            for (Row row : run) {
                String key = String.valueOf(row.values().get(0)).toLowerCase(Locale.ROOT);
                if (row.operation() == RowOperation.DELETE) {
                    table.remove(key);
                } else {
                    table.put(key, row.values().get(1));
                }
            }
        }
        return table;
    }

    private Map<Object, Object> applied(List<List<Row>> runs) {
        Map<Object, Object> table = new TreeMap<>();
        for (List<Row> run : runs) {
            for (Row row : run) {
                Object key = layout.key(row).get(0);
                if (row.operation() == RowOperation.DELETE) {
                    table.remove(key);
                } else {
                    table.put(key, row.values().get(0));
                }
            }
        }
        return table;
    }
}
