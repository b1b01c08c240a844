package io.weir.bench.nexmark;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Query 15, bidding statistics by day: how many bids there were on each day of event time, in UTC, and how many different bidders and auctions they were of, in all and by level of
 * price. A day's last result is compared.
 */
public final class Q15DayStatistics {

    private Q15DayStatistics() {}

    /** @param day since 1970-01-01 */
    public record DayStatistics(long day, Statistics statistics) implements Result.Update {

        @Override
        public long key() {
            return day;
        }

        @Override
        public long numbers() {
            return statistics.addTo(Hash.of(day));
        }
    }

    static void batch(Iterable<? extends Event> events, Consumer<? super Result> results) {
        Map<Long, Statistics.Collector> byDay = new TreeMap<>();
        for (Event event : events) {
            if (event instanceof Bid bid) {
                byDay.computeIfAbsent(Rank.day(bid.timestamp()), day -> new Statistics.Collector())
                        .add(bid);
            }
        }
        byDay.forEach((day, collector) -> results.accept(new DayStatistics(day, collector.statistics())));
    }
}
