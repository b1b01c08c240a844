package io.weir.proof.mutation;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.proof.trace.TraceCheck;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The model does not allow what a broken engine does: for each of these mistakes, some seed's trace is rejected. */
@Tag("mutants")
class TracesOfMutantsIT {

    private static final int SEEDS = 24;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "committed-before-decided",
                "claim-not-checked",
                "pending-not-committed",
                "ids-reused",
                "redone-without-asking",
                "ledger-beside-the-transaction"
            })
    @Timeout(300)
    void modelRejectsTheTracesOf(String name) throws Exception {
        Path root = TraceCheck.root();
        List<Mutant> catalogue = Mutant.catalogue(root.resolve("weir-proof/src/test/resources/mutants.txt"));
        Mutant mutant = catalogue.stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
        Method module = MutantLoader.of(mutant, root)
                .loadClass("io.weir.proof.trace.TracedRun")
                .getMethod("module", long.class, int.class);

        TraceCheck.Result result = TraceCheck.check("mutant-" + name, (String) module.invoke(null, 1L, SEEDS));

        Optional<TraceCheck.Verdict> rejected =
                result.verdicts().stream().filter(verdict -> !verdict.allowed()).findFirst();
        System.out.println("traces, " + name + ": " + result.inWords()
                + rejected.map(verdict -> ": " + verdict.event()).orElse(""));
        assertThat(rejected).isPresent();
    }
}
