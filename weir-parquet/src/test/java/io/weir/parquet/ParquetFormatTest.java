package io.weir.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.files.FileEncoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.parquet.example.data.Group;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is written is read, by Weir and by the library's own reader. */
class ParquetFormatTest {

    enum Colour {
        RED,
        BLUE
    }

    record Order(long id, String customer) {}

    record Primitives(byte a, short b, int c, long d, float e, double f, boolean g, char h) {}

    record Boxes(
            @Nullable Byte a,
            @Nullable Short b,
            @Nullable Integer c,
            @Nullable Long d,
            @Nullable Float e,
            @Nullable Double f,
            @Nullable Boolean g,
            @Nullable Character h,
            @Nullable String i,
            @Nullable Colour j,
            @Nullable UUID k) {}

    record Numbers(
            BigDecimal wide,
            @ParquetDecimal(precision = 9, scale = 2) BigDecimal price,
            BigInteger large) {}

    record Times(
            Instant a,
            LocalDateTime b,
            LocalDate c,
            LocalTime d,
            OffsetDateTime e,
            ZonedDateTime f,
            OffsetTime g,
            Duration h,
            Period i,
            Year j,
            YearMonth k,
            MonthDay l,
            ZoneId m,
            ZoneOffset n) {}

    record Line(String article, Optional<Integer> count) {}

    record Nested(
            int id,
            Line first,
            Optional<Line> second,
            List<Line> lines,
            List<List<String>> words,
            Optional<List<Colour>> colours,
            @Nullable List<Long> none) {}

    record Blob(byte[] bytes) {}

    @TempDir
    Path folder;

    @Test
    void keepsPrimitives() throws IOException {
        checkRoundTrip(
                Primitives.class,
                List.of(
                        new Primitives((byte) 1, (short) -2, 3, -4, 5.5f, -6.5, true, 'x'),
                        new Primitives(
                                Byte.MIN_VALUE,
                                Short.MAX_VALUE,
                                Integer.MIN_VALUE,
                                Long.MAX_VALUE,
                                Float.NaN,
                                Double.NEGATIVE_INFINITY,
                                false,
                                'é')));
    }

    @Test
    void keepsReferencesAndNulls() throws IOException {
        checkRoundTrip(
                Boxes.class,
                List.of(
                        new Boxes(
                                (byte) 1, (short) 2, 3, 4L, 5f, 6.0, true, 'h', "text é", Colour.BLUE, new UUID(-1, 2)),
                        new Boxes(null, null, null, null, null, null, null, null, null, null, null),
                        new Boxes((byte) 1, null, 3, null, 5f, null, false, null, "", null, new UUID(0, 0))));
    }

    @Test
    void keepsNumbersOfManyDigits() throws IOException {
        checkRoundTrip(
                Numbers.class,
                List.of(
                        new Numbers(
                                new BigDecimal("-12345678901234567890.123456789012345678"),
                                new BigDecimal("1234567.89"),
                                new BigInteger("-99999999999999999999999999999999999999")),
                        new Numbers(BigDecimal.ZERO.setScale(18), new BigDecimal("-0.01"), BigInteger.TEN)));
    }

    @Test
    void refusesNumbersThatDoNotFitInsteadOfRounding() {
        assertThatThrownBy(() -> write(new Numbers(BigDecimal.ONE, new BigDecimal("0.001"), BigInteger.ONE)))
                .hasMessageContaining("[parquet-value]")
                .hasMessageContaining("0.001");
        assertThatThrownBy(() -> write(new Numbers(BigDecimal.ONE, new BigDecimal("12345678"), BigInteger.ONE)))
                .hasMessageContaining("[parquet-value]");
    }

    @Test
    void keepsTimes() throws IOException {
        checkRoundTrip(
                Times.class,
                List.of(
                        times(Instant.parse("2026-01-02T03:04:05.678901Z")),
                        times(Instant.parse("1901-12-31T23:59:59.999999Z"))));
    }

