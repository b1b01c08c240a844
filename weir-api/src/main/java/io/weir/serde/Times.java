package io.weir.serde;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;

/**
 * How the types of java.time are laid out. Reading throws what their factories throw for values out of range.
 *
 * <p>Threading: stateless.
 */
final class Times {

    private Times() {}

    static void writeInstant(Instant value, ByteWriter out) {
        out.writeLong(value.getEpochSecond());
        out.writeInt(value.getNano());
    }

    static Instant readInstant(ByteReader in) {
        long seconds = in.readLong();
        return Instant.ofEpochSecond(seconds, in.readInt());
    }

    static void writeDate(LocalDate value, ByteWriter out) {
        out.writeInt(value.getYear());
        out.writeByte(value.getMonthValue());
        out.writeByte(value.getDayOfMonth());
    }

    static LocalDate readDate(ByteReader in) {
        int year = in.readInt();
        int month = in.readByte();
        return LocalDate.of(year, month, in.readByte());
    }

    static void writeDateTime(LocalDateTime value, ByteWriter out) {
        writeDate(value.toLocalDate(), out);
        writeTime(value.toLocalTime(), out);
    }

    static LocalDateTime readDateTime(ByteReader in) {
        LocalDate date = readDate(in);
        return LocalDateTime.of(date, readTime(in));
    }

    static void writeOffsetDateTime(OffsetDateTime value, ByteWriter out) {
        writeDateTime(value.toLocalDateTime(), out);
        writeOffset(value.getOffset(), out);
    }

    static OffsetDateTime readOffsetDateTime(ByteReader in) {
        LocalDateTime dateTime = readDateTime(in);
        return OffsetDateTime.of(dateTime, readOffset(in));
    }

    static void writeZonedDateTime(ZonedDateTime value, ByteWriter out) {
        writeDateTime(value.toLocalDateTime(), out);
        writeOffset(value.getOffset(), out);
        writeZone(value.getZone(), out);
    }

    /** Keeps the instant, should the rules of the zone have changed in between. */
    static ZonedDateTime readZonedDateTime(ByteReader in) {
        LocalDateTime dateTime = readDateTime(in);
        ZoneOffset offset = readOffset(in);
        return ZonedDateTime.ofInstant(dateTime, offset, readZone(in));
    }

    static void writeDuration(Duration value, ByteWriter out) {
        out.writeLong(value.getSeconds());
        out.writeInt(value.getNano());
    }

    static Duration readDuration(ByteReader in) {
        long seconds = in.readLong();
        return Duration.ofSeconds(seconds, in.readInt());
    }

    static void writePeriod(Period value, ByteWriter out) {
        out.writeInt(value.getYears());
        out.writeInt(value.getMonths());
        out.writeInt(value.getDays());
    }

    static Period readPeriod(ByteReader in) {
        int years = in.readInt();
        int months = in.readInt();
        return Period.of(years, months, in.readInt());
    }

    static void writeTime(LocalTime value, ByteWriter out) {
        out.writeLong(value.toNanoOfDay());
    }

    static LocalTime readTime(ByteReader in) {
        return LocalTime.ofNanoOfDay(in.readLong());
    }

    static void writeOffset(ZoneOffset value, ByteWriter out) {
        out.writeInt(value.getTotalSeconds());
    }

    static ZoneOffset readOffset(ByteReader in) {
        return ZoneOffset.ofTotalSeconds(in.readInt());
    }

    static void writeZone(ZoneId value, ByteWriter out) {
        out.writeString(value.getId());
    }

    static ZoneId readZone(ByteReader in) {
        return ZoneId.of(in.readString());
    }
}
