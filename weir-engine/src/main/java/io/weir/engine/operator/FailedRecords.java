package io.weir.engine.operator;

import io.weir.deadletter.Cause;
import io.weir.deadletter.FailedRecord;
import io.weir.engine.exchange.RecordTypes;
import io.weir.error.WeirException;
import io.weir.serde.ByteWriter;
import io.weir.serde.Serde;
import io.weir.serde.Serdes;

/** Puts records of any class into dead letters: nothing that the class does may fail a second time. */
final class FailedRecords {

    private FailedRecords() {}

    static FailedRecord of(Object value) {
        Class<?> type = RecordTypes.typeOf(value);
        String text = text(value);
        try {
            @SuppressWarnings("unchecked") // only the value itself is written
            Serde<Object> serde = (Serde<Object>) Serdes.of(type);
            ByteWriter out = new ByteWriter();
            serde.write(value, out);
            return new FailedRecord(type.getName(), serde.schema(), null, out.toByteArray(), text);
        } catch (WeirException e) {
            return new FailedRecord(type.getName(), "", null, null, text);
        }
    }

    private static String text(Object value) {
        try {
            return Cause.shortened(String.valueOf(value), FailedRecord.TEXT_MAX);
        } catch (RuntimeException e) {
            return "toString() failed: " + e.getClass().getName();
        }
    }
}
