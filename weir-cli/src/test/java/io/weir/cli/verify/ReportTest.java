package io.weir.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.cli.terminal.Screen;
import io.weir.cli.verify.Strike.Kind;
import io.weir.engine.port.ProtocolStep;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReportTest {

    private final Tally tally = new Tally();
    private final Findings late = new Findings();
    private final Findings concurrent = new Findings();

    @Test
    void saysThatAllIsWell() {
        tally.struck(Kind.STEP_KILL);
        tally.struckAt(ProtocolStep.DECIDED);
        tally.recovered(1_500_000_000L);
        late.result();

        Outcome outcome = outcome(0, List.of(), Optional.empty());

        assertThat(outcome.isExact()).isTrue();
        assertThat(told(outcome))
                .contains("recovery, median")
                .contains("1.50 s")
                .contains("DECIDED 1")
                .contains("exact: 1 record in, 1 right result out")
                .doesNotContain("NOT exact");
    }

    @Test
    void anythingThatIsWrongIsToldWithTheSeed() {
        late.duplicated("a %s", "b");
        assertNotExact(outcome(0, List.of(), Optional.empty()), "duplicated: a b");
    }

    @Test
    void aDeviationThatOnlyTheConcurrentReaderHasSeenIsOne() {
        concurrent.disordered("it");
        assertNotExact(outcome(0, List.of(), Optional.empty()), "out of order: it");
    }

    @Test
    void readersThatDisagreeAreADeviation() {
        assertNotExact(outcome(1, List.of(), Optional.empty()), "readers disagree: somewhere");
    }

    @Test
    void aHangingTransactionIsADeviation() {
        assertNotExact(outcome(0, List.of("hanging: a transaction"), Optional.empty()), "hanging: a transaction");
    }

    @Test
    void aRunThatWasCutShortProvesNothing() {
        assertNotExact(outcome(0, List.of(), Optional.of("the job's process ended by itself")), "ended by itself");
    }

    @Test
    void lossesAreADeviation() {
        late.lost(3);
        assertThat(outcome(0, List.of(), Optional.empty()).isExact()).isFalse();
    }

    private static void assertNotExact(Outcome outcome, String words) {
        assertThat(outcome.isExact()).isFalse();
        assertThat(told(outcome)).contains("NOT exact:").contains(words).contains("--seed 77");
    }

    private static String told(Outcome outcome) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new Report(outcome, 77).tell(new Screen(new PrintStream(bytes, true, StandardCharsets.UTF_8), false, false));
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private Outcome outcome(long differences, List<String> hanging, Optional<String> cutShort) {
        List<String> examples = differences == 0 ? List.of() : List.of("readers disagree: somewhere");
        return new Outcome(tally, 1, late, concurrent, differences, examples, hanging, cutShort, 1_000_000_000L);
    }
}
