package io.weir.proof.mutation;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.proof.trace.TraceCheck;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a failure's report says is so: the smaller run fails in the same way, and the command gives it again. */
@Tag("mutants")
class ShrinkerIT {

    private static final int SEEDS_MAX = 100;

    @Test
    @SuppressWarnings("unchecked") // the report's lines
    void aFailingRunIsMadeSmallerAndFailsInTheSameWay() throws Exception {
        Path root = TraceCheck.root();
        Mutant mutant = Mutant.catalogue(root.resolve("weir-proof/src/test/resources/mutants.txt")).stream()
                .filter(each -> each.name().equals("pending-not-committed"))
                .findFirst()
                .orElseThrow();
        ClassLoader loader = MutantLoader.of(mutant, root);
        Method run = loader.loadClass("io.weir.proof.simulation.Simulation").getMethod("run", long.class);
        Object failed = run.invoke(null, 1L);
        for (long seed = 2; seed <= SEEDS_MAX && passed(failed); seed++) {
            failed = run.invoke(null, seed);
        }
        assertThat(passed(failed)).isFalse();

        Method of = loader.loadClass("io.weir.proof.report.FailureReport").getMethod("of", failed.getClass());
        List<String> report = (List<String>) of.invoke(null, failed);
        List<String> again = (List<String>) of.invoke(null, failed);

        assertThat(again.subList(0, 7)).isEqualTo(report.subList(0, 7));
        assertThat(report.get(1)).endsWith("--trace");
        assertThat(report.get(2)).endsWith("--smallest --trace");
        assertThat(kind(report.get(4))).isEqualTo(kind(report.get(0)));
        assertThat(report.get(3))
                .isNotEqualTo(
                        "which is " + failed.getClass().getMethod("profile").invoke(failed));
    }

    private static boolean passed(Object result) throws ReflectiveOperationException {
        return (boolean) result.getClass().getMethod("passed").invoke(result);
    }

    /** The exception's class and the invariant. */
    private static String kind(String violation) {
        String[] parts = violation.split(":");
        return parts[0] + ":" + parts[1].replaceAll("[0-9]+", "");
    }
}
