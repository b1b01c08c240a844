package io.weir.jdbc;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Cuts rows into runs of one operation each, to be written one run after another.
 *
 * <p>Upserts and deletions of a key overwrite one another, so of those that come without an insertion in between only the last of each key counts, at
 * its own place. The others keep their order: keys that differ here may be one for the database, which may not tell upper from lower case, or 1.0 from 1.00.
 */
final class RowRuns {

    private RowRuns() {}

    /** Returns runs in which what is overwritten anyhow is left out. */
    static List<List<Row>> merged(RowLayout<?> layout, List<Row> rows) {
        List<List<Row>> runs = new ArrayList<>();
        int from = 0;
        while (from < rows.size()) {
            boolean keyed = isKeyed(rows.get(from));
            int to = from + 1;
            while (to < rows.size() && isKeyed(rows.get(to)) == keyed) {
                to++;
            }
            if (keyed) {
                addLastOfEachKey(layout, rows.subList(from, to), runs);
            } else {
                runs.add(rows.subList(from, to));
            }
            from = to;
        }
        return runs;
    }

    /** Returns runs with every row, in order. */
    static List<List<Row>> all(List<Row> rows) {
        List<List<Row>> runs = new ArrayList<>();
        int from = 0;
        for (int i = 1; i <= rows.size(); i++) {
            if (i == rows.size() || rows.get(i).operation() != rows.get(from).operation()) {
                runs.add(rows.subList(from, i));
                from = i;
            }
        }
        return runs;
    }

    private static boolean isKeyed(Row row) {
        return row.operation() != RowOperation.INSERT;
    }

    private static void addLastOfEachKey(RowLayout<?> layout, List<Row> rows, List<List<Row>> runs) {
        Map<List<@Nullable Object>, Row> last = new LinkedHashMap<>();
        for (Row row : rows) {
            List<@Nullable Object> key = layout.key(row);
            last.remove(key);
            last.put(key, row);
        }
        runs.addAll(all(List.copyOf(last.values())));
    }
}
