package io.weir.avro;

import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;

/** A type in two versions. */
final class Orders {

    static final Schema V1 = record("""
            {"name": "customer", "type": "string"},
            {"name": "cents", "type": "int"}""");

    /** Wider amounts, a field more, and the fields in another order. */
    static final Schema V2 = record("""
            {"name": "cents", "type": "long"},
            {"name": "currency", "type": "string", "default": "EUR"},
            {"name": "customer", "type": "string"}""");

    private Orders() {}

    static Schema record(String fields) {
        return new Schema.Parser()
                .parse("{\"type\": \"record\", \"name\": \"Order\", \"namespace\": \"shop\", \"fields\": [" + fields
                        + "]}");
    }

    static GenericRecord v1(String customer, int cents) {
        return new GenericRecordBuilder(V1)
                .set("customer", new org.apache.avro.util.Utf8(customer))
                .set("cents", cents)
                .build();
    }
}
