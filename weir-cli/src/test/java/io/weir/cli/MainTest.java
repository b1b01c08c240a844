package io.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class MainTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void suggestsTheOptionThatMayHaveBeenMeant() {
        assertThat(run("demo", "--record=10")).isEqualTo(2);

        assertThat(err.toString())
                .contains("Unknown option: '--record=10'")
                .contains("--records")
                .contains("weir demo --help");
    }

    @Test
    void suggestsTheCommandThatMayHaveBeenMeant() {
        assertThat(run("dem")).isEqualTo(2);

        assertThat(err.toString()).contains("demo");
    }

    @Test
    void asksForACommandIfThereIsNone() {
        assertThat(run()).isEqualTo(2);

        assertThat(err.toString())
                .contains("a command is missing")
                .contains("weir --help")
                .contains("simulate");
    }

    @Test
    void whatIsNoCommandIsCalledSo() {
        assertThat(run("frob")).isEqualTo(2);

        assertThat(err.toString()).contains("there is no command 'frob'").contains("weir --help");
    }

    @Test
    void helpListsTheCommandsForPeople() {
        assertThat(run("help")).isZero();

        assertThat(out.toString())
                .contains("demo")
                .contains("verify")
                .contains("bench")
                .doesNotContain("-job");
    }

    @Test
    void versionNamesItsOwnAndThatOfJava() {
        assertThat(run("--version")).isZero();

        assertThat(out.toString()).matches("(?s)weir \\d+\\.\\d+.*Java .*");
    }

    @ParameterizedTest
    @CsvSource({
        "--records,     5,           '100 to 20,000,000'",
        "--records,     many,        'not an int'",
        "--kills,       -1,          '0 to 1,000'",
        "--parallelism, 0,           '1 to 32'",
        "--mode,        at-most-once, 'exactly-once, at-least-once or both'",
        "--interval,    100,         '10ms, 100ms or 1s'",
        "--interval,    0ms,         '1ms to 10s'",
        "--interval,    11s,         '1ms to 10s'",
        "--seed,        x,           'not a long'",
    })
    void refusesAValueInWords(String option, String value, String words) {
        assertThat(run("demo", option + "=" + value)).isEqualTo(2);

        assertThat(err.toString()).contains(option).contains(words).doesNotContain("\tat ");
    }

    @ParameterizedTest
    @CsvSource({
        "--kills,       -1,     '0 to 100,000'",
        "--only,        some,   'kill, step, zombie, broker and all'",
        "--rate,        0,      '1 to 1,000,000'",
        "--partitions,  0,      '1 to 128'",
        "--records,     0,      '1 to 500,000,000'",
        "--transaction-timeout, 0, '1 to 900'",
        "--pipeline,    com.acme.None, '--input, --output'",
    })
    void verifyRefusesAValueInWords(String option, String value, String words) {
        assertThat(run("verify", option + "=" + value)).isEqualTo(2);

        assertThat(err.toString()).contains(words).doesNotContain("\tat ");
    }

    @ParameterizedTest
    @CsvSource({
        "--input=orders,           '--input is for a --pipeline of your own'",
        "--output=totals,          '--output is for a --pipeline of your own'",
        "--classpath=.,            '--classpath is for a --pipeline of your own'",
        "--input-file=orders.json, '--input-file is for a --pipeline of your own'",
    })
    void verifyRefusesWhatItsOwnPipelineHasNoUseFor(String option, String words) {
        assertThat(run("verify", option)).isEqualTo(2);

        assertThat(err.toString()).contains(words);
    }

    @ParameterizedTest
    @CsvSource({
        "--records=5,           '--records is not for a --pipeline'",
        "--classpath=not-there, 'there is no file or directory'",
    })
    void verifyRefusesWhatDoesNotFitAPipelineOfTheUsersOwn(String option, String words) {
        assertThat(run("verify", "--pipeline=com.acme.None", "--input=a", "--output=b", option))
                .isEqualTo(2);

        assertThat(err.toString()).contains(words);
    }

    @Test
    void tellsOfABrokerThatIsDownWithoutAStackTrace() {
        assertThat(run("demo", "--bootstrap", "127.0.0.1:1", "--records", "100"))
                .isEqualTo(3);

        assertThat(err.toString())
                .contains("Kafka does not answer at 127.0.0.1:1")
                .contains("To mend it: ")
                .doesNotContain("\tat ");
    }

    private int run(String... args) {
        CommandLine command = Main.commandLine();
        command.setOut(new PrintWriter(out, true));
        command.setErr(new PrintWriter(err, true));
        return command.execute(args);
    }
}
