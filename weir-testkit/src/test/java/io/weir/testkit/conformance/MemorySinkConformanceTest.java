package io.weir.testkit.conformance;

import io.weir.basic.MemorySink;
import io.weir.basic.MemoryStore;
import io.weir.basic.MemoryTransaction;
import io.weir.sink.Sink;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

class MemorySinkConformanceTest extends SinkConformance<String, MemoryTransaction> {

    @Override
    protected SinkSubject<String, MemoryTransaction> open() {
        return new Subject();
    }

    private static final class Subject implements SinkSubject<String, MemoryTransaction> {

        private final MemoryStore<String> store = new MemoryStore<>();

        @Override
        public Sink<String, MemoryTransaction> sink() {
            return MemorySink.to(store);
        }

        @Override
        public String record(long index) {
            return "record-" + index;
        }

        @Override
        public List<String> visible() {
            return store.committed();
        }

        @Override
        public OptionalInt leftOpen() {
            return OptionalInt.of(store.openCount() + store.sealedCount());
        }

        @Override
        public Set<SinkFault> faults() {
            return EnumSet.allOf(SinkFault.class);
        }

        @Override
        public void plant(SinkFault fault) {
            switch (fault) {
                case PRE_COMMIT_FAILS -> store.failPreCommits(1);
                case COMMIT_FAILS -> store.failCommits(1);
                case COMMIT_REPLY_IS_LOST -> store.loseCommitReplies(1);
                case SEALED_OUTPUT_IS_FORGOTTEN -> store.forgetSealed();
            }
        }
    }
}
