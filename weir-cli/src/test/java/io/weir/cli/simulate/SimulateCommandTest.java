package io.weir.cli.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class SimulateCommandTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void aSeedRunsTheSameJobEachTime() {
        assertThat(run("--seed", "0x2a")).isZero();
        String first = out.toString();
        out.getBuffer().setLength(0);

        assertThat(run("--seed", "42")).isZero();

        assertThat(out.toString()).isEqualTo(first).contains("seed 0x2a").contains("trace hash");
    }

    @Test
    void aTraceHasEveryEvent() {
        assertThat(run("--seed", "42", "--trace")).isZero();

        assertThat(out.toString()).contains("RECOVERING").contains("DECIDED").contains("COMMITTED");
    }

    @Test
    void severalJobsEndWithTheirFigures() {
        assertThat(run("--jobs", "3")).isZero();

        assertThat(out.toString())
                .contains("3 simulated jobs, none of them wrong")
                .containsSubsequence("1 of 3 jobs", "2 of 3 jobs", "3 of 3 jobs")
                .contains("| phase |");
    }

    @Test
    void aRunThatIsRightIsNotMadeSmaller() {
        assertThat(run("--seed", "42")).isZero();
        String whole = out.toString();
        out.getBuffer().setLength(0);

        assertThat(run("--seed", "42", "--smallest")).isZero();

        assertThat(out.toString()).isEqualTo(whole);
    }

    @Test
    void theSmallestOfSeveralJobsIsRefused() {
        assertThat(run("--jobs", "2", "--smallest")).isEqualTo(2);
        assertThat(err.toString()).contains("--smallest is of one run");
    }

    @Test
    void whatIsNoSeedIsTold() {
        assertThat(run("--seed", "many")).isEqualTo(2);
        assertThat(err.toString()).contains("'many' is not a seed");
    }

    @Test
    void aTraceOfSeveralJobsIsRefused() {
        assertThat(run("--jobs", "2", "--trace")).isEqualTo(2);
        assertThat(err.toString()).contains("--trace prints one run");
    }

    private int run(String... arguments) {
        return new CommandLine(new SimulateCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }
}
