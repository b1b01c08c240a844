package io.weir.serde;

import java.math.BigDecimal;
import java.math.BigInteger;
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
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;

/** A record of everything in the JDK that is written in one piece. */
record JdkTypes(
        String string,
        BigInteger bigInteger,
        BigDecimal bigDecimal,
        UUID uuid,
        Instant instant,
        LocalDate localDate,
        LocalTime localTime,
        LocalDateTime localDateTime,
        OffsetDateTime offsetDateTime,
        ZonedDateTime zonedDateTime,
        ZoneId zoneId,
        ZoneOffset zoneOffset,
        Duration duration,
        Period period,
        OptionalInt optionalInt,
        OptionalLong optionalLong,
        OptionalDouble optionalDouble) {

    /** In the hour that Berlin has twice: only the offset says which. */
    private static final ZonedDateTime TWICE = ZonedDateTime.ofLocal(
            LocalDateTime.of(2026, 10, 25, 2, 30), ZoneId.of("Europe/Berlin"), ZoneOffset.ofHours(1));

    JdkTypes() {
        this(
                "text",
                BigInteger.ONE.shiftLeft(100).negate(),
                new BigDecimal("-12345678901234567890.0001"),
                new UUID(1, -2),
                Instant.ofEpochSecond(-1, 1),
                LocalDate.of(-5, 2, 28),
                LocalTime.MAX,
                LocalDateTime.MIN,
                OffsetDateTime.of(LocalDateTime.MAX, ZoneOffset.MIN),
                TWICE,
                ZoneId.of("Europe/Berlin"),
                ZoneOffset.ofHoursMinutesSeconds(1, 2, 3),
                Duration.ofSeconds(-1, 999_999_999),
                Period.of(1, -2, 3),
                OptionalInt.of(-1),
                OptionalLong.empty(),
                OptionalDouble.of(0.5));
    }
}
