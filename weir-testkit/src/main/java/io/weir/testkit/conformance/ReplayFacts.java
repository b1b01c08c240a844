package io.weir.testkit.conformance;

import io.weir.serde.ByteReader;
import io.weir.serde.Serde;
import io.weir.source.SourceSplit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/** Positions: what a checkpoint holds, and what is read from there. */
final class ReplayFacts {

    private static final long SEED = 11;
    private static final int CRASH_ROUNDS = 4;

    private ReplayFacts() {}

    /** After each record a snapshot; from each snapshot exactly the rest, in the same order. */
    static <T, S extends SourceSplit> void everyPositionLeadsToTheRest(SourceCase<T, S> fresh) throws Exception {
        Map<String, List<T>> reference = fresh.reference();
        int count = fresh.records().size();
        int step = Math.max(1, count / fresh.subject().positionsMax());
        SourceAttempt<T, S> first = fresh.startAfresh(1);
        for (int read = 0; read <= count; read++) {
            first.read(read, 1);
            if (read % step == 0 || read == count) {
                List<byte[]> positions = first.snapshot(read + 1);
                try (SourceAttempt<T, S> second = fresh.restore(1, positions)) {
                    fresh.finish(second, count - first.emittedCount());
                    checkContinues(reference, first.emittedBySplit(), second.emittedBySplit());
                }
            }
        }
    }

    private static <T> void checkContinues(
            Map<String, List<T>> reference, Map<String, List<T>> first, Map<String, List<T>> second) {
        reference.forEach((split, records) -> {
            List<T> both = new ArrayList<>(first.getOrDefault(split, List.of()));
            both.addAll(second.getOrDefault(split, List.of()));
            if (!both.equals(records)) {
                throw new AssertionError("split " + split + " holds " + records + "; read before the snapshot "
                        + first.get(split) + ", and from it " + second.get(split));
            }
        });
    }

    /** Taking it twice, or never, changes nothing, and it does not move when the reader goes on. */
    static <T, S extends SourceSplit> void aSnapshotOnlyLooks(SourceCase<T, S> fresh) throws Exception {
        SourceAttempt<T, S> attempt = fresh.startAfresh(1);
        attempt.snapshot(1);
        for (int read = 1; read <= fresh.records().size(); read++) {
            attempt.read(read, 1);
            List<S> kept = attempt.reader(0).snapshot(2L * read);
            List<byte[]> early = kept.stream().map(attempt::bytes).toList();
            List<byte[]> again = attempt.snapshot(2L * read + 1);
            checkSame(early, again);
            if (read < fresh.records().size()) {
                attempt.read(read + 1, 1);
                checkSame(early, kept.stream().map(attempt::bytes).toList());
            }
        }
        fresh.checkAll(attempt.emitted());
    }

    private static void checkSame(List<byte[]> one, List<byte[]> other) {
        boolean same = one.size() == other.size();
        for (int i = 0; same && i < one.size(); i++) {
            same = Arrays.equals(one.get(i), other.get(i));
        }
        if (!same) {
            throw new AssertionError("two snapshots of one moment differ, or one moved with its reader");
        }
    }

    static <T, S extends SourceSplit> SourceFact<T, S> restoresAtAnotherParallelism(int before, int after) {
        return fresh -> {
            int count = fresh.records().size();
            SourceAttempt<T, S> first = fresh.startAfresh(before);
            first.read(count / 3, 2);
            List<byte[]> positions = first.snapshot(1);
            List<T> seen = first.emitted();
            first.close();

            SourceAttempt<T, S> second = fresh.restore(after, positions);
            second.read(Math.max(0, count * 2 / 3 - seen.size()), 2);
            positions = second.snapshot(2);
            seen.addAll(second.emitted());
            second.close();

            SourceAttempt<T, S> third = fresh.restore(before, positions);
            fresh.finish(third, count - seen.size());
            seen.addAll(third.emitted());
            fresh.checkAll(seen);
        };
    }

