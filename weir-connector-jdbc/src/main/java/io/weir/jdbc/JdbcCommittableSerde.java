package io.weir.jdbc;

import io.weir.serde.ByteReader;
import io.weir.serde.ByteWriter;
import io.weir.serde.CorruptDataException;
import io.weir.serde.Serde;

/**
 * Keeps committables in checkpoints.
 *
 * <p>Threading: Immutable.
 */
final class JdbcCommittableSerde implements Serde<JdbcCommittable> {

    private static final int VERSION = 2;
    private static final int STAGED = 0;
    private static final int PREPARED = 1;

    @Override
    public void write(JdbcCommittable value, ByteWriter out) {
        out.writeByte(VERSION);
        out.writeVarLong(value.attempt());
        out.writeVarInt(value.rowCount());
        if (value.isPrepared()) {
            out.writeByte(PREPARED);
            out.writeString(value.transaction());
        } else {
            out.writeByte(STAGED);
            value.names().write(out);
            out.writeBytes(value.rows());
        }
    }

    @Override
    public JdbcCommittable read(ByteReader in) {
        int version = in.readByte();
        if (version != VERSION) {
            throw new CorruptDataException("a JDBC committable of an unknown version, version=" + version);
        }
        long attempt = in.readVarLong();
        int rowCount = in.readVarInt();
        if (attempt < 0 || rowCount < 1) {
            throw new CorruptDataException(
                    "a JDBC committable that cannot be, attempt=" + attempt + ", rowCount=" + rowCount);
        }
        int kind = in.readByte();
        if (kind == STAGED) {
            StagedNames names = StagedNames.read(in);
            return JdbcCommittable.staged(attempt, rowCount, names, in.readBytes(), null);
        }
        String transaction = kind == PREPARED ? in.readString() : "";
        if (transaction.isEmpty()) {
            throw new CorruptDataException("a JDBC committable without rows or a transaction, kind=" + kind);
        }
        return JdbcCommittable.prepared(attempt, rowCount, transaction);
    }

    @Override
    public String schema() {
        return "jdbc-committable-" + VERSION;
    }

    @Override
    public boolean immutable() {
        return true;
    }
}
