package io.weir.basic;

import io.weir.runtime.StageContext;
import io.weir.source.Source;
import io.weir.source.SourceReader;
import java.util.ArrayList;
import java.util.List;

/** Does for a source what the engine would. */
final class Sources {

    private Sources() {}

    /** The splits that a job without a checkpoint begins with. */
    static List<IndexSplit> splitsOf(Source<?, IndexSplit> source, StageContext context) throws Exception {
        return source.createEnumerator(context).discover(List.of(), true);
    }

    /** A reader that has been given all of its splits. */
    static <T> SourceReader<T, IndexSplit> reader(
            Source<T, IndexSplit> source, StageContext context, List<IndexSplit> splits) {
        SourceReader<T, IndexSplit> reader = source.createReader(context);
        reader.addSplits(splits);
        reader.noMoreSplits();
        return reader;
    }

    /** Reads a bounded source from its beginning to its end. */
    static <T> List<T> readAll(Source<T, IndexSplit> source) throws Exception {
        FakeContext context = FakeContext.single();
        FakeOutput<T> output = new FakeOutput<>();
        output.drain(reader(source, context, splitsOf(source, context)), 7);
        return new ArrayList<>(output.values);
    }
}
