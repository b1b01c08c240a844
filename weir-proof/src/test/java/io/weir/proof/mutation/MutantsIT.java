package io.weir.proof.mutation;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.proof.trace.TraceCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A check that cannot fail proves nothing: every mistake of the catalogue is found, by the simulator or by the tests that are named. */
@Tag("mutants")
class MutantsIT {

    private static final int SEEDS_MAX = Integer.getInteger("weir.mutants.seeds", 1500);
    private static final String ONLY = System.getProperty("weir.mutants.only", "");

    /** Whether seeds are looked for from 1 on, also where one is known. */
    private static final boolean ANEW = Boolean.getBoolean("weir.mutants.anew");

    private static final Pattern ROW = Pattern.compile("\\| (\\S+) \\| .* \\| (\\d+|`\\w+Test`) \\|");

    @Test
    @Timeout(1500)
    void everyMutantIsKilled() throws Exception {
        Path root = TraceCheck.root();
        List<Mutant> mutants = Mutant.catalogue(root.resolve("weir-proof/src/test/resources/mutants.txt"));
        assertThat(mutants).hasSizeGreaterThanOrEqualTo(40);
        Map<String, Integer> known = ANEW ? Map.of() : knownSeeds(root);
        ExecutorService threads =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
        List<String> survivors = new ArrayList<>();
        List<String> table = new ArrayList<>(List.of("| mistake | what it is | found by |", "|---|---|---|"));
        try {
            List<Callable<MutantRun>> runs = new ArrayList<>();
            for (Mutant mutant : mutants) {
                if (ONLY.isEmpty() || List.of(ONLY.split(",")).contains(mutant.name())) {
                    runs.add(() -> run(mutant, root, known.getOrDefault(mutant.name(), 0)));
                }
            }
            assertThat(runs).as("mutants of the names " + ONLY).isNotEmpty();
            for (Future<MutantRun> each : threads.invokeAll(runs)) {
                table.add("| " + each.get().mutant().name() + " | "
                        + each.get().mutant().what() + " | "
                        + each.get().by() + " |");
                if (!each.get().killed()) {
                    survivors.add(each.get().mutant().name());
                }
            }
        } finally {
            threads.shutdownNow();
        }
        Files.createDirectories(root.resolve("weir-proof/target/proof"));
        Files.write(root.resolve("weir-proof/target/proof/mutants.md"), table);
        assertThat(survivors)
                .as("mutants that no seed up to %d, and no test, has found", SEEDS_MAX)
                .isEmpty();
    }

    /** What docs/proof-mutants.md tells is what the last run of {@link #everyMutantIsKilled} at a release has written. */
    @Test
    void everyMutantIsInTheDocs() throws Exception {
        Path root = TraceCheck.root();
        assertThat(rows(root).stream().map(row -> row.group(1)))
                .containsExactlyElementsOf(
                        Mutant.catalogue(root.resolve("weir-proof/src/test/resources/mutants.txt")).stream()
                                .map(Mutant::name)
                                .toList());
    }

    /** Returns the seeds that the docs tell. One that finds nothing any more is only tried in vain. */
    private static Map<String, Integer> knownSeeds(Path root) throws IOException {
        Map<String, Integer> seeds = new HashMap<>();
        for (MatchResult row : rows(root)) {
            if (!row.group(2).startsWith("`")) {
                seeds.put(row.group(1), Integer.parseInt(row.group(2)));
            }
        }
        return seeds;
    }

    /** Returns the rows of the table in the docs: name, and what found it. */
    private static List<MatchResult> rows(Path root) throws IOException {
        List<MatchResult> rows = new ArrayList<>();
        for (String line : Files.readAllLines(root.resolve("docs/proof-mutants.md"))) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                rows.add(row.toMatchResult());
            }
        }
        return rows;
    }

    private static MutantRun run(Mutant mutant, Path root, int known) throws Exception {
        MutantRun run = MutantRun.of(mutant, root, known, SEEDS_MAX);
        String verdict = run.verdict().length() > 150 ? run.verdict().substring(0, 150) + " ..." : run.verdict();
        System.out.println(String.format(
                Locale.ROOT,
                "mutant %-45s %s",
                mutant.name(),
                run.killed() ? "killed by " + run.by() + ": " + verdict : "SURVIVED " + run.by()));
        return run;
    }
}
