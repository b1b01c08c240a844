package io.weir.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.engine.journal.RichJournal.End;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** Whole files that are missing, doubled, exchanged, or somebody else's. */
class MisplacedFilesTest {

    private final RichJournal journal = RichJournal.write("000000000000000a", End.CHECKPOINT);
    private final Map<String, byte[]> files = journal.files();
    private final long last = journal.history().lastKey();
    private final DamageCheck check = new DamageCheck(journal);

    @AfterEach
    void print(TestInfo test) {
        System.out.printf(
                "damage: %s: cases=%,d, errors=%,d%n", test.getDisplayName(), check.caseCount(), check.errorCount());
    }

    @Test
    void theJournalIsWhole() {
        assertThat(files)
                .containsOnlyKeys(
                        FileName.ofAttempt(3).text(),
                        FileName.ofBase(3, 1).text(),
                        FileName.ofSegment(1, 2).text(),
                        FileName.ofSegment(2, 1).text(),
                        FileName.ofSegment(3, 1).text(),
                        FileName.ofSegment(3, 2).text());
        assertThat(check.found("whole", files)).isEqualTo(last);
    }

    /**
     * Every set of files missing. Only one of them looks like what a crash may leave: an attempt that has not begun its second segment yet. A claim alone does not, for it is not the first
     * attempt's.
     */
    @Test
    void missingFilesAreDetected() {
        Map<String, byte[]> withoutTheLastSegment = new TreeMap<>(files);
        withoutTheLastSegment.remove(FileName.ofSegment(3, 2).text());
        for (Map<String, byte[]> some : subsets(files, Map.of())) {
            String what = "left=" + some.keySet();
            long found = check.found(what, some);
            if (some.isEmpty()) {
                assertThat(found).as(what).isZero();
            } else if (some.equals(withoutTheLastSegment)) {
                assertThat(found).as(what).isEqualTo(10);
            } else if (some.size() < files.size()) {
                assertThat(found).as(what).isEqualTo(-1);
            }
        }
    }

    /** A base proves that there was a segment behind it, also where an older one could be taken for the last. */
    @Test
    void aJournalThatEndsBeforeItsBaseIsDetected() {
        CrashingStore store = new CrashingStore(new Random(4));
        Journal base = RichJournal.recover(store).journal();
        base.append(Checkpoints.of(1, "a", "1"));
        String segment = FileName.ofSegment(1, 1).text();
        byte[] first = store.bytes(segment);
        base.append(Checkpoints.of(2, "a", "2"));
        base.buildBase();
        store.remove(FileName.ofSegment(1, 2).text());
        store.put(segment, first);

        assertThatThrownBy(() -> RichJournal.recover(store))
                .hasMessageContaining("[corrupt-checkpoint]")
                .hasMessageContaining("file=" + segment)
                .hasMessageContaining("a base contains checkpoint 2: there was a newer segment");
    }

    /** Every file under every other name that it might have, whether or not there is such a file. */
    @Test
    void aFileUnderAnotherNameIsDetectedOrIgnored() {
        List<String> names = new ArrayList<>(files.keySet());
        for (FileName name : otherNames()) {
            names.add(name.text());
            names.add(name.temporaryText());
        }
        files.forEach((from, content) -> {
            for (String to : names) {
                Map<String, byte[]> changed = new TreeMap<>(files);
                changed.put(to, content);
                String what = "copied " + from + " to " + to;
                assertThat(check.found(what, changed)).as(what).isIn(-1L, last);
            }
        });
    }

    @Test
    void exchangedFilesAreDetected() {
        for (String one : files.keySet()) {
            for (String other : files.keySet()) {
                if (one.compareTo(other) < 0) {
                    Map<String, byte[]> changed = new TreeMap<>(files);
                    changed.put(one, files.get(other));
                    changed.put(other, files.get(one));
                    String what = "exchanged " + one + " and " + other;
                    assertThat(check.found(what, changed)).as(what).isEqualTo(-1);
                }
            }
        }
    }

    /** Every mixture with the files of the same names of another generation of the job. */
    @Test
    void aMixtureWithAnotherGenerationIsDetected() {
        Map<String, byte[]> other =
                RichJournal.write("000000000000000b", End.CHECKPOINT).files();
        assertThat(other.keySet()).isEqualTo(files.keySet());
        for (Map<String, byte[]> mixture : subsets(files, other)) {
            long mixed = mixture.entrySet().stream()
                    .filter(file -> isRead(file.getKey()))
                    .filter(file -> files.get(file.getKey()) == file.getValue())
                    .count();
            if (mixed > 0) {
                String what = "of the job itself: " + mixed;
                long allOfIt = files.keySet().stream()
                        .filter(MisplacedFilesTest::isRead)
                        .count();
                assertThat(check.found(what, mixture)).as(what).isEqualTo(mixed == allOfIt ? last : -1);
            }
        }
    }

    /**
     * Every mixture with every earlier copy of the directory, as after a copy that was brought back in part. With the
     * newest segment as it is, nothing is lost; without it, what is found was once the truth.
     */
    @Test
    void aMixtureWithAnEarlierCopyIsDetectedOrACheckpointOfTheJob() {
        String newest = FileName.ofSegment(3, 2).text();
        for (int steps = 1; steps < RichJournal.STEPS.size(); steps++) {
            RichJournal earlier = RichJournal.write("000000000000000a", steps);
            for (Map<String, byte[]> mixture : subsets(files, earlier.files())) {
                String what = "steps=" + steps + ", names=" + mixture.keySet();
                long found = check.found(what, mixture);
                if (mixture.get(newest) == files.get(newest)) {
                    assertThat(found).as(what).isIn(-1L, last);
                }
            }
        }
    }

    private static List<FileName> otherNames() {
        List<FileName> names = new ArrayList<>();
        for (long number = 1; number <= 20; number++) {
            names.add(FileName.ofAttempt(number));
            for (long second = 1; second <= 5; second++) {
                names.add(FileName.ofSegment(number, second));
                names.add(FileName.ofBase(number, second));
            }
        }
        return names;
    }

    /** Each file from the one or from the other, if that has it; else there or missing. */
    private static List<Map<String, byte[]>> subsets(Map<String, byte[]> one, Map<String, byte[]> other) {
        Set<String> union = new TreeSet<>(one.keySet());
        union.addAll(other.keySet());
        List<String> names = List.copyOf(union);
        List<Map<String, byte[]>> subsets = new ArrayList<>();
        for (int chosen = 0; chosen < 1 << names.size(); chosen++) {
            Map<String, byte[]> subset = new TreeMap<>();
            for (int i = 0; i < names.size(); i++) {
                byte[] content = ((chosen >> i & 1) == 1 ? one : other).get(names.get(i));
                if (content != null) {
                    subset.put(names.get(i), content);
                }
            }
            subsets.add(subset);
        }
        return subsets;
    }

    /** What a claim holds is for people. */
    private static boolean isRead(String name) {
        return !name.startsWith("attempt-");
    }
}
