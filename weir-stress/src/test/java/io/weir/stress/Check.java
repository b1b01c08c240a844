package io.weir.stress;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What must hold of a class, tried with threads or by a model checker; throws if it does not. */
@FunctionalInterface
public interface Check {

    void run() throws Exception;

    /**
     * Runs a check in a JVM of its own.
     *
     * @param mutant the folder of a mutant's classes, relative to {@code folder}; empty for none
     * @param factor how much longer than at least
     */
    static ChildJvm.Ended start(Path folder, String mutant, String check, int factor)
            throws IOException, InterruptedException {
        List<String> jvmArguments = new ArrayList<>(JVM_ARGUMENTS);
        jvmArguments.add("-Dweir.soak=" + factor);
        return ChildJvm.run(folder, mutant, jvmArguments, Check.class.getName(), List.of(check));
    }

    /** Runs the check of the given class, in a JVM of its own. */
    static void main(String[] arguments) throws Exception {
        Check check =
                (Check) Class.forName(arguments[0]).getDeclaredConstructor().newInstance();
        try {
            check.run();
        } catch (Throwable e) {
            e.printStackTrace(System.out);
            System.out.println(FAILED);
            System.exit(1);
        }
        System.exit(0);
    }

    /** Lincheck looks into every object that a model holds, and attaches an agent to its own JVM. */
    List<String> JVM_ARGUMENTS = List.of(
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--add-opens=java.base/java.lang.invoke=ALL-UNNAMED",
            "--add-opens=java.base/java.time=ALL-UNNAMED",
            "--add-opens=java.base/java.util=ALL-UNNAMED",
            "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
            "--add-opens=java.base/java.util.concurrent.atomic=ALL-UNNAMED",
            "--add-opens=java.base/java.util.regex=ALL-UNNAMED");

    /** Begins the line that says how much was tried. */
    String TRIED = "tried: ";

    /** The last line of a check that failed, so that a JVM that failed otherwise is not taken for one. */
    String FAILED = "the check has failed";
}
