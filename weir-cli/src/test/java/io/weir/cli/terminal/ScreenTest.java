package io.weir.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ScreenTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    @Test
    void writesPlainLinesWhereThereIsNoTerminal() {
        Screen screen = new Screen(out, false, false);

        screen.line("%s", screen.good("done"));

        assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo("done" + System.lineSeparator());
    }

    @Test
    void coloursOnlyWhereThatIsWanted() {
        assertThat(new Screen(out, true, true).bad("no")).contains("\u001b[31m");
        assertThat(new Screen(out, true, false).bad("no")).isEqualTo("no");
    }

    @Test
    void saysNothingOnceItIsClosed() {
        Screen screen = new Screen(out, true, true);
        screen.close();

        screen.line("late");

        assertThat(bytes.size()).isZero();
    }
}
