package io.weir.testkit.conformance;

import io.weir.runtime.JobId;
import java.util.ArrayList;
import java.util.List;

/** What a sink's recovery must not touch: output of other jobs, and of other sinks of the same job, however alike their names. */
final class NeighbourFacts {

    private NeighbourFacts() {}

    static <T, C> void otherJobsAndSinksAreNotTouched(SinkCase<T, C> fresh) throws Exception {
        SinkJob<T, C> mine = fresh.job();
        JobId id = mine.id();
        List<SinkJob<T, C>> others = List.of(
                fresh.job(SinkCase.newJobId(id.name()), mine.stage()),
                fresh.job(new JobId(id.name() + "2", id.generation()), mine.stage()),
                fresh.job(id, mine.stage() + "2"),
                fresh.job(id, "x" + mine.stage()),
                fresh.job(id, mine.stage() + ".0"));
        List<SinkAttempt<T, C>> theirs = new ArrayList<>();
        List<Checkpoint<C>> sealed = new ArrayList<>();
        for (SinkJob<T, C> other : others) {
            SinkAttempt<T, C> attempt = other.start(2);
            attempt.writeAll(2);
            attempt.checkpoint();
            attempt.writeAll(2);
            sealed.add(attempt.prepareAndDecide());
            attempt.writeAll(1);
            theirs.add(attempt);
        }
        SinkAttempt<T, C> crashed = mine.start(2);
        crashed.writeAll(2);
        crashed.prepare();

        SinkAttempt<T, C> next = mine.start(1);
        next.write(0, 2);
        next.checkpoint();
        fresh.checkVisible();
        for (int i = 0; i < theirs.size(); i++) {
            theirs.get(i).commit(sealed.get(i));
            theirs.get(i).writeAll(1);
            theirs.get(i).checkpoint();
            fresh.checkVisible();
        }
        next.write(0, 2);
        next.checkpoint();
        fresh.checkVisible();
    }
}