    /** Attempts end anywhere, closed or left alone, some of them before their first checkpoint. */
    static <T, S extends SourceSplit> void attemptsThatCrashAnywhereReadEachRecordOnce(SourceCase<T, S> fresh)
            throws Exception {
        SplittableRandom random = new SplittableRandom(SEED);
        int count = fresh.records().size();
        for (int round = 0; round < CRASH_ROUNDS; round++) {
            List<T> kept = new ArrayList<>();
            SourceAttempt<T, S> attempt = fresh.startAfresh(1 + random.nextInt(3));
            List<byte[]> positions = attempt.snapshot(1);
            while (kept.size() < count) {
                // What is read behind the snapshot is lost in the crash.
                attempt.read(random.nextInt(Math.max(2, (count - kept.size()) / 2 + 1)), 1 + random.nextInt(5));
                if (random.nextBoolean() || attempt.emittedCount() == count - kept.size()) {
                    positions = attempt.snapshot(2);
                    kept.addAll(attempt.emitted());
                    attempt.read(
                            Math.min(
                                    attempt.emittedCount() + random.nextInt(3),
                                    attempt.emittedCount() + count - kept.size()),
                            1);
                }
                if (random.nextBoolean()) {
                    attempt.close();
                }
                attempt = fresh.restore(1 + random.nextInt(3), positions);
            }
            fresh.finish(attempt, 0);
            kept.addAll(attempt.emitted());
            fresh.checkAll(kept);
        }
    }

    static <T, S extends SourceSplit> void anAttemptThatStillLivesDoesNotDisturbTheNext(SourceCase<T, S> fresh)
            throws Exception {
        int count = fresh.records().size();
        SourceAttempt<T, S> zombie = fresh.startAfresh(1);
        zombie.read(count / 2, 2);
        List<T> seen = zombie.emitted();
        List<byte[]> positions = zombie.snapshot(1);
        zombie.read(Math.min(count, count / 2 + 2), 1);

        SourceAttempt<T, S> next = fresh.restore(1, positions);
        next.read(1, 1);
        zombie.reader(0).reader().checkpointCommitted(1);
        zombie.close();
        fresh.finish(next, count - seen.size());
        seen.addAll(next.emitted());
        fresh.checkAll(seen);
    }

    static <T, S extends SourceSplit> void splitsSurviveTheirSerde(SourceCase<T, S> fresh) throws Exception {
        Serde<S> serde = fresh.subject().source().splitSerde();
        SerdeCheck.schemaIsStable(serde, fresh.subject().source().splitSerde());
        SourceAttempt<T, S> attempt = fresh.startAfresh(1);
        attempt.read(fresh.records().size() / 2, 1);
        for (S split : attempt.reader(0).snapshot(1)) {
            byte[] bytes = attempt.bytes(split);
            SerdeCheck.readsNotAByteMore(serde, bytes);
            S read = serde.read(new ByteReader(bytes));
            if (!read.splitId().equals(split.splitId())) {
                throw new AssertionError("split " + split.splitId() + " comes out of its serde as " + read.splitId());
            }
        }
    }

    static <T, S extends SourceSplit> void bytesThatAreNoSplitAreToldAsCorrupt(SourceCase<T, S> fresh)
            throws Exception {
        SourceAttempt<T, S> attempt = fresh.startAfresh(1);
        attempt.read(1, 1);
        for (byte[] position : attempt.snapshot(1)) {
            SerdeCheck.tellsCorruption(attempt.source().splitSerde(), position);
        }
    }

    /** What is known is not found again: neither before nor after a restore, wherever it has been read to. */
    static <T, S extends SourceSplit> void aKnownSplitIsNotDiscoveredAgain(SourceCase<T, S> fresh) throws Exception {
        SourceAttempt<T, S> attempt = fresh.startAfresh(2);
        checkUnique(attempt.known());
        expectNone(attempt.discover(false));
        attempt.read(fresh.records().size() / 2, 1);
        expectNone(attempt.discover(false));
        List<byte[]> positions = attempt.snapshot(1);
        int splitCount = attempt.known().size();
        attempt.close();

        SourceAttempt<T, S> next = fresh.restore(3, positions);
        checkUnique(next.known());
        if (next.known().size() != splitCount) {
            throw new AssertionError("a restore turned " + splitCount + " splits into "
                    + next.known().size());
        }
        expectNone(next.discover(false));
    }

    private static void expectNone(List<? extends SourceSplit> found) {
        if (!found.isEmpty()) {
            throw new AssertionError("splits that are known were discovered again: "
                    + found.stream().map(SourceSplit::splitId).toList());
        }
    }

    private static void checkUnique(List<? extends SourceSplit> splits) {
        Set<String> once = new HashSet<>();
        for (SourceSplit split : splits) {
            if (!once.add(split.splitId())) {
                throw new AssertionError("two splits have one id: " + split.splitId());
            }
        }
    }
}
