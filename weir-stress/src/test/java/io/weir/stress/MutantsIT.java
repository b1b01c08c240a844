package io.weir.stress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** A check that no fault can fail is none: every mutant fails the check that it is planted for. */
class MutantsIT {

    private static final Path FOLDER = Path.of("target", "stress", "mutants");

    /** The longest search, as a multiple of the first. On an idle machine the first one does. */
    private static final int FACTOR_MAX = 16;

    @TestFactory
    Stream<DynamicTest> jcstressCatchesEveryMutant() {
        List<List<Mutant>> rounds = Mutants.OF_MEMORY;
        return IntStream.range(0, rounds.size())
                .mapToObj(i -> DynamicTest.dynamicTest(
                        "round " + (i + 1), () -> catchAll(rounds.get(i), FOLDER.resolve("round-" + (i + 1)))));
    }

    @TestFactory
    Stream<DynamicTest> checksCatchEveryMutant() {
        return Mutants.OF_CHECKS.stream().map(mutant -> DynamicTest.dynamicTest(mutant.name(), () -> catchOne(mutant)));
    }

    /** Searches until every mutant is caught, each time twice as long for those that are not yet. */
    private static void catchAll(List<Mutant> mutants, Path folder) throws IOException, InterruptedException {
        Mutant.compile(mutants, folder.resolve("classes"));
        List<Mutant> alive = new ArrayList<>(mutants);
        for (int factor = 1; factor <= FACTOR_MAX && !alive.isEmpty(); factor *= 2) {
            Map<String, Jcstress.Found> found = Jcstress.run(
                    folder, "classes", alive.stream().map(Mutant::check).toList(), factor);
            alive.removeIf(mutant -> isCaught(mutant, found.get(mutant.check())));
        }
        assertThat(alive).as("mutants that pass").isEmpty();
    }

    private static boolean isCaught(Mutant mutant, Jcstress.Found result) {
        String complaints = String.join("; ", result.complaints());
        System.out.printf("%s: %,d samples, %s%n", mutant.name(), result.samples(), complaints);
        return complaints.contains("forbidden");
    }

    /** Searches as {@link #catchAll} does. */
    private static void catchOne(Mutant mutant) throws IOException, InterruptedException {
        Path folder = FOLDER.resolve(mutant.name().replaceAll("\\W+", "-"));
        Mutant.compile(List.of(mutant), folder.resolve("classes"));
        String output = "";
        for (int factor = 1; factor <= FACTOR_MAX && !output.contains(Check.FAILED); factor *= 2) {
            output = Check.start(folder, "classes", mutant.check(), factor).output();
        }
        assertThat(output).as(mutant.name()).contains(Check.FAILED);
    }
}
