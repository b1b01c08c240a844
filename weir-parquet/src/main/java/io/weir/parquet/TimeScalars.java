package io.weir.parquet;

import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT32;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT64;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT96;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DateLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.jspecify.annotations.Nullable;

/** Times. What is finer than a microsecond is cut off, because few readers know nanoseconds. */
final class TimeScalars {

    private static final long NANOS_PER_MICRO = 1_000;
    private static final long JULIAN_DAY_OF_EPOCH = 2_440_588;

    private static final Map<Class<?>, Scalar> SCALARS = scalars();

    private TimeScalars() {}

    private static Map<Class<?>, Scalar> scalars() {
        Map<Class<?>, Scalar> all = new HashMap<>();
        all.put(Instant.class, timestamp("Instant", true, value -> (Instant) value, instant -> instant));
        all.put(
                LocalDateTime.class,
                timestamp(
                        "LocalDateTime",
                        false,
                        value -> ((LocalDateTime) value).toInstant(ZoneOffset.UTC),
                        instant -> LocalDateTime.ofInstant(instant, ZoneOffset.UTC)));
        all.put(LocalDate.class, date());
        all.put(LocalTime.class, time());
        text(all, OffsetDateTime.class, OffsetDateTime::parse);
        text(all, ZonedDateTime.class, ZonedDateTime::parse);
        text(all, OffsetTime.class, OffsetTime::parse);
        text(all, Duration.class, Duration::parse);
        text(all, Period.class, Period::parse);
        text(all, Year.class, Year::parse);
        text(all, YearMonth.class, YearMonth::parse);
        text(all, MonthDay.class, MonthDay::parse);
        text(all, ZoneId.class, ZoneId::of);
        text(all, ZoneOffset.class, ZoneOffset::of);
        return all;
    }

    static @Nullable Scalar of(Class<?> type) {
        return SCALARS.get(type);
    }

    private static <V> void text(Map<Class<?>, Scalar> all, Class<V> type, Function<String, Object> parse) {
        all.put(type, Scalars.text(type.getSimpleName(), Object::toString, parse));
    }

    private static Scalar timestamp(
            String name, boolean utc, Function<Object, Instant> toInstant, Function<Instant, Object> fromInstant) {
        return new Scalar(
                name,
                INT64,
                LogicalTypeAnnotation.timestampType(utc, TimeUnit.MICROS),
                0,
                (value, out) -> out.addLong(micros(toInstant.apply(value))),
                column -> timestampReader(column, utc, fromInstant));
    }

    private static long micros(Instant instant) {
        try {
            return Math.addExact(
                    Math.multiplyExact(instant.getEpochSecond(), 1_000_000L), instant.getNano() / NANOS_PER_MICRO);
        } catch (ArithmeticException e) {
            throw ParquetErrors.value("the time " + instant, "it is out of the range of microseconds in 64 bits", e);
        }
    }

    private static @Nullable Function<Object, Object> timestampReader(
            PrimitiveType column, boolean utc, Function<Instant, Object> fromInstant) {
        if (column.getPrimitiveTypeName() == INT96) {
            return raw -> fromInstant.apply(int96((Binary) raw));
        }
        if (!(column.getLogicalTypeAnnotation() instanceof TimestampLogicalTypeAnnotation timestamp)
                || timestamp.isAdjustedToUTC() != utc) {
            return null;
        }
        ChronoUnit unit = unit(timestamp.getUnit());
        return raw -> fromInstant.apply(Instant.EPOCH.plus((long) raw, unit));
    }

    /** What older writers have: nanoseconds of the day, and the Julian day. */
    private static Instant int96(Binary raw) {
        ByteBuffer bytes = raw.toByteBuffer().duplicate().order(ByteOrder.LITTLE_ENDIAN);
        long nanos = bytes.getLong();
        long day = bytes.getInt() - JULIAN_DAY_OF_EPOCH;
        return Instant.EPOCH.plus(day, ChronoUnit.DAYS).plusNanos(nanos);
    }

    private static ChronoUnit unit(TimeUnit unit) {
        return switch (unit) {
            case MILLIS -> ChronoUnit.MILLIS;
            case MICROS -> ChronoUnit.MICROS;
            case NANOS -> ChronoUnit.NANOS;
        };
    }

    private static Scalar date() {
        return new Scalar(
                "LocalDate",
                INT32,
                LogicalTypeAnnotation.dateType(),
                0,
                (value, out) -> out.addInteger(epochDay((LocalDate) value)),
                column -> column.getLogicalTypeAnnotation() instanceof DateLogicalTypeAnnotation
                        ? raw -> LocalDate.ofEpochDay((int) raw)
                        : null);
    }

    private static int epochDay(LocalDate date) {
        long day = date.toEpochDay();
        if (day != (int) day) {
            throw ParquetErrors.value("the day " + date, "it is out of the range of days in 32 bits", null);
        }
        return (int) day;
    }

    private static Scalar time() {
        return new Scalar(
                "LocalTime",
                INT64,
                LogicalTypeAnnotation.timeType(false, TimeUnit.MICROS),
                0,
                (value, out) -> out.addLong(((LocalTime) value).toNanoOfDay() / NANOS_PER_MICRO),
                TimeScalars::timeReader);
    }

    private static @Nullable Function<Object, Object> timeReader(PrimitiveType column) {
        if (!(column.getLogicalTypeAnnotation() instanceof TimeLogicalTypeAnnotation time)) {
            return null;
        }
        long nanosPerUnit = unit(time.getUnit()).getDuration().toNanos();
        return raw -> LocalTime.ofNanoOfDay(Math.multiplyExact(((Number) raw).longValue(), nanosPerUnit));
    }
}
