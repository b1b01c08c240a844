package io.weir.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.cli.terminal.Interval;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class DemoSettingsTest {

    @Test
    void runsBothModesByDefault() {
        DemoSettings settings = parse();

        assertThat(settings.modes()).containsExactly(DemoMode.EXACTLY_ONCE, DemoMode.AT_LEAST_ONCE);
        assertThat(settings.kills()).isEqualTo(5);
        assertThat(settings.parallelism()).isEqualTo(2);
        assertThat(settings.interval()).isEqualTo(Duration.ofMillis(100));
        assertThat(settings.bootstrap()).isEmpty();
    }

    @Test
    void takesEveryOption() {
        DemoSettings settings = parse(
                "--records=1000",
                "--kills=3",
                "--mode=at-least-once",
                "--seed=42",
                "--parallelism=4",
                "--interval=10ms",
                "--bootstrap=localhost:9092",
                "--keep");

        assertThat(settings)
                .isEqualTo(new DemoSettings(
                        1_000, 3, settings.modes(), 42, 4, Duration.ofMillis(10), Optional.of("localhost:9092"), true));
        assertThat(settings.modes()).containsExactly(DemoMode.AT_LEAST_ONCE);
        assertThat(settings.partitionCount()).isEqualTo(4);
    }

    @Test
    void oneSubtaskReadsTwoPartitions() {
        assertThat(parse("--parallelism=1").partitionCount()).isEqualTo(2);
    }

    @Test
    void drawsASeedIfThereIsNone() {
        assertThat(parse().seed()).isNotEqualTo(parse().seed());
    }

    @ParameterizedTest
    @CsvSource({"10ms, 10ms", "1s, 1s", "1000ms, 1s", "1500ms, 1500ms"})
    void writesAnIntervalAsItIsRead(String text, String written) {
        assertThat(Interval.inWords(new Interval().convert(text))).isEqualTo(written);
    }

    private static DemoSettings parse(String... args) {
        DemoCommand command = new DemoCommand();
        new CommandLine(command).parseArgs(args);
        return command.settings();
    }
}
