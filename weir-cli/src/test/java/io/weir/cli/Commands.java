package io.weir.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/** Runs commands in this process, and keeps what the last one printed. */
public final class Commands {

    private StringWriter out = new StringWriter();
    private StringWriter err = new StringWriter();

    /** Returns the exit status. */
    public int run(String... arguments) {
        out = new StringWriter();
        err = new StringWriter();
        return Main.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }

    public String out() {
        return out.toString();
    }

    public String err() {
        return err.toString();
    }
}
