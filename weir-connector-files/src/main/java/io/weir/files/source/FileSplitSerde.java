package io.weir.files.source;

import io.weir.serde.ByteReader;
import io.weir.serde.ByteWriter;
import io.weir.serde.CorruptDataException;
import io.weir.serde.Serde;

/** How positions in files are kept in checkpoints. */
final class FileSplitSerde implements Serde<FileSplit> {

    @Override
    public void write(FileSplit split, ByteWriter out) {
        out.writeString(split.path());
        out.writeVarLong(split.size());
        out.writeZigZagLong(split.modifiedMillis());
        out.writeVarLong(split.start());
        out.writeVarLong(split.end());
        out.writeVarLong(split.position());
        out.writeVarLong(split.recordCount());
        out.writeBoolean(split.finished());
    }

    @Override
    public FileSplit read(ByteReader in) {
        FileSplit split = new FileSplit(
                in.readString(),
                in.readVarLong(),
                in.readZigZagLong(),
                in.readVarLong(),
                in.readVarLong(),
                in.readVarLong(),
                in.readVarLong(),
                in.readBoolean());
        boolean inBounds = 0 <= split.start()
                && split.start() <= split.end()
                && split.end() <= split.size()
                && split.start() <= split.position()
                && 0 <= split.recordCount();
        if (!inBounds) {
            throw new CorruptDataException("not a part of a file: " + split);
        }
        return split;
    }

    @Override
    public String schema() {
        return "io.weir.files.FileSplit 1";
    }

    @Override
    public boolean immutable() {
        return true;
    }
}
