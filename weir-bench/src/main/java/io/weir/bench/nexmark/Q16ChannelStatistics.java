package io.weir.bench.nexmark;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Query 16, channel statistics by day: what {@link Q15DayStatistics} asks, for each channel, and the last minute of the day in which it had a bid. A channel's and day's last result is compared.
 */
public final class Q16ChannelStatistics {

    private static final long MILLIS_PER_MINUTE = 60_000;
    private static final long MINUTES_PER_DAY = 1_440;

    private Q16ChannelStatistics() {}

    /** What the statistics are about. */
    public record ChannelDay(String channel, long day) {}

    /**
     * The statistics of a channel on a day.
     *
     * @param day since 1970-01-01
     * @param minute of the day
     */
    public record ChannelStatistics(String channel, long day, long minute, Statistics statistics)
            implements Result.Update {

        @Override
        public long key() {
            // All of the text, unlike in hashes: keys must not be mixed up.
            return Hash.add(((long) channel.hashCode() << Integer.SIZE) ^ channel.length(), day);
        }

        @Override
        public long numbers() {
            return statistics.addTo(Hash.add(Hash.of(day), minute));
        }

        @Override
        public long withTexts(long hash) {
            return Hash.add(hash, channel);
        }
    }

    /** Returns a time's minute of the day, in UTC. */
    public static long minute(long timestamp) {
        return Math.floorMod(Math.floorDiv(timestamp, MILLIS_PER_MINUTE), MINUTES_PER_DAY);
    }

    static void batch(Iterable<? extends Event> events, Consumer<? super Result> results) {
        Map<ChannelDay, Statistics.Collector> collectors = new HashMap<>();
        Map<ChannelDay, Long> minutes = new HashMap<>();
        for (Event event : events) {
            if (event instanceof Bid bid) {
                ChannelDay key = new ChannelDay(bid.channel(), Rank.day(bid.timestamp()));
                collectors.computeIfAbsent(key, k -> new Statistics.Collector()).add(bid);
                minutes.merge(key, minute(bid.timestamp()), Math::max);
            }
        }
        collectors.forEach((key, collector) -> results.accept(new ChannelStatistics(
                key.channel(), key.day(), minutes.getOrDefault(key, 0L), collector.statistics())));
    }
}
