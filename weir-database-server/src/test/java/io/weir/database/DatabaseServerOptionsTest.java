package io.weir.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DatabaseServerOptionsTest {

    @Test
    void aLaterSettingReplacesAnEarlierOne() {
        DatabaseServerOptions options = DatabaseServerOptions.postgresql()
                .withSetting("wal_level", "logical")
                .withSetting("wal_level", "minimal")
                .withSetting("max_prepared_transactions", "8");

        assertThat(options.settings())
                .containsOnly(Map.entry("wal_level", "minimal"), Map.entry("max_prepared_transactions", "8"));
    }

    @Test
    void refusesWhatCannotBe() {
        DatabaseServerOptions options = DatabaseServerOptions.mariadb();

        assertThatThrownBy(() -> options.withPort(70_000)).hasMessageContaining("actual=70000");
        assertThatThrownBy(() -> options.withStartTimeout(Duration.ZERO)).hasMessageContaining("startTimeout");
    }
}
