package io.weir.avro;

import java.math.BigDecimal;
import org.apache.avro.Conversion;
import org.apache.avro.Conversions;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecordBase;

/** What Avro's compiler makes of a schema, as far as Avro's runtime looks at it. */
public final class Total extends SpecificRecordBase {

    private static final long serialVersionUID = 1L;

    public static final Schema SCHEMA$ = new Schema.Parser().parse("""
                    {"type": "record", "name": "Total", "namespace": "io.weir.avro", "fields": [
                        {"name": "name", "type": {"type": "string", "avro.java.string": "String"}},
                        {"name": "amount", "type": {"type": "bytes", "logicalType": "decimal", "precision": 9, "scale": 2}},
                        {"name": "level", "type":
                            {"type": "enum", "name": "Level", "namespace": "io.weir.avro.Total", "symbols": ["BASIC", "GOLD"]}}
                    ]}""");

    private static final SpecificData MODEL$ = new SpecificData();
    private static final Conversion<?>[] CONVERSIONS = {null, new Conversions.DecimalConversion(), null, null};

    static {
        MODEL$.addLogicalTypeConversion(new Conversions.DecimalConversion());
    }

    /** Generated, too. */
    public enum Level {
        BASIC,
        GOLD
    }

    private String name;
    private BigDecimal amount;
    private Level level;

    public Total() {}

    public Total(String name, BigDecimal amount, Level level) {
        this.name = name;
        this.amount = amount;
        this.level = level;
    }

    @Override
    public SpecificData getSpecificData() {
        return MODEL$;
    }

    @Override
    public Schema getSchema() {
        return SCHEMA$;
    }

    @Override
    public Conversion<?> getConversion(int field) {
        return CONVERSIONS[field];
    }

    @Override
    public Object get(int field) {
        return switch (field) {
            case 0 -> name;
            case 1 -> amount;
            default -> level;
        };
    }

    @Override
    public void put(int field, Object value) {
        switch (field) {
            case 0 -> name = value.toString();
            case 1 -> amount = (BigDecimal) value;
            default -> level = (Level) value;
        }
    }
}
