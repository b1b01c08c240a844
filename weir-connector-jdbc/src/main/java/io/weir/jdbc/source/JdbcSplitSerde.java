package io.weir.jdbc.source;

import io.weir.serde.ByteReader;
import io.weir.serde.ByteWriter;
import io.weir.serde.CorruptDataException;
import io.weir.serde.Serde;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps splits in checkpoints.
 *
 * <p>Threading: Immutable.
 */
final class JdbcSplitSerde implements Serde<JdbcSplit> {

    private static final int VERSION = 1;

    /** A tag and the length of an empty text. */
    private static final int VALUE_BYTES_MIN = 2;

    @Override
    public void write(JdbcSplit value, ByteWriter out) {
        out.writeByte(VERSION);
        out.writeString(value.splitId());
        out.writeVarInt(value.keyColumns().size());
        value.keyColumns().forEach(out::writeString);
        writeKey(value.after(), out);
        writeKey(value.upTo(), out);
        out.writeBoolean(value.ended());
    }

    private static void writeKey(List<Object> key, ByteWriter out) {
        out.writeVarInt(key.size());
        for (Object value : key) {
            KeyType type = KeyType.ofValue(value);
            out.writeByte(type.ordinal());
            out.writeString(type.write(value));
        }
    }

    @Override
    public JdbcSplit read(ByteReader in) {
        int version = in.readByte();
        if (version != VERSION) {
            throw new CorruptDataException("a JDBC split of an unknown version, version=" + version);
        }
        String splitId = in.readString();
        int columnCount = in.readCount(1);
        List<String> keyColumns = new ArrayList<>();
        for (int i = 0; i < columnCount; i++) {
            keyColumns.add(in.readString());
        }
        List<Object> after = readKey(in, columnCount);
        List<Object> upTo = readKey(in, columnCount);
        return new JdbcSplit(splitId, keyColumns, after, upTo, in.readBoolean());
    }

    private static List<Object> readKey(ByteReader in, int columnCount) {
        int size = in.readCount(VALUE_BYTES_MIN);
        if (size > columnCount) {
            throw new CorruptDataException("not a JDBC split: columns=" + columnCount + ", values=" + size);
        }
        List<Object> key = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            int tag = in.readByte();
            KeyType[] types = KeyType.values();
            if (tag < 0 || tag >= types.length) {
                throw new CorruptDataException("not a value of a key: tag=" + tag);
            }
            String text = in.readString();
            try {
                key.add(types[tag].parse(text));
            } catch (IllegalArgumentException | DateTimeException e) {
                throw new CorruptDataException("not a value of a key: type=" + types[tag] + ", text=" + text, e);
            }
        }
        return key;
    }

    @Override
    public String schema() {
        return "jdbc-split-" + VERSION;
    }

    @Override
    public boolean immutable() {
        return true;
    }
}
