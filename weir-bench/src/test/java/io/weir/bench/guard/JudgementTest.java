package io.weir.bench.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.bench.guard.Judgement.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JudgementTest {

    private static final Machine MACHINE = new Machine(2, 17);
    private static final Judgement JUDGEMENT =
            new Judgement(new RecordedRatios(MACHINE, Map.of("w1", 2.0, "w2", 0.5)), 0.6);

    @TempDir
    private Path directory;

    @Test
    void whatIsALittleSlowerIsWell() {
        assertThat(JUDGEMENT.of(Map.of("w1", 1.21, "w2", 0.31)))
                .isEqualTo(Map.of("w1", Verdict.WELL, "w2", Verdict.WELL));
    }

    @Test
    void aRatioBelowThePartOfItsOwnRecordFails() {
        Map<String, Verdict> verdicts = JUDGEMENT.of(Map.of("w1", 1.19, "w2", 0.5));
        assertThat(verdicts).isEqualTo(Map.of("w1", Verdict.FAR_BELOW, "w2", Verdict.WELL));
        assertThat(Verdict.FAR_BELOW.isFailure()).isTrue();
        assertThat(Verdict.WELL.isFailure()).isFalse();
        assertThat(JUDGEMENT.line("w1", 1.19, Verdict.FAR_BELOW)).contains("1.19", "2.00", "FAR BELOW", "60 %");
    }

    @Test
    void noNumberFails() {
        assertThat(JUDGEMENT.of(Map.of("w1", Double.NaN))).containsEntry("w1", Verdict.FAR_BELOW);
    }

    @Test
    void whatBecameMuchFasterFailsUntilItIsRecordedAnew() {
        assertThat(JUDGEMENT.of(Map.of("w1", 3.4, "w2", 0.5))).containsEntry("w1", Verdict.FAR_ABOVE);
        assertThat(JUDGEMENT.of(Map.of("w1", 3.3, "w2", 0.5))).containsEntry("w1", Verdict.WELL);
        assertThat(Verdict.FAR_ABOVE.isFailure()).isTrue();
        assertThat(JUDGEMENT.line("w1", 3.4, Verdict.FAR_ABOVE)).contains("3.40", "2.00", "FAR ABOVE", "record anew");
    }

    @Test
    void aPipelineWithoutARecordAndARecordWithoutAPipelineFail() {
        Map<String, Verdict> verdicts = JUDGEMENT.of(Map.of("w1", 2.0, "w3", 1.0));
        assertThat(verdicts).containsEntry("w3", Verdict.NOT_RECORDED).containsEntry("w2", Verdict.NOT_MEASURED);
        assertThat(Verdict.NOT_RECORDED.isFailure()).isTrue();
        assertThat(Verdict.NOT_MEASURED.isFailure()).isTrue();
    }

    @Test
    void readsWhatItWrote() throws IOException {
        Path file = directory.resolve("recorded");
        RecordedRatios written = new RecordedRatios(MACHINE, Map.of("w1", 2.125, "w2", 0.5));
        written.write(file);
        assertThat(RecordedRatios.read(file)).isEqualTo(written);
    }

    @Test
    void saysWhichValueOfTheFileIsNone() throws IOException {
        Path file = directory.resolve("recorded");
        Files.writeString(file, "machine.cores=2\nmachine.java=17\nratio.w1=fast\n");
        assertThatThrownBy(() -> RecordedRatios.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("ratio.w1")
                .hasMessageContaining("fast");
    }
}
