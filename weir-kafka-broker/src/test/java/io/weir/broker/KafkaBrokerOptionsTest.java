package io.weir.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KafkaBrokerOptionsTest {

    private final KafkaBrokerOptions defaults = KafkaBrokerOptions.defaults();

    @Test
    void changesACopy() {
        KafkaBrokerOptions changed =
                defaults.withPort(9092).withProperty("a", "1").withProperty("a", "2");

        assertThat(changed.port()).isEqualTo(9092);
        assertThat(changed.properties()).containsExactly(Map.entry("a", "2"));
        assertThat(defaults).isEqualTo(KafkaBrokerOptions.defaults());
    }

    @Test
    void refusesWhatCannotWork() {
        assertThatThrownBy(() -> defaults.withPort(70_000)).hasMessageContaining("actual=70000");
        assertThatThrownBy(() -> defaults.withHeapMib(1)).hasMessageContaining("at least 128");
        assertThatThrownBy(() -> defaults.withPartitionCount(0)).hasMessageContaining("partitionCount");
        assertThatThrownBy(() -> defaults.withStartTimeout(Duration.ZERO)).hasMessageContaining("startTimeout");
    }
}
