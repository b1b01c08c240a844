package io.weir.files.sink;

import io.weir.serde.ByteReader;
import io.weir.serde.ByteWriter;
import io.weir.serde.CorruptDataException;
import io.weir.serde.Serde;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps committables in checkpoints.
 *
 * <p>Threading: Immutable.
 */
final class FileCommittableSerde implements Serde<FileCommittable> {

    private static final int VERSION = 1;

    @Override
    public void write(FileCommittable value, ByteWriter out) {
        out.writeByte(VERSION);
        out.writeVarInt(value.subtask());
        out.writeVarInt(value.files().size());
        value.files().forEach(file -> file.write(out));
    }

    @Override
    public FileCommittable read(ByteReader in) {
        int version = in.readByte();
        if (version != VERSION) {
            throw new CorruptDataException("a committable of files of an unknown version, version=" + version);
        }
        int subtask = in.readVarInt();
        int count = in.readCount(PendingFile.BYTES_MIN);
        List<PendingFile> files = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            files.add(PendingFile.read(in));
        }
        return new FileCommittable(subtask, files);
    }

    @Override
    public String schema() {
        return "file-committable-" + VERSION;
    }

    @Override
    public boolean immutable() {
        return true;
    }
}
