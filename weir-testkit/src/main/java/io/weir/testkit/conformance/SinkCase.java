package io.weir.testkit.conformance;

import io.weir.runtime.JobId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * One test of a sink: a fresh place, the jobs that write to it, and the record of what must be visible in it, what may be, and what may never.
 *
 * <p>Threading: confined to the test's thread.
 */
final class SinkCase<T, C> implements AutoCloseable {

    /** Outside systems keep names for some time, so no two jobs of a JVM have the same. */
    private static final AtomicLong GENERATIONS = new AtomicLong(System.nanoTime());

    private final SinkSubject<T, C> subject;
    private final List<SinkAttempt<T, C>> attempts = new ArrayList<>();
    private final Map<T, Written> written = new HashMap<>();
    private final Set<Written> allowed = new HashSet<>();
    private final Set<Written> required = new HashSet<>();
    private final List<SinkJob<T, C>> jobs = new ArrayList<>();
    private @Nullable SinkJob<T, C> job;
    private boolean hidden;

    /** Whether the attempts that nothing may be hidden behind have been made. */
    private boolean ending;

    SinkCase(SinkSubject<T, C> subject) {
        this.subject = subject;
    }

    SinkSubject<T, C> subject() {
        return subject;
    }

    boolean has(SinkTrait trait) {
        return subject.traits().contains(trait);
    }

    static JobId newJobId(String name) {
        return new JobId(name, String.format(Locale.ROOT, "%016x", GENERATIONS.incrementAndGet()));
    }

    /** The job that the test is about. */
    SinkJob<T, C> job() {
        SinkJob<T, C> known = job;
        if (known == null) {
            known = job(newJobId("job"), "out");
            job = known;
        }
        return known;
    }

    /** Another job, or another sink of a job. */
    SinkJob<T, C> job(JobId id, String stage) {
        SinkJob<T, C> made = new SinkJob<>(this, id, stage);
        jobs.add(made);
        return made;
    }

    SinkAttempt<T, C> own(SinkAttempt<T, C> attempt) {
        attempts.add(attempt);
        return attempt;
    }

    /**
     * Lets the lanes of a job's older attempts run empty: from here on they stand still, as a process does that is paused. What they do later is up to the
     * test, and not to chance.
     */
    void comeToRest(SinkJob<T, C> of) throws Exception {
        for (SinkAttempt<T, C> attempt : attempts) {
            if (attempt.job() == of) {
                attempt.comeToRest();
            }
        }
    }

    /** Makes a record that was never written before. */
    T newRecord(SinkJob<T, C> writer, long attempt, int subtask) {
        long index = written.size();
        T value = subject.record(index);
        if (written.put(value, new Written(index, writer.id(), writer.stage(), attempt, subtask)) != null) {
            throw new AssertionError("SinkSubject.record must give different records for different indices: " + value);
        }
        return value;
    }

    Written writtenOf(T value) {
        Written known = written.get(value);
        if (known == null) {
            throw new AssertionError("a reader sees what nobody wrote: " + value);
        }
        return known;
    }

    void allow(Collection<Written> records) {
        allowed.addAll(records);
    }

    void require(Collection<Written> records) {
        required.addAll(records);
    }

    /**
     * Checks what a reader sees: all that is committed, nothing else, nothing twice, in order. What is committed may take its time; what must not be seen
     * may not be seen even once.
     */
    void checkVisible() throws Exception {
        long deadlineNanos = System.nanoTime() + subject.visibilityMax().toNanos();
        while (true) {
            boolean late = System.nanoTime() - deadlineNanos > 0;
            List<Written> seen = seen();
            Set<Written> missing = new HashSet<>(required);
            seen.forEach(missing::remove);
            if (missing.isEmpty()) {
                return;
            }
            if (isHidden()) {
                hidden = true;
                return;
            }
            if (late) {
                throw new AssertionError("committed output is not visible: missing " + Excerpt.of(missing)
                        + ", visible " + Excerpt.of(seen));
            }
        }
    }

    /** Returns whether committed output may be hidden behind what is open. */
    private boolean isHidden() throws Exception {
        if (has(SinkTrait.COMMITTED_OUTPUT_WAITS)) {
            return !ending;
        }
        return has(SinkTrait.OPEN_OUTPUT_HIDES_LATER_OUTPUT)
                && subject.leftOpen()
                                .orElseThrow(() -> new AssertionError(
                                        "with OPEN_OUTPUT_HIDES_LATER_OUTPUT, SinkSubject.leftOpen must count"))
                        > 0;
    }

    /** Where output was hidden when it was looked for: ends, by one more attempt of each job, what is open, and looks for it now. */
    void checkWhatWasHidden() throws Exception {
        if (!hidden) {
            return;
        }
        ending = true;
        for (SinkJob<T, C> each : jobs) {
            each.start(1);
        }
        checkNothingLeftOpen();
        checkVisible();
    }

    /** Returns what a reader sees, after checking that it may see it. */
    private List<Written> seen() throws Exception {
        List<Written> seen = new ArrayList<>();
        Set<Written> once = new HashSet<>();
        for (T value : subject.visible()) {
            Written record = writtenOf(value);
            if (!allowed.contains(record)) {
                throw new AssertionError("output is visible that was never committed: " + record);
            }
            if (!once.add(record)) {
                throw new AssertionError("output is visible twice: " + record);
            }
            seen.add(record);
        }
        if (!has(SinkTrait.UNORDERED)) {
            checkOrder(seen);
        }
        return seen;
    }

    private static void checkOrder(List<Written> seen) {
        for (int later = 1; later < seen.size(); later++) {
            for (int earlier = 0; earlier < later; earlier++) {
                if (seen.get(later).mustPrecede(seen.get(earlier))) {
                    throw new AssertionError("output is out of order: " + seen.get(earlier) + " stands before "
                            + seen.get(later) + ", visible " + seen);
                }
            }
        }
    }

    /** Checks that nothing is left open outside, if that can be counted. */
    void checkNothingLeftOpen() throws Exception {
        if (has(SinkTrait.COMMITTED_OUTPUT_WAITS) && !ending) {
            hidden = true;
            return;
        }
        long deadlineNanos = System.nanoTime() + subject.visibilityMax().toNanos();
        OptionalInt left = subject.leftOpen();
        while (left.isPresent() && left.getAsInt() > 0) {
            if (System.nanoTime() - deadlineNanos > 0) {
                throw new AssertionError(
                        "recovery left output open that is neither committed nor given up: count=" + left.getAsInt());
            }
            left = subject.leftOpen();
        }
    }

    /** Closes every attempt, those that "crashed" too, then the place. */
    @Override
    public void close() {
        try {
            for (int i = attempts.size() - 1; i >= 0; i--) {
                attempts.get(i).close();
            }
        } finally {
            subject.close();
        }
    }
}
