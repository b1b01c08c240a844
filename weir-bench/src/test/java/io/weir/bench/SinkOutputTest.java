package io.weir.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.bench.SinkContender.Road;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SinkOutputTest {

    @TempDir
    private Path directory;

    @Test
    void theTallyOfTheLatestCountsEachCustomerOnce() {
        assertThat(SinkTally.ofLatest(10L * SinkRecord.CUSTOMERS).count())
                .isBetween(SinkRecord.CUSTOMERS * 9L / 10, (long) SinkRecord.CUSTOMERS);
        assertThat(SinkTally.ofAll(2).plus(2, SinkRecord.centsOf(2))).isEqualTo(SinkTally.ofAll(3));
    }

    @Test
    void aRecordIsAboutOneHundredBytes() {
        assertThat(SinkRecord.of(123_456).line().length()).isBetween(90, 110);
    }

    @ParameterizedTest
    @EnumSource(names = {"SQLITE", "LINES", "CSV_GZIP", "PARQUET", "WRITE_AHEAD"})
    void whatIsWrittenByHandIsFound(SinkTarget target) throws Exception {
        try (SinkOutput output = switch (target) {
            case SQLITE -> TableOutput.create(target, "jdbc:sqlite:" + directory.resolve("db"), "", "t");
            case WRITE_AHEAD -> new AheadOutput(directory.resolve("file"));
            default -> new FileOutput(target, directory.resolve("files"));
        }) {
            output.writeByHand(SinkRecord::of, 12_345);

            assertThat(output.tally()).isEqualTo(SinkTally.ofAll(12_345));
            assertThat(output.sink(Road.WEIR)).isNotNull();
        }
    }
}