    @Test
    void cutsOffWhatIsFinerThanAMicrosecond() throws IOException {
        Times read = (Times) ParquetFiles.read(
                        ParquetFormat.of(Times.class),
                        ParquetFiles.whole(write(times(Instant.parse("1969-12-31T23:59:59.123456789Z")))))
                .get(0);
        assertThat(read.a()).isEqualTo(Instant.parse("1969-12-31T23:59:59.123456Z"));
        assertThat(read.b()).isEqualTo(LocalDateTime.parse("1969-12-31T23:59:59.123456"));
    }

    @Test
    void keepsRecordsListsAndOptionals() throws IOException {
        Line line = new Line("pen", Optional.of(2));
        Line other = new Line("ink", Optional.empty());
        checkRoundTrip(
                Nested.class,
                List.of(
                        new Nested(
                                1,
                                line,
                                Optional.of(other),
                                List.of(line, other),
                                List.of(List.of("a", "b"), List.of(), List.of("c")),
                                Optional.of(List.of(Colour.RED, Colour.RED)),
                                Arrays.asList(1L, null, 3L)),
                        new Nested(2, other, Optional.empty(), List.of(), List.of(), Optional.empty(), null)));
    }

    @Test
    void keepsBytes() throws IOException {
        Path file = ParquetFiles.write(
                folder.resolve("f.parquet"), ParquetFormat.of(Blob.class), List.of(new Blob(new byte[] {0, -1, 7})));
        Blob read = (Blob) ParquetFiles.read(ParquetFormat.of(Blob.class), ParquetFiles.whole(file))
                .get(0);
        assertThat(read.bytes()).containsExactly(0, -1, 7);
    }

    @ParameterizedTest
    @EnumSource(ParquetCompression.class)
    void everyCompressionIsReadByTheLibrarysOwnReader(ParquetCompression compression) throws IOException {
        List<Order> orders = orders(5_000);
        Path file = ParquetFiles.write(
                folder.resolve("f.parquet"), ParquetFormat.of(Order.class).compression(compression), orders);
        List<Group> groups = ParquetFiles.groups(file);
        assertThat(groups).hasSize(orders.size());
        for (int i = 0; i < groups.size(); i++) {
            assertThat(groups.get(i).getLong("id", 0)).isEqualTo(i);
            assertThat(groups.get(i).getString("customer", 0))
                    .isEqualTo(orders.get(i).customer());
        }
        assertThat(ParquetFiles.read(ParquetFormat.of(Order.class), ParquetFiles.whole(file)))
                .isEqualTo(orders);
    }

    @Test
    void columnsHaveTheTypesThatTheDocsPromise() throws IOException {
        assertThat(ParquetFiles.schema(write(new Numbers(BigDecimal.ONE, BigDecimal.ONE, BigInteger.ONE)))
                        .toString())
                .contains("optional fixed_len_byte_array(16) wide (DECIMAL(38,18))")
                .contains("optional fixed_len_byte_array(4) price (DECIMAL(9,2))");
        assertThat(ParquetFiles.schema(write(times(Instant.EPOCH))).toString())
                .contains("optional int64 a (TIMESTAMP(MICROS,true))")
                .contains("optional int64 b (TIMESTAMP(MICROS,false))")
                .contains("optional int32 c (DATE)")
                .contains("optional int64 d (TIME(MICROS,false))")
                .contains("optional binary e (STRING)");
    }

