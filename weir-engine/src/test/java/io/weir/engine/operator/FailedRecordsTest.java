package io.weir.engine.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.deadletter.FailedRecord;
import io.weir.source.RejectedRecord;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A source's bytes are in its dead letter up to a size; beyond it the letter says that they are not. */
class FailedRecordsTest {

    private static FailedRecord ofSource(byte @Nullable [] key, byte @Nullable [] value) {
        return FailedRecords.ofSource(new RejectedRecord("offset=1", key, value, 0, "not JSON"));
    }

    private static byte[] bytes(int count) {
        return "x".repeat(count).getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void bytesThatFitAreKeptAsTheyAre() {
        FailedRecord record = ofSource(bytes(44), bytes(FailedRecord.BYTES_MAX - 44));
        assertThat(record.key()).hasSize(44);
        assertThat(record.value()).hasSize(FailedRecord.BYTES_MAX - 44);
        assertThat(record.text()).isEmpty();
        assertThat(record.textOnly()).isFalse();
    }

    @Test
    void ofAValueThatIsTooLargeTheKeyAndTheBeginningAreKept() {
        FailedRecord record = ofSource(bytes(44), bytes(FailedRecord.BYTES_MAX - 43));
        assertThat(record.key()).hasSize(44);
        assertThat(record.value()).isNull();
        assertThat(record.text())
                .startsWith("[left out: 262145 bytes, more than 262144] xxx")
                .hasSizeLessThanOrEqualTo(FailedRecord.TEXT_MAX);
        assertThat(record.textOnly()).isTrue();
    }

    @Test
    void aKeyThatIsTooLargeIsLeftOutWithItsValue() {
        FailedRecord record = ofSource(bytes(FailedRecord.BYTES_MAX + 1), bytes(3));
        assertThat(record.key()).isNull();
        assertThat(record.value()).isNull();
        assertThat(record.text()).endsWith("] xxx");
        assertThat(ofSource(bytes(FailedRecord.BYTES_MAX + 1), null).textOnly()).isTrue();
    }

    @Test
    void aRecordWithoutAValueIsNotTakenForOneThatWasLeftOut() {
        assertThat(ofSource(bytes(3), null).textOnly()).isFalse();
    }
}
