package io.weir.engine.checkpoint;

import io.weir.engine.exchange.InFlight;
import io.weir.engine.exchange.RecordTypes;
import io.weir.engine.journal.CheckpointData.InFlightRecords;
import io.weir.engine.journal.CheckpointData.RecordType;
import io.weir.engine.task.TaskSnapshot.InFlightPart;
import io.weir.error.ErrorKind;
import io.weir.error.WeirException;
import io.weir.serde.ByteReader;
import io.weir.serde.ByteWriter;
import io.weir.serde.CorruptDataException;
import io.weir.serde.IncompatibleSchemaException;
import io.weir.serde.Serde;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Turns records in flight into what the journal keeps, and back. */
public final class InFlightCodec {

    /** Records go into one block up to about this size. */
    private static final int BLOCK_SIZE = 4 << 20;

    private InFlightCodec() {}

    /** Writes records, in as many blocks as they need. */
    static List<InFlightRecords> encode(InFlightPart part) {
        List<InFlightRecords> blocks = new ArrayList<>();
        InFlight records = part.records();
        Block block = new Block(part);
        for (int i = 0; i < records.size(); i++) {
            block.add(records.value(i), records.timestamp(i));
            if (block.size() >= BLOCK_SIZE) {
                blocks.add(block.end());
                block = new Block(part);
            }
        }
        if (block.size() > 0) {
            blocks.add(block.end());
        }
        return blocks;
    }

    /**
     * Reads the records of a block, by the classes that the pipeline has now.
     *
     * @param loader of the pipeline's classes
     * @param into appends them here
     * @throws WeirException {@code incompatible-in-flight} if a class is gone or has changed too much
     */
    public static void decode(InFlightRecords block, ClassLoader loader, InFlight into) {
        List<Serde<Object>> serdes = new ArrayList<>();
        for (RecordType type : block.types()) {
            serdes.add(serdeOf(block.stage(), type, loader));
        }
        try {
            ByteReader in = new ByteReader(block.records());
            for (int i = 0; i < block.count(); i++) {
                int type = in.readVarInt();
                if (type < 0 || type >= serdes.size()) {
                    throw new CorruptDataException("a record of type " + type + " of " + serdes.size());
                }
                long timestamp = in.readLong();
                into.add(serdes.get(type).read(in), timestamp);
            }
            in.expectEnd();
        } catch (CorruptDataException e) {
            throw incompatible(block.stage(), "they cannot be read: " + e.getMessage(), e);
        }
    }

    private static Serde<Object> serdeOf(String stage, RecordType type, ClassLoader loader) {
        try {
            return RecordTypes.serdeOf(Class.forName(type.name(), false, loader), stage)
                    .evolvedFrom(type.schema());
        } catch (ClassNotFoundException e) {
            throw incompatible(stage, "there is no class " + type.name() + " any more", e);
        } catch (IncompatibleSchemaException e) {
            throw incompatible(stage, type.name() + " has changed: " + e.getMessage(), e);
        }
    }

    private static WeirException incompatible(String stage, String why, Exception cause) {
        return new WeirException(
                "incompatible-in-flight",
                ErrorKind.USER,
                "the checkpoint holds records on their way to the stage \"" + stage + "\" that cannot be restored",
                why,
                "start with the version of the pipeline that wrote them and stop it in good order: its last checkpoint"
                        + " has no records in flight",
                cause);
    }

    /** Records that are being written. */
    private static final class Block {
        private final String stage;
        private final InFlightPart part;
        private final Map<Class<?>, Integer> indices = new LinkedHashMap<>();
        private final List<Serde<Object>> serdes = new ArrayList<>();
        private final List<RecordType> types = new ArrayList<>();
        private final ByteWriter out = new ByteWriter();
        private int count;

        Block(InFlightPart part) {
            this.stage = part.stage();
            this.part = part;
        }

        void add(Object value, long timestamp) {
            Class<?> type = RecordTypes.typeOf(value);
            Integer index = indices.get(type);
            if (index == null) {
                Serde<Object> serde = RecordTypes.serdeOf(type, stage);
                index = types.size();
                indices.put(type, index);
                serdes.add(serde);
                types.add(new RecordType(type.getName(), serde.schema()));
            }
            out.writeVarInt(index);
            out.writeLong(timestamp);
            serdes.get(index).write(value, out);
            count++;
        }

        int size() {
            return out.size();
        }

        InFlightRecords end() {
            return new InFlightRecords(stage, part.side(), part.subtask(), types, count, out.toByteArray());
        }
    }
}
