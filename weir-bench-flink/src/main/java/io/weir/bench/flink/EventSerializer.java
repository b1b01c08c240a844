package io.weir.bench.flink;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Writes an event as its three longs, with nothing beside them, and a new one when it is read. Events are never changed.
 *
 * <p>Threading: Immutable.
 */
final class EventSerializer extends TypeSerializerSingleton<FlinkEvent> {

    static final EventSerializer INSTANCE = new EventSerializer();

    private static final long serialVersionUID = 1;

    private EventSerializer() {}

    @Override
    public boolean isImmutableType() {
        return true;
    }

    @Override
    public FlinkEvent createInstance() {
        return new FlinkEvent();
    }

    @Override
    public FlinkEvent copy(FlinkEvent from) {
        return from;
    }

    @Override
    public FlinkEvent copy(FlinkEvent from, FlinkEvent reuse) {
        return from;
    }

    @Override
    public int getLength() {
        return 3 * Long.BYTES;
    }

    @Override
    public void serialize(FlinkEvent event, DataOutputView out) throws IOException {
        out.writeLong(event.key);
        out.writeLong(event.value);
        out.writeLong(event.timestamp);
    }

    @Override
    public FlinkEvent deserialize(DataInputView in) throws IOException {
        return new FlinkEvent(in.readLong(), in.readLong(), in.readLong());
    }

    @Override
    public FlinkEvent deserialize(FlinkEvent reuse, DataInputView in) throws IOException {
        return deserialize(in);
    }

    @Override
    public void copy(DataInputView from, DataOutputView to) throws IOException {
        to.write(from, getLength());
    }

    @Override
    public TypeSerializerSnapshot<FlinkEvent> snapshotConfiguration() {
        return new Snapshot();
    }

    /** What a checkpoint says of the serializer. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<FlinkEvent> {

        /** For Flink. */
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
