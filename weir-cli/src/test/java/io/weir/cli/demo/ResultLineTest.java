package io.weir.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResultLineTest {

    @Test
    void readsWhatTheJobWrites() {
        assertThat(line("c7", "{\"customer\":\"c7\",\"order\":12,\"count\":3,\"cents\":4567}"))
                .isEqualTo(new ResultLine(1, "c7", "c7", 12, 3, 4567));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "{", "null", "7", "[]", "{\"order\":\"x\"}", "{\"customer\":\"c7\"}"})
    void whatCannotBeReadHasNoOrder(String value) {
        assertThat(line("c7", value).order()).isEqualTo(-1);
    }

    private static ResultLine line(String key, String value) {
        return ResultLine.of(new ConsumerRecord<>("totals", 1, 0, bytes(key), value == null ? null : bytes(value)));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
