package io.weir.engine.journal;

import io.weir.serde.ByteReader;
import io.weir.serde.ByteWriter;
import io.weir.serde.CorruptDataException;
import io.weir.sink.CommitRequest;
import java.util.zip.CRC32C;

/**
 * What a person has done to a job's output by hand, and what a start has made of it: kept beside the checkpoints for good, so that it can be told later who did what, when and why.
 *
 * <p>Threading: Immutable.
 *
 * @param generation of the job: another job in the same directory has nothing to do with it
 * @param sink the name of the sink
 * @param checkpointId whose output was settled; 0 if a transaction was rolled back
 * @param subtask of the sink whose output was settled; -1 if a transaction was rolled back
 * @param transaction the name of what was rolled back outside; empty if output was settled
 * @param who the person, or the attempt
 * @param atMillis when, since 1970
 * @param why the person's words; empty if an attempt did it
 */
public record Intervention(
        Act act,
        String generation,
        String sink,
        long checkpointId,
        int subtask,
        String transaction,
        String who,
        long atMillis,
        String why) {

    private static final int FORMAT_VERSION = 1;

    /** {@code WACT} as a little-endian int. */
    private static final int MAGIC = 0x54434157;

    /** What was done. */
    public enum Act {
        /** Output in doubt was found committed. */
        FOUND_COMMITTED(1),
        /** Output in doubt was found not committed. */
        FOUND_NOT_COMMITTED(2),
        /** A transaction that no checkpoint lists was to be rolled back outside. */
        ABORTED(3),
        /**
         * A start is about to write output that was found not committed. From then on nobody can say so any more but the sink: if that start crashes, and the sink does not know
         * either, a person has to look again.
         */
        SPENT(4);

        private final int code;

        Act(int code) {
            this.code = code;
        }

        private static Act of(int code) {
            for (Act act : values()) {
                if (act.code == code) {
                    return act;
                }
            }
            throw new CorruptDataException("no act has the code " + code);
        }
    }

    /** Returns whether it speaks of the output of one subtask of one checkpoint, and of which. */
    public boolean settles(String otherSink, long otherCheckpointId, int otherSubtask) {
        return (act == Act.FOUND_COMMITTED || act == Act.FOUND_NOT_COMMITTED)
                && sink.equals(otherSink)
                && checkpointId == otherCheckpointId
                && subtask == otherSubtask;
    }

    /** Notes that an attempt is about to write what was found not committed. */
    public static Intervention spent(
            String generation, String sink, CommitRequest<?> request, String who, long atMillis) {
        return new Intervention(
                Act.SPENT, generation, sink, request.checkpointId(), request.subtask(), "", who, atMillis, "");
    }

    byte[] encode() {
        ByteWriter out = new ByteWriter();
        out.writeInt(MAGIC);
        out.writeInt(FORMAT_VERSION);
        out.writeVarInt(act.code);
        out.writeString(generation);
        out.writeString(sink);
        out.writeVarLong(checkpointId);
        out.writeInt(subtask);
        out.writeString(transaction);
        out.writeString(who);
        out.writeLong(atMillis);
        out.writeString(why);
        out.writeInt(crc(out.array(), out.size()));
        return out.toByteArray();
    }

    /**
     * Reads what {@link #encode} wrote.
     *
     * @throws CorruptDataException if it is anything else
     */
    static Intervention decode(byte[] bytes) {
        int end = bytes.length - Integer.BYTES;
        if (end < 2 * Integer.BYTES || new ByteReader(bytes, end, Integer.BYTES).readInt() != crc(bytes, end)) {
            throw new CorruptDataException("its checksum is wrong, size=" + bytes.length);
        }
        ByteReader in = new ByteReader(bytes, 0, end);
        int magic = in.readInt();
        int version = in.readInt();
        if (magic != MAGIC || version != FORMAT_VERSION) {
            throw new CorruptDataException("it is of another kind, or of format version " + version
                    + ", and this program reads version " + FORMAT_VERSION);
        }
        Intervention read = new Intervention(
                Act.of(in.readVarInt()),
                in.readString(),
                in.readString(),
                in.readVarLong(),
                in.readInt(),
                in.readString(),
                in.readString(),
                in.readLong(),
                in.readString());
        in.expectEnd();
        return read;
    }

    private static int crc(byte[] bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }
}
