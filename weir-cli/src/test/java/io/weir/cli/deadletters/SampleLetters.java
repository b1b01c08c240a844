package io.weir.cli.deadletters;

import io.weir.deadletter.Cause;
import io.weir.deadletter.DeadLetter;
import io.weir.deadletter.DeadLetter.Step;
import io.weir.deadletter.FailedRecord;
import io.weir.serde.ByteWriter;
import io.weir.serde.Serde;
import io.weir.serde.Serdes;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/** Dead letters of each kind. */
final class SampleLetters {

    record Order(long id, String customer) {}

    private SampleLetters() {}

    static DeadLetter ofSource(int offset, String value) {
        return new DeadLetter(
                "totals",
                "orders",
                Step.DECODE,
                "topic=orders, partition=1, offset=" + offset,
                1_700_000_000_000L + offset,
                new FailedRecord("", "", utf8("key-" + offset), utf8(value), ""),
                Cause.of("not JSON: \"" + value + "\"\n\tat line 1"));
    }

    static DeadLetter ofStage(long id) {
        Serde<Order> serde = Serdes.of(Order.class);
        ByteWriter out = new ByteWriter();
        Order order = new Order(id, "ann \u00e9\ud83d\ude00");
        serde.write(order, out);
        return new DeadLetter(
                "totals",
                "check",
                Step.PROCESS,
                "input=0, subtask=0",
                Long.MIN_VALUE,
                new FailedRecord(Order.class.getName(), serde.schema(), null, out.toByteArray(), order.toString()),
                Cause.of(new IllegalStateException("no such customer")));
    }

    static DeadLetter withoutRecord() {
        return new DeadLetter(
                "totals",
                "output",
                Step.WRITE,
                "input=0, subtask=0",
                5,
                new FailedRecord("acme.Thing", "", null, null, "a thing"),
                Cause.of(new IllegalStateException("too large")));
    }

    /** The same as {@link #ofStage}, of a stage of the same name in another job. */
    static DeadLetter ofOtherJob(long id) {
        DeadLetter letter = ofStage(id);
        return new DeadLetter(
                "refunds",
                letter.stage(),
                letter.step(),
                letter.origin(),
                letter.timestamp(),
                letter.record(),
                letter.cause());
    }

    /** What stands for a record of a source that has too many bytes. */
    static DeadLetter leftOut() {
        return new DeadLetter(
                "totals",
                "orders",
                Step.DECODE,
                "topic=orders, partition=1, offset=5",
                5,
                new FailedRecord("", "", utf8("key-5"), null, "[left out: 300000 bytes, more than 262144] {\"id\":"),
                Cause.of("not JSON"));
    }

    /** As many bytes as a letter may hold. */
    static DeadLetter largest() {
        byte[] value = new byte[FailedRecord.BYTES_MAX];
        new Random(7).nextBytes(value);
        return new DeadLetter(
                "totals",
                "orders",
                Step.DECODE,
                "topic=orders, partition=1, offset=6",
                6,
                new FailedRecord("", "", null, value, ""),
                Cause.of("not JSON"));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
