package io.weir.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ReaderComparisonTest {

    private final ReaderHistory concurrent = new ReaderHistory();
    private final ReaderHistory late = new ReaderHistory();

    @Test
    void findsNothingWhereBothHaveSeenTheSame() {
        both(0, 0, "a");
        both(0, 3, "b");
        both(1, 0, "a");

        assertThat(compare().differenceCount()).isZero();
        assertThat(compare().examples()).isEmpty();
    }

    @Test
    void findsARecordThatVanished() {
        both(0, 0, "a");
        concurrent.add(record(0, 1, "b"));
        both(0, 2, "c");

        assertThat(compare().differenceCount()).isEqualTo(1);
        assertThat(compare().examples()).singleElement().asString().contains("out-0@1, which is gone");
    }

    @Test
    void findsThatTheEndVanished() {
        both(0, 0, "a");
        concurrent.add(record(0, 1, "b"));
        concurrent.add(record(1, 0, "b"));

        assertThat(compare().differenceCount()).isEqualTo(2);
    }

    @Test
    void findsARecordThatTheConcurrentReaderPassedOver() {
        both(0, 0, "a");
        late.add(record(0, 1, "b"));
        both(0, 2, "c");
        late.add(record(0, 3, "d"));
        late.add(record(1, 0, "d"));

        assertThat(compare().differenceCount()).isEqualTo(3);
        assertThat(compare().examples()).first().asString().contains("passed over");
    }

    @Test
    void findsAnotherValueAtTheSameOffset() {
        both(0, 0, "a");
        concurrent.add(record(0, 1, "b"));
        late.add(record(0, 1, "c"));

        assertThat(compare().differenceCount()).isEqualTo(1);
        assertThat(compare().examples()).singleElement().asString().contains("something else at out-0@1");
    }

    @Test
    void findsThatTheConcurrentReaderWentBack() {
        both(0, 0, "a");
        both(0, 1, "b");
        concurrent.add(record(0, 0, "a"));
        concurrent.add(record(0, 1, "b"));

        assertThat(compare().differenceCount()).isEqualTo(2);
    }

    @Test
    void tellsANullFromAnEmptyValueAndAKeyFromAValue() {
        concurrent.add(new OutputRecord("out", 0, 0, null, new byte[0]));
        late.add(new OutputRecord("out", 0, 0, new byte[0], null));

        assertThat(compare().differenceCount()).isEqualTo(1);
    }

    private void both(int partition, long offset, String value) {
        concurrent.add(record(partition, offset, value));
        late.add(record(partition, offset, value));
    }

    private ReaderComparison compare() {
        return new ReaderComparison(concurrent, late);
    }

    private static OutputRecord record(int partition, long offset, String value) {
        return new OutputRecord("out", partition, offset, new byte[] {1}, value.getBytes(StandardCharsets.UTF_8));
    }
}
