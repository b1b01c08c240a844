package io.weir.jdbc.source;

import io.weir.runtime.StageContext;
import io.weir.source.SplitEnumerator;
import java.util.List;

/**
 * Gives out the one split of a {@link JdbcPollingSource}.
 *
 * <p>Threading: confined to one thread.
 */
final class PollEnumerator implements SplitEnumerator<JdbcSplit> {

    static final String SPLIT_ID = "poll";

    private final ReadSettings<?> settings;
    private final String stage;

    PollEnumerator(StageContext context, ReadSettings<?> settings) {
        this.settings = settings;
        this.stage = "source " + context.stageName();
    }

    @Override
    public List<JdbcSplit> discover(List<JdbcSplit> known, boolean firstStart) {
        KnownSplits.check(known, SPLIT_ID, settings.keyColumns(), stage);
        return known.isEmpty()
                ? List.of(new JdbcSplit(SPLIT_ID, settings.keyColumns(), List.of(), List.of(), false))
                : List.of();
    }
}
