package io.weir.testkit.conformance;

import io.weir.sink.Sink;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
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

        /** What the flaw that never answers costs; no other comes near it. */
        @Override
        public Duration patience() {
            return Duration.ofSeconds(5);
        }
    }
}
