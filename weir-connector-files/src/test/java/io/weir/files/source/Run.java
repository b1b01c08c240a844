package io.weir.files.source;

import io.weir.source.InputStatus;
import io.weir.source.RejectedRecord;
import io.weir.source.SourceOutput;
import io.weir.source.SourceReader;
import io.weir.source.SplitEnumerator;
import java.util.ArrayList;
import java.util.List;

/** A source with one reader, driven as the engine drives it. */
final class Run<T> implements SourceOutput<T> {

    final Place place = new Place();
    final List<T> records = new ArrayList<>();
    final List<RejectedRecord> rejected = new ArrayList<>();
    final List<String> released = new ArrayList<>();
    final List<String> idle = new ArrayList<>();
    final List<FileSplit> known = new ArrayList<>();
    private String splitId = "";

    private final SplitEnumerator<FileSplit> enumerator;
    private final SourceReader<T, FileSplit> reader;

    Run(FileSource<T> source) {
        enumerator = source.createEnumerator(place);
        reader = source.createReader(place);
    }

    Run<T> startAfresh() throws Exception {
        return assign(enumerator.discover(List.of(), true));
    }

    Run<T> restore(List<FileSplit> splits) throws Exception {
        List<FileSplit> found = enumerator.discover(splits, false);
        return assign(splits).assign(found);
    }

    Run<T> discover() throws Exception {
        return assign(enumerator.discover(List.copyOf(known), false));
    }

    private Run<T> assign(List<FileSplit> splits) {
        known.addAll(splits);
        reader.addSplits(splits);
        return this;
    }

    /** Reads all that there is now. */
    Run<T> read() {
        while (read(100) == InputStatus.MORE_AVAILABLE) {
            // There is more.
        }
        return this;
    }

    InputStatus read(int countMax) {
        return reader.poll(this, countMax);
    }

    List<FileSplit> snapshot() {
        return reader.snapshot(1);
    }

    SourceReader<T, FileSplit> reader() {
        return reader;
    }

    @Override
    public void emit(T value, long timestamp) {
        records.add(value);
    }

    @Override
    public void reject(RejectedRecord record) {
        rejected.add(record);
    }

    @Override
    public SourceOutput<T> forSplit(String id) {
        splitId = id;
        return this;
    }

    @Override
    public void markIdle() {
        idle.add(splitId);
    }

    @Override
    public void releaseOutputForSplit(String id) {
        released.add(id);
    }
}
