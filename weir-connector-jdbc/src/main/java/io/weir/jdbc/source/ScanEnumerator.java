package io.weir.jdbc.source;

import io.weir.jdbc.JdbcErrors;
import io.weir.runtime.StageContext;
import io.weir.source.SplitEnumerator;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Divides a table or query into ranges at the first start of a job; what is read is fixed then.
 *
 * <p>Threading: confined to one thread, which may block.
 */
final class ScanEnumerator implements SplitEnumerator<JdbcSplit> {

    static final String PREFIX = "scan-";

    private final ReadSettings<?> settings;
    private final int splitCount;
    private final String stage;

    ScanEnumerator(StageContext context, ReadSettings<?> settings, int splitCount) {
        this.settings = settings;
        this.splitCount = splitCount;
        this.stage = "source " + context.stageName();
    }

    @Override
    public List<JdbcSplit> discover(List<JdbcSplit> known, boolean firstStart) {
        KnownSplits.check(known, PREFIX, settings.keyColumns(), stage);
        if (!firstStart || !known.isEmpty()) {
            return List.of();
        }
        try (Connection connection = settings.database().open()) {
            Columns columns = Columns.of(connection, settings.relation());
            KeyColumns key = KeyColumns.of(settings.keyColumns(), columns, settings.relation(), stage);
            KeysetSql sql = new KeysetSql(settings.dialect(), settings.relation(), settings.keyColumns());
            List<JdbcSplit> splits = splits(new KeyRanges(connection, sql, key, stage).ends(splitCount));
            connection.commit();
            return splits;
        } catch (SQLException e) {
            throw JdbcErrors.inWords(
                    settings.dialect(),
                    stage + " could not divide " + settings.relation().words() + " into ranges",
                    e);
        }
    }

    private List<JdbcSplit> splits(List<Object> ends) {
        List<JdbcSplit> splits = new ArrayList<>();
        List<Object> after = List.of();
        for (Object end : ends) {
            splits.add(new JdbcSplit(PREFIX + splits.size(), settings.keyColumns(), after, List.of(end), false));
            after = List.of(end);
        }
        return splits;
    }
}
