package io.weir.files.sink;

import io.weir.error.WeirException;
import io.weir.time.Timestamps;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Partitions by a record's event time in UTC.
 *
 * <p>Threading: confined to one thread at a time.
 */
final class EventTimePartitioner<T> implements Partitioning.Partitioner<T> {

    private static final long MINUTE_MILLIS = 60_000;

    private final DateTimeFormatter formatter;
    private long lastMinute = Long.MIN_VALUE;
    private String lastPartition = "";

    EventTimePartitioner(DateTimeFormatter formatter) {
        this.formatter = formatter;
    }

    /** @throws WeirException if it is no pattern of days, hours or minutes */
    static DateTimeFormatter formatter(String pattern) {
        try {
            DateTimeFormatter formatter =
                    DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
            if (formatter.format(Instant.EPOCH).equals(formatter.format(Instant.ofEpochMilli(MINUTE_MILLIS - 1)))) {
                return formatter;
            }
        } catch (IllegalArgumentException | DateTimeException e) {
            throw refused(pattern, String.valueOf(e.getMessage()));
        }
        throw refused(pattern, "it has a unit below a minute, which would make a directory for almost every record");
    }

    private static WeirException refused(String pattern, String why) {
        return WeirException.user(
                "files-setting",
                "the pattern " + pattern + " for partitions cannot be used",
                why,
                "give a pattern of java.time.format.DateTimeFormatter, such as 'dt='yyyy-MM-dd/'hour='HH");
    }

    @Override
    public String of(T value, long timestamp) {
        if (timestamp == Timestamps.NONE) {
            throw WeirException.user(
                    "files-no-event-time",
                    "a record has no event time",
                    "the sink partitions by it",
                    "assign timestamps at the source, or partition by a function with partitionBy(..)");
        }
        long minute = Math.floorDiv(timestamp, MINUTE_MILLIS);
        if (minute != lastMinute) {
            lastPartition = formatter.format(Instant.ofEpochMilli(timestamp));
            lastMinute = minute;
        }
        return lastPartition;
    }
}
