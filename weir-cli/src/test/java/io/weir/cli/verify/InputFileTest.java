package io.weir.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputFileTest {

    @TempDir
    private Path directory;

    @Test
    void readsARecordALine() throws IOException {
        List<ProducerRecord<byte[], byte[]>> records = read(
                "{\"key\": \"a\", \"value\": {\"cents\": 5}}",
                "",
                "{\"key\": 7, \"value\": \"plain text\", \"topic\": \"other\", \"partition\": 3}",
                "{\"value\": null}");

        assertThat(records).hasSize(3);
        assertThat(records.get(0).topic()).isEqualTo("orders");
        assertThat(records.get(0).partition()).isNull();
        assertThat(text(records.get(0).key())).isEqualTo("a");
        assertThat(text(records.get(0).value())).isEqualTo("{\"cents\":5}");
        assertThat(records.get(1).topic()).isEqualTo("other");
        assertThat(records.get(1).partition()).isEqualTo(3);
        assertThat(text(records.get(1).key())).isEqualTo("7");
        assertThat(text(records.get(1).value())).isEqualTo("plain text");
        assertThat(records.get(2).key()).isNull();
        assertThat(records.get(2).value()).isNull();
    }

    @Test
    void namesTheLineThatIsWrong() {
        assertThatThrownBy(() -> read("{\"value\": 1}", "{\"key\": 1}"))
                .hasMessageContaining("line 2")
                .hasMessageContaining("[verify-input]");
        assertThatThrownBy(() -> read("no JSON")).hasMessageContaining("line 1");
    }

    @Test
    void saysThatThereIsNoFile() {
        assertThatThrownBy(() -> new InputFile(directory.resolve("none"), "orders").read())
                .hasMessageContaining("[verify-input]");
    }

    private List<ProducerRecord<byte[], byte[]>> read(String... lines) throws IOException {
        Path file = Files.write(directory.resolve("input.jsonl"), List.of(lines));
        return new InputFile(file, "orders").read();
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
