package io.weir.files.sink;

import io.weir.serde.ByteReader;
import io.weir.serde.ByteWriter;
import io.weir.serde.CorruptDataException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/**
 * What is committed: for each subtask the last checkpoint, and of each pending file that readers do not see yet how far. Writing it, by one atomic rename, is
 * the commit; publishing a file follows from it and can be done again after any crash.
 *
 * <p>Threading: confined to one thread at a time.
 *
 * @param committed the last committed checkpoint of each subtask
 * @param files the files that are committed and not published, by id, in the order in which they were begun to be committed. One whose pending file is gone
 *     has been published
 */
record Ledger(Map<Integer, Long> committed, Map<String, PendingFile> files) {

    private static final int MAGIC = 0x5745_4946;
    private static final int VERSION = 1;
    private static final int CHECKSUM_SIZE = Integer.BYTES;
    private static final int ENTRY_BYTES_MIN = 2;

    static Ledger empty() {
        return new Ledger(new TreeMap<>(), new LinkedHashMap<>());
    }

    long committedOf(int subtask) {
        return committed.getOrDefault(subtask, 0L);
    }

    /** Adds what a subtask has committed. A file keeps its place. */
    void add(long checkpointId, FileCommittable committable) {
        committed.merge(committable.subtask(), checkpointId, Math::max);
        committable.files().forEach(file -> files.put(file.id(), file));
    }

    byte[] toBytes() {
        ByteWriter out = new ByteWriter();
        out.writeInt(MAGIC);
        out.writeByte(VERSION);
        out.writeVarInt(committed.size());
        committed.forEach((subtask, checkpointId) -> {
            out.writeVarInt(subtask);
            out.writeVarLong(checkpointId);
        });
        out.writeVarInt(files.size());
        files.values().forEach(file -> file.write(out));
        out.writeInt(checksum(out.array(), out.size()));
        return out.toByteArray();
    }

    /** @throws CorruptDataException if these are not the bytes of a whole ledger */
    static Ledger ofBytes(byte[] bytes) {
        int contentSize = bytes.length - CHECKSUM_SIZE;
        if (contentSize < 0
                || checksum(bytes, contentSize) != new ByteReader(bytes, contentSize, CHECKSUM_SIZE).readInt()) {
            throw new CorruptDataException("the checksum does not fit, size=" + bytes.length);
        }
        ByteReader in = new ByteReader(Arrays.copyOf(bytes, contentSize));
        int magic = in.readInt();
        int version = in.readByte();
        if (magic != MAGIC || version != VERSION) {
            throw new CorruptDataException("not a ledger of files of a known version, version=" + version);
        }
        Ledger ledger = empty();
        int entryCount = in.readCount(ENTRY_BYTES_MIN);
        for (int i = 0; i < entryCount; i++) {
            ledger.committed.put(in.readVarInt(), in.readVarLong());
        }
        int fileCount = in.readCount(PendingFile.BYTES_MIN);
        for (int i = 0; i < fileCount; i++) {
            PendingFile file = PendingFile.read(in);
            ledger.files.put(file.id(), file);
        }
        in.expectEnd();
        return ledger;
    }

    private static int checksum(byte[] bytes, int size) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, size);
        return (int) crc.getValue();
    }
}
