package io.weir.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PayloadTest {

    private static final byte[] INPUT = Payload.input(4_711, 1_234_567_890_123L);

    @Test
    void anInputRecordHasAHundredBytesAndKeepsKeyAndTime() {
        assertThat(INPUT).hasSize(100);
        assertThat(Payload.key(INPUT)).isEqualTo(4_711);
        assertThat(Payload.timestamp(INPUT)).isEqualTo(1_234_567_890_123L);
    }

    /** Peers write results field by field, and Weir and the loop write events: a consumer must not be able to tell. */
    @Test
    void whatAPeerWritesIsWhatWeirWrites() {
        Event count = new Event(4_711, 3, 99);

        assertThat(Payload.outputKey(4_711)).isEqualTo(new Payload.Encoder().key(count));
        assertThat(Payload.outputValue(4_711, 3, 99)).isEqualTo(new Payload.Encoder().value(count));
        assertThat(Payload.count(Payload.outputValue(4_711, 3, 99))).isEqualTo(count);
    }
}
