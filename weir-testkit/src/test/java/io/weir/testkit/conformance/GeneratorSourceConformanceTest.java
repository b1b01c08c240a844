package io.weir.testkit.conformance;

import io.weir.basic.GeneratorSource;
import io.weir.basic.IndexSplit;
import io.weir.source.Source;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Nested;

class GeneratorSourceConformanceTest {

    private static final int COUNT = 50;

    @Nested
    class AtFullSpeed extends SourceConformance<Long, IndexSplit> {

        @Override
        protected SourceSubject<Long, IndexSplit> open() {
            return new Subject(Double.POSITIVE_INFINITY);
        }
    }

    /** Here the readers wait for their time to come, and must wake themselves. */
    @Nested
    class AtARate extends SourceConformance<Long, IndexSplit> {

        @Override
        protected SourceSubject<Long, IndexSplit> open() {
            return new Subject(2_000);
        }
    }

    /** One split a subtask of the first start. */
    private record Subject(double rate) implements SourceSubject<Long, IndexSplit> {

        @Override
        public Source<Long, IndexSplit> source() {
            return GeneratorSource.of(index -> index).count(COUNT).ratePerSecond(rate);
        }

        @Override
        public List<Long> records() {
            return LongStream.range(0, COUNT).boxed().toList();
        }
    }
}
