package io.weir.jdbc;

import io.weir.serde.ByteReader;
import io.weir.serde.ByteWriter;
import io.weir.serde.CorruptDataException;
import java.util.ArrayList;
import java.util.List;

/**
 * For which columns rows were staged. It is kept with them: the program that commits them may be another one than that which staged them.
 *
 * <p>Threading: Immutable.
 *
 * @param sql the user's statement; empty for a table
 * @param columns the names of the columns, or parameters, in the order of the values
 * @param keys the names of the columns by which rows are found, in the order of the values of a deletion
 */
record StagedNames(String sql, List<String> columns, List<String> keys) {

    /** Of what has no rows. */
    static final StagedNames NONE = new StagedNames("", List.of(), List.of());

    StagedNames {
        columns = List.copyOf(columns);
        keys = List.copyOf(keys);
    }

    static StagedNames of(RowTarget<?> target) {
        return new StagedNames(target.sql(), target.names(), target.keys());
    }

    void write(ByteWriter out) {
        out.writeString(sql);
        writeAll(columns, out);
        writeAll(keys, out);
    }

    static StagedNames read(ByteReader in) {
        return new StagedNames(in.readString(), readAll(in), readAll(in));
    }

    private static void writeAll(List<String> names, ByteWriter out) {
        out.writeVarInt(names.size());
        names.forEach(out::writeString);
    }

    private static List<String> readAll(ByteReader in) {
        int count = in.readVarInt();
        if (count < 0 || count > in.remaining()) {
            throw new CorruptDataException("names that cannot be so many, count=" + count);
        }
        List<String> names = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            names.add(in.readString());
        }
        return names;
    }
}
