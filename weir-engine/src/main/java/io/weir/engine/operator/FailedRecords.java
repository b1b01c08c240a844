package io.weir.engine.operator;

import io.weir.deadletter.Cause;
import io.weir.deadletter.FailedRecord;
import io.weir.engine.exchange.RecordTypes;
import io.weir.serde.ByteWriter;
import io.weir.serde.Serde;
import io.weir.serde.Serdes;
import io.weir.source.RejectedRecord;
import java.nio.charset.StandardCharsets;

/** Puts records of any class and size into dead letters: nothing that the class does may fail a second time, and a letter fits where its record did not. */
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
            return out.size() > FailedRecord.BYTES_MAX
                    ? new FailedRecord(type.getName(), "", null, null, leftOut(out.size(), text))
                    : new FailedRecord(type.getName(), serde.schema(), null, out.toByteArray(), text);
        } catch (Exception | StackOverflowError e) {
            // No built-in serde knows the class, or its own code fails: an accessor, or a value nested too deep.
            return new FailedRecord(type.getName(), "", null, null, text);
        }
    }

    /** Returns the bytes that a source had read. */
    static FailedRecord ofSource(RejectedRecord rejected) {
        byte[] key = rejected.key();
        byte[] value = rejected.value();
        long keySize = key == null ? 0 : key.length;
        long size = keySize + (value == null ? 0 : value.length);
        if (size <= FailedRecord.BYTES_MAX) {
            return new FailedRecord("", "", key, value, "");
        }
        String text = leftOut(size, value == null ? "" : beginning(value));
        return new FailedRecord("", "", keySize <= FailedRecord.BYTES_MAX ? key : null, null, text);
    }

    private static String leftOut(long size, String text) {
        String note = "[left out: " + size + " bytes, more than " + FailedRecord.BYTES_MAX + "] ";
        return Cause.shortened(note + text, FailedRecord.TEXT_MAX);
    }

    private static String beginning(byte[] utf8) {
        return new String(utf8, 0, Math.min(utf8.length, FailedRecord.TEXT_MAX), StandardCharsets.UTF_8);
    }

    private static String text(Object value) {
        try {
            return Cause.shortened(String.valueOf(value), FailedRecord.TEXT_MAX);
        } catch (Exception | StackOverflowError e) {
            return "toString() failed: " + e.getClass().getName();
        }
    }
}
