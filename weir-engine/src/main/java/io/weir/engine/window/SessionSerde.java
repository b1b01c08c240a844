package io.weir.engine.window;

import io.weir.serde.ByteReader;
import io.weir.serde.ByteWriter;
import io.weir.serde.CorruptDataException;
import io.weir.serde.IncompatibleSchemaException;
import io.weir.serde.Serde;
import io.weir.serde.Serdes;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * All sessions of a key, as a list of records would be.
 *
 * <p>Threading: Immutable.
 */
record SessionSerde(Serde<Object> accumulators) implements Serde<Session> {

    private static final Serde<Long> TIMES = Serdes.longs();
    private static final String BEGIN = "list<record Session{start:long, end:long, accumulator:";
    private static final String END = "}>";

    /** Twice the count: no element is null. */
    @Override
    public void write(Session value, ByteWriter out) {
        long count = 0;
        for (Session each = value; each != null; each = each.earlier()) {
            count++;
        }
        out.writeVarLong(count << 1);
        for (Session each = value; each != null; each = each.earlier()) {
            TIMES.write(each.start(), out);
            TIMES.write(each.end(), out);
            accumulators.write(each.accumulator(), out);
        }
    }

    @Override
    public Session read(ByteReader in) {
        long count = in.readVarLong() >>> 1;
        Deque<Session> read = new ArrayDeque<>();
        for (long i = 0; i < count; i++) {
            read.addFirst(new Session(TIMES.read(in), TIMES.read(in), accumulators.read(in), null));
        }
        Session latest = null;
        for (Session each : read) {
            latest = each.before(latest);
        }
        if (latest == null) {
            throw new CorruptDataException("a key has no session");
        }
        return latest;
    }

    @Override
    public String schema() {
        return BEGIN + accumulators.schema() + END;
    }

    @Override
    public Serde<Session> evolvedFrom(String storedSchema) {
        if (!storedSchema.startsWith(BEGIN) || !storedSchema.endsWith(END)) {
            throw new IncompatibleSchemaException("stored as " + storedSchema + ", declared as " + schema());
        }
        return new SessionSerde(
                accumulators.evolvedFrom(storedSchema.substring(BEGIN.length(), storedSchema.length() - END.length())));
    }

    @Override
    public boolean immutable() {
        return accumulators.immutable();
    }
}
