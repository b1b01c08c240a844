package io.weir.testkit.conformance;

import io.weir.basic.AheadBatch;
import io.weir.basic.BatchId;
import io.weir.basic.DeliveryOutcome;
import io.weir.basic.WriteAheadSink;
import io.weir.sink.RefusedRecordException;
import io.weir.sink.Sink;
import java.io.IOException;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** With a target that takes a batch once for each idempotency key. */
class WriteAheadSinkConformanceTest extends SinkConformance<String, AheadBatch<String>> {

    @Override
    protected SinkSubject<String, AheadBatch<String>> open() {
        return new Subject();
    }

    private static final class Subject implements SinkSubject<String, AheadBatch<String>> {

        private final Map<String, List<String>> batches = new LinkedHashMap<>();
        private @Nullable SinkFault planted;

        @Override
        public Sink<String, AheadBatch<String>> sink() {
            return WriteAheadSink.idempotent(String.class, this::deliver)
                    .batchSize(2)
                    .check(value -> {
                        if (value.isEmpty()) {
                            throw new RefusedRecordException("empty");
                        }
                    });
        }

        private synchronized DeliveryOutcome deliver(List<String> records, BatchId id) throws IOException {
            SinkFault fault = planted;
            planted = null;
            if (fault == SinkFault.COMMIT_FAILS) {
                return DeliveryOutcome.retryLater("the target is busy");
            }
            batches.putIfAbsent(id.idempotencyKey(), List.copyOf(records));
            if (fault == SinkFault.COMMIT_REPLY_IS_LOST) {
                throw new IOException("the reply is lost");
            }
            return DeliveryOutcome.DELIVERED;
        }

        @Override
        public String record(long index) {
            return "record-" + index;
        }

        @Override
        public synchronized List<String> visible() {
            return batches.values().stream().flatMap(List::stream).toList();
        }

        @Override
        public Optional<String> refused() {
            return Optional.of("");
        }

        @Override
        public Set<SinkTrait> traits() {
            return EnumSet.of(
                    SinkTrait.CANNOT_TELL_REPETITION,
                    SinkTrait.CANNOT_SEE_LOST_CHECKPOINTS,
                    SinkTrait.CANNOT_SHUT_OUT_OLDER_ATTEMPTS);
        }

        @Override
        public Set<SinkFault> faults() {
            return EnumSet.of(SinkFault.COMMIT_FAILS, SinkFault.COMMIT_REPLY_IS_LOST);
        }

        @Override
        public synchronized void plant(SinkFault fault) {
            planted = fault;
        }
    }
}
