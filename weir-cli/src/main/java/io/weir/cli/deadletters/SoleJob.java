package io.weir.cli.deadletters;

import io.weir.error.WeirException;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Finds the one job whose letters stand at a place: those of several jobs have nothing to do with one another, though their stages may have the same names. */
final class SoleJob {

    private SoleJob() {}

    /**
     * Returns its name; null if there are no letters.
     *
     * @throws WeirException {@code several-jobs}
     */
    static @Nullable String of(Letters letters) {
        SortedSet<String> jobs = new TreeSet<>();
        letters.read(Map.of(), letter -> jobs.add(letter.content().job()));
        if (jobs.size() > 1) {
            throw WeirException.user(
                    "several-jobs",
                    "it is not clear whose letters of " + letters.name() + " to replay",
                    "there are letters of the jobs " + String.join(", ", jobs)
                            + ", and stages of different jobs may have the same name",
                    "name one with --job");
        }
        return jobs.isEmpty() ? null : jobs.first();
    }
}
