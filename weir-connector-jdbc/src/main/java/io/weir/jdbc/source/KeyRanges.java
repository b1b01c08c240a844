package io.weir.jdbc.source;

import io.weir.jdbc.Dialect;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Divides what is read into ranges of the key's first column: integers into equal parts between the smallest and the largest, everything else at the places
 * where equally many rows lie between.
 *
 * <p>Threading: confined to one thread, which may block.
 */
final class KeyRanges {

    private final Connection connection;
    private final Dialect dialect;
    private final KeysetSql sql;
    private final KeyColumns first;
    private final String stage;

    KeyRanges(Connection connection, KeysetSql sql, KeyColumns key, String stage) {
        this.connection = connection;
        this.dialect = sql.dialect();
        this.sql = sql;
        this.first = key.first();
        this.stage = stage;
    }

    /** Returns the upper ends of at most {@code count} ranges, inclusive and ascending; the last one is the largest value. Empty if there are no rows. */
    List<Object> ends(int count) throws SQLException {
        List<Object> largest = value(sql.largest());
        if (largest.isEmpty()) {
            return List.of();
        }
        List<Object> ends = new ArrayList<>();
        if (count > 1) {
            ends.addAll(
                    first.types().get(0) == KeyType.INTEGER
                            ? between((Long) value(sql.smallest(false)).get(0), (Long) largest.get(0), count)
                            : sampled(count));
        }
        ends.removeIf(largest.get(0)::equals);
        ends.add(largest.get(0));
        return ends.stream().distinct().toList();
    }

    static List<Object> between(long smallest, long largest, int count) {
        BigInteger width = BigInteger.valueOf(largest).subtract(BigInteger.valueOf(smallest));
        List<Object> ends = new ArrayList<>();
        for (int i = 1; i < count; i++) {
            BigInteger offset = width.multiply(BigInteger.valueOf(i)).divide(BigInteger.valueOf(count));
            ends.add(BigInteger.valueOf(smallest).add(offset).longValueExact());
        }
        return ends;
    }

    private List<Object> sampled(int count) throws SQLException {
        long rowCount = rowCount();
        List<Object> ends = new ArrayList<>();
        for (int i = 1; i < count; i++) {
            ends.addAll(value(sql.smallest(true), rowCount * i / count));
        }
        return ends;
    }

    private long rowCount() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql.count());
                ResultSet rows = statement.executeQuery()) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }

    private List<Object> value(String query, Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            for (int i = 0; i < parameters.length; i++) {
                dialect.bind(statement, i + 1, parameters[i]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? first.read(rows, new int[] {1}, sql.relation(), stage) : List.of();
            }
        }
    }
}
