package io.weir.testkit.conformance;

import io.weir.sink.Sink;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** The kit, turned on a sink with the given flaws. */
class DepotConformance extends SinkConformance<String, DepotBatch> {

    private final Set<SinkFlaw> flaws;

    DepotConformance(Set<SinkFlaw> flaws) {
        this.flaws = flaws;
    }

    @Override
    protected SinkSubject<String, DepotBatch> open() {
        return new Subject(new Depot(flaws));
    }

    private record Subject(Depot depot) implements SinkSubject<String, DepotBatch> {

        @Override
        public Sink<String, DepotBatch> sink() {
            return new DepotSink(depot);
        }

        @Override
        public String record(long index) {
            return "record-" + index;
        }

        @Override
        public List<String> visible() {
            return depot.visible();
        }

        @Override
        public OptionalInt leftOpen() {
            return OptionalInt.of(depot.sealedCount());
        }

        @Override
        public Optional<String> refused() {
            return Optional.of(DepotWriter.REFUSED);
        }

        @Override
        public Set<SinkFault> faults() {
            return EnumSet.allOf(SinkFault.class);
        }

        @Override
        public void plant(SinkFault fault) {
            depot.plant(fault);
        }

        @Override
        public Duration visibilityMax() {
            return Duration.ZERO;
        }

        /** Short for the flaws that never answer. */
        @Override
        public Duration patience() {
            boolean silent = depot.has(SinkFlaw.EMPTY_SEAL_IS_NOT_ANSWERED) || depot.has(SinkFlaw.NEVER_WAKES_ITS_TASK);
            return silent ? Duration.ofSeconds(2) : SinkSubject.super.patience();
        }
    }
}
