package io.weir.testkit.conformance;

import io.weir.serde.Serde;
import io.weir.sink.Committer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The small print: serdes and closing. */
final class ContractFacts {

    /** Long enough for any clean-up that does not wait for the outside system. */
    private static final long CLOSE_MILLIS_MAX = 5_000;

    private ContractFacts() {}

    static <T, C> void committablesSurviveTheirSerde(SinkCase<T, C> fresh) throws Exception {
        Serde<C> serde = fresh.subject().sink().committableSerde();
        SerdeCheck.schemaIsStable(serde, fresh.subject().sink().committableSerde());
        SinkAttempt<T, C> attempt = fresh.job().start(2);
        attempt.writeAll(20);
        Checkpoint<C> checkpoint = attempt.prepareAndDecide();
        for (Part<C> part : checkpoint.parts()) {
            SerdeCheck.readsNotAByteMore(serde, part.bytes());
        }
        attempt.close();
        // What was read from the checkpoint, and nothing but that, is committed.
        fresh.job().start(2);
        fresh.checkVisible();
    }

    static <T, C> void bytesThatAreNoCommittableAreToldAsCorrupt(SinkCase<T, C> fresh) throws Exception {
        Serde<C> serde = fresh.subject().sink().committableSerde();
        SinkAttempt<T, C> attempt = fresh.job().start(1);
        attempt.write(0, 3);
        for (Part<C> part : attempt.prepare().parts()) {
            SerdeCheck.tellsCorruption(serde, part.bytes());
        }
    }

    /** At any point of its life, twice, and quickly. */
    static <T, C> void closingIsIdempotentAndQuick(SinkCase<T, C> fresh) throws Exception {
        SinkAttempt<T, C> unused = fresh.job().create(1);
        closeTwice(unused.makeCommitter(), unused);
        SinkAttempt<T, C> idle = fresh.job().start(2);
        idle.comeToRest();
        closeTwice(idle.makeCommitter(), idle);

        SinkAttempt<T, C> busy = fresh.job().start(2);
        busy.writeAll(3);
        busy.checkpoint();
        busy.writeAll(3);
        busy.prepareAndDecide();
        busy.writeAll(3);
        for (int subtask = 0; subtask < busy.parallelism(); subtask++) {
            long startNanos = System.nanoTime();
            busy.writer(subtask).close();
            busy.writer(subtask).close();
            checkQuick("SinkWriter.close", startNanos);
        }
        closeTwice(busy.makeCommitter(), busy);
        fresh.checkVisible();

        fresh.job().start(2);
        fresh.checkVisible();
        fresh.checkNothingLeftOpen();
    }

    private static <C> void closeTwice(Committer<C> committer, SinkAttempt<?, C> attempt) throws Exception {
        long startNanos = System.nanoTime();
        attempt.onCommitThread("Committer.close", () -> {
            committer.close();
            committer.close();
            return true;
        });
        checkQuick("Committer.close", startNanos);
    }

    private static void checkQuick(String what, long startNanos) {
        long millis = (System.nanoTime() - startNanos) / 1_000_000;
        if (millis > CLOSE_MILLIS_MAX) {
            throw new AssertionError(what + " took " + millis + " ms; at most " + CLOSE_MILLIS_MAX);
        }
    }

    /** A closed writer gives up what was open; what was sealed stays, and is committed if it was decided. */
    static <T, C> void closingAWriterGivesUpWhatIsOpenAndKeepsWhatIsSealed(SinkCase<T, C> fresh) throws Exception {
        SinkAttempt<T, C> attempt = fresh.job().start(2);
        attempt.writeAll(2);
        Checkpoint<C> decided = attempt.prepareAndDecide();
        attempt.writeAll(2);
        Map<Integer, Integer> expected = new TreeMap<>();
        for (int subtask = 0; subtask < attempt.parallelism(); subtask++) {
            attempt.writer(subtask).close();
            expected.put(
                    subtask, decided.contents().getOrDefault(subtask, List.of()).size());
        }
        fresh.checkVisible();
        // The last commits of a job come after its writers are closed.
        attempt.commit(decided);
        fresh.checkVisible();
        if (expected.size() != attempt.parallelism()) {
            throw new IllegalStateException("every subtask wrote");
        }
        attempt.close();
        fresh.job().start(2);
        fresh.checkVisible();
        fresh.checkNothingLeftOpen();
    }
}
