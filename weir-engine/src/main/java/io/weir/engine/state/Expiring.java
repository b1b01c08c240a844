package io.weir.engine.state;

import io.weir.serde.ByteReader;
import io.weir.serde.ByteWriter;
import io.weir.serde.IncompatibleSchemaException;
import io.weir.serde.Serde;

/**
 * A value that lives until a moment.
 *
 * <p>Threading: Immutable, as far as the value is.
 *
 * @param untilMillis of the machine's clock
 */
record Expiring<V>(V value, long untilMillis) {

    private static final String SCHEMA_BEGIN = "expiring<";

    /** Reads when a written value is over, and nothing else of it. */
    static long untilMillis(ByteReader in) {
        return in.readVarLong();
    }

    /** Writes the moment before the value. */
    static <V> Serde<Expiring<V>> serde(Serde<V> valueSerde) {
        return new Serde<>() {
            @Override
            public void write(Expiring<V> expiring, ByteWriter out) {
                out.writeVarLong(expiring.untilMillis());
                valueSerde.write(expiring.value(), out);
            }

            @Override
            public Expiring<V> read(ByteReader in) {
                long untilMillis = untilMillis(in);
                return new Expiring<>(valueSerde.read(in), untilMillis);
            }

            @Override
            public String schema() {
                return SCHEMA_BEGIN + valueSerde.schema() + ">";
            }

            @Override
            public Serde<Expiring<V>> evolvedFrom(String storedSchema) {
                if (!storedSchema.startsWith(SCHEMA_BEGIN) || !storedSchema.endsWith(">")) {
                    throw new IncompatibleSchemaException("it was stored without a time to live");
                }
                String stored = storedSchema.substring(SCHEMA_BEGIN.length(), storedSchema.length() - 1);
                return serde(valueSerde.evolvedFrom(stored));
            }

            @Override
            public boolean immutable() {
                return valueSerde.immutable();
            }
        };
    }
}