    /** From every row, in ranges that are cut anywhere: a checkpoint may be taken at any of them. */
    @Test
    void everyPositionLeadsToTheRest() throws IOException {
        ParquetFormat<Order> format =
                ParquetFormat.of(Order.class).rowGroupSize(1 << 16).compression(ParquetCompression.NONE);
        List<Order> orders = IntStream.range(0, 12_000)
                .mapToObj(id -> new Order(
                        id,
                        UUID.nameUUIDFromBytes(new byte[] {(byte) id, (byte) (id >> 8)})
                                .toString()))
                .toList();
        Path file = ParquetFiles.write(folder.resolve("f.parquet"), format, orders);
        assertThat(ParquetFiles.rowGroupCount(file)).isGreaterThan(4);
        long size = Files.size(file);
        List<Object> parts = new ArrayList<>();
        long rangeSize = size / 7;
        for (long start = 0; start < size; start += rangeSize) {
            long end = Math.min(size, start + rangeSize);
            List<Object> whole = ParquetFiles.read(format, ParquetFiles.range(file, start, end, 0));
            for (int position = 0; position <= whole.size(); position += 997) {
                assertThat(ParquetFiles.read(format, ParquetFiles.range(file, start, end, position)))
                        .isEqualTo(whole.subList(position, whole.size()));
            }
            assertThat(ParquetFiles.read(format, ParquetFiles.range(file, start, end, whole.size())))
                    .isEmpty();
            parts.addAll(whole);
        }
        assertThat(parts).isEqualTo(orders);
    }

    @Test
    void aFileWithoutRowsIsWholeToo() throws IOException {
        Path file = ParquetFiles.write(folder.resolve("f.parquet"), ParquetFormat.of(Order.class), List.of());
        assertThat(ParquetFiles.groups(file)).isEmpty();
        assertThat(ParquetFiles.read(ParquetFormat.of(Order.class), ParquetFiles.whole(file)))
                .isEmpty();
    }

    @Test
    void anEncoderTellsItsSizeAndGivesUpWithoutAWord() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (FileEncoder<Order> encoder = ParquetFormat.of(Order.class).open(bytes)) {
            for (Order order : orders(10_000)) {
                encoder.write(order);
            }
            assertThat(encoder.sizeBytes()).isBetween(10_000L, 1_000_000L);
        }
        assertThat(bytes.size()).as("no footer").isLessThan(100);
    }

    @Test
    void typesThatHaveNoColumnAreRefused() {
        record Odd(Object anything) {}
        record Endless(Optional<Endless> next) {}
        record Empty() {}
        record Wrong(
                @ParquetDecimal(precision = 2, scale = 3) BigDecimal number) {}
        for (Class<?> type : List.of(Odd.class, Endless.class, Empty.class, Wrong.class)) {
            assertThatThrownBy(() -> ParquetFormat.of(type)).as(type.getName()).hasMessageContaining("[parquet-type]");
        }
    }

    @Test
    void whatIsNoParquetIsTold() throws IOException {
        Path file = Files.write(folder.resolve("f.parquet"), "no parquet, surely".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> ParquetFiles.read(ParquetFormat.of(Order.class), ParquetFiles.whole(file)))
                .hasMessageContaining("[parquet-unreadable]");
    }

    private static Times times(Instant instant) {
        OffsetDateTime offset = instant.atOffset(ZoneOffset.ofHours(5));
        LocalDateTime local = LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
        return new Times(
                instant,
                local,
                local.toLocalDate(),
                local.toLocalTime(),
                offset,
                instant.atZone(ZoneId.of("Europe/Vienna")),
                offset.toOffsetTime(),
                Duration.ofMillis(12_345),
                Period.of(1, 2, 3),
                Year.of(2026),
                YearMonth.of(2026, 2),
                MonthDay.of(2, 29),
                ZoneId.of("Asia/Tokyo"),
                ZoneOffset.ofHours(-3));
    }

    private static List<Order> orders(int count) {
        return IntStream.range(0, count)
                .mapToObj(id -> new Order(id, "customer-" + id % 97))
                .toList();
    }

    @SuppressWarnings("unchecked")
    private <R> Path write(R record) throws IOException {
        return ParquetFiles.write(
                folder.resolve("f.parquet"), ParquetFormat.of((Class<R>) record.getClass()), List.of(record));
    }

    private <R> void checkRoundTrip(Class<R> type, List<R> records) throws IOException {
        Path file = ParquetFiles.write(folder.resolve("f.parquet"), ParquetFormat.of(type), records);
        assertThat(ParquetFiles.read(ParquetFormat.of(type), ParquetFiles.whole(file)))
                .isEqualTo(records);
        assertThat(ParquetFiles.groups(file)).hasSize(records.size());
    }
}
