package io.weir.jdbc.source;

import io.weir.source.SourceSplit;
import java.util.List;

/**
 * A range of the rows in the order of their keys, with the position that has been reached.
 *
 * <p>Threading: Immutable.
 *
 * @param splitId {@code scan-0}, {@code scan-1}, ... of a {@link JdbcSource}; {@code poll} of a {@link JdbcPollingSource}
 * @param keyColumns the columns of the key, first the one that counts most
 * @param after the key of the last row that was emitted, or where the range begins, exclusive; of as many columns as are known, none at the beginning. Values
 *     are Long, BigDecimal, String, LocalDateTime, Instant, LocalDate or UUID
 * @param upTo where the range ends, inclusive, in the same way; nothing if it has no end
 * @param ended whether the range was read to its end
 */
public record JdbcSplit(String splitId, List<String> keyColumns, List<Object> after, List<Object> upTo, boolean ended)
        implements SourceSplit {

    public JdbcSplit {
        keyColumns = List.copyOf(keyColumns);
        after = List.copyOf(after);
        upTo = List.copyOf(upTo);
    }

    JdbcSplit at(List<Object> newAfter, boolean newEnded) {
        return new JdbcSplit(splitId, keyColumns, newAfter, upTo, newEnded);
    }
}
