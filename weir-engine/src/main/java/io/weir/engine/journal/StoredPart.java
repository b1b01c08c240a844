package io.weir.engine.journal;

import io.weir.error.WeirException;
import io.weir.serde.ByteReader;
import io.weir.serde.CorruptDataException;
import io.weir.serde.Serde;

/** Reads what a checkpoint holds for a source or sink, which must be of the kind that wrote it. */
public final class StoredPart {

    private StoredPart() {}

    /**
     * Reads a position or a committable.
     *
     * @param what what it is, for the message, such as {@code output of the sink}
     * @throws WeirException {@code incompatible-stage} if another kind of stage wrote it, {@code unreadable-checkpoint} if it cannot be read
     */
    public static <V> V read(String what, String stage, String schema, Serde<V> serde, byte[] bytes) {
        if (!schema.equals(serde.schema())) {
            throw WeirException.user(
                    "incompatible-stage",
                    what + " \"" + stage + "\" in the checkpoint cannot be restored",
                    "the checkpoint holds " + schema + ", and the pipeline has " + serde.schema(),
                    "use the same kind of source or sink under this name, or start with a new checkpoint directory");
        }
        try {
            ByteReader in = new ByteReader(bytes);
            V value = serde.read(in);
            in.expectEnd();
            return value;
        } catch (CorruptDataException e) {
            throw WeirException.user(
                    "unreadable-checkpoint",
                    "what the checkpoint holds of the stage \"" + stage + "\" cannot be read",
                    String.valueOf(e.getMessage()),
                    "start with the version of the pipeline that wrote it, or with a new checkpoint directory");
        }
    }
}
