package io.weir.testkit.conformance;

import io.weir.basic.IndexSplit;
import io.weir.basic.ListSource;
import io.weir.source.Source;
import java.util.List;
import java.util.stream.IntStream;

class ListSourceConformanceTest extends SourceConformance<String, IndexSplit> {

    @Override
    protected SourceSubject<String, IndexSplit> open() {
        return new Subject();
    }

    private record Subject() implements SourceSubject<String, IndexSplit> {

        @Override
        public Source<String, IndexSplit> source() {
            return ListSource.of(records()).splits(5);
        }

        @Override
        public List<String> records() {
            return IntStream.range(0, 33).mapToObj(index -> "record-" + index).toList();
        }
    }
}
