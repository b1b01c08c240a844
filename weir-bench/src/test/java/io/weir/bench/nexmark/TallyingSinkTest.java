package io.weir.bench.nexmark;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.sink.PreCommit;
import io.weir.sink.SinkWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A run ends with its last result, whenever the last barrier comes. */
final class TallyingSinkTest {

    private static final long GAP_NANOS = 2_000_000;
    private static final double NANOS_PER_SECOND = 1e9;

    private final RunClock clock = new RunClock(0);
    private final TallyingSink sink = new TallyingSink(Output.APPEND, ResultTally.EVERY_ONE, clock);

    @Test
    void aBarrierThatComesLaterThanTheLastResultTakesNoTime() {
        long before = System.nanoTime();
        clock.making(0);
        SinkWriter<Result, Long> writer = sink.writer();
        writer.write(result(), 0);
        writer.ready();
        long after = passTime();
        writer.prepareCommit(1, ignored());
        assertThat(clock.seconds()).isPositive().isLessThan((after - before) / NANOS_PER_SECOND);
        assertThat(passed(before)).isGreaterThan(clock.seconds() + GAP_NANOS / NANOS_PER_SECOND);
    }

    @Test
    void resultsThatComeInTheTurnOfTheBarrierCount() {
        clock.making(0);
        SinkWriter<Result, Long> writer = sink.writer();
        passTime();
        writer.write(result(), 0);
        writer.prepareCommit(1, ignored());
        assertThat(clock.seconds()).isGreaterThanOrEqualTo(GAP_NANOS / NANOS_PER_SECOND);
    }

    @Test
    void ofSeveralWritersTheLatestResultCountsAlthoughItsBarrierComesFirst() {
        clock.making(0);
        SinkWriter<Result, Long> early = sink.writer();
        SinkWriter<Result, Long> late = sink.writer();
        early.write(result(), 0);
        early.ready();
        passTime();
        late.write(result(), 0);
        late.ready();
        late.prepareCommit(1, ignored());
        early.prepareCommit(1, ignored());
        assertThat(clock.seconds()).isGreaterThanOrEqualTo(GAP_NANOS / NANOS_PER_SECOND);
    }

    /** Returns the time before it has passed. */
    private static long passTime() {
        long begin = System.nanoTime();
        while (System.nanoTime() - begin <= GAP_NANOS) {
            Thread.onSpinWait();
        }
        return begin;
    }

    private static double passed(long since) {
        return (System.nanoTime() - since) / NANOS_PER_SECOND;
    }

    private static Result result() {
        return () -> 1;
    }

    private static PreCommit<Long> ignored() {
        return new PreCommit<>() {
            @Override
            public void complete(List<Long> committables) {}

            @Override
            public void fail(Throwable cause) {
                throw new AssertionError(cause);
            }
        };
    }
}
