package io.weir.deadletter;

import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Writes dead letters as JSON, one line each, for sinks that take text. The form is in docs/dead-letters.md; {@code weir dead-letters} reads it. {@code KafkaSink.json} writes the same.
 *
 * <pre>{@code
 * .deadLetters(DEAD).map(DeadLetterJson::line).sink("dead", KafkaSink.strings("orders-dead"))
 * }</pre>
 *
 * <p>Threading: stateless.
 */
public final class DeadLetterJson {

    private static final int FIRST_PRINTABLE = 0x20;

    private DeadLetterJson() {}

    /** Returns one line of JSON, without its end. */
    public static String line(DeadLetter letter) {
        StringBuilder out = new StringBuilder(512);
        out.append('{');
        text(out, "job", letter.job()).append(',');
        text(out, "stage", letter.stage()).append(',');
        text(out, "step", letter.step().name()).append(',');
        text(out, "origin", letter.origin()).append(',');
        out.append("\"timestamp\":").append(letter.timestamp()).append(',');
        FailedRecord record = letter.record();
        out.append("\"record\":{");
        text(out, "type", record.type()).append(',');
        text(out, "schema", record.schema()).append(',');
        bytes(out, "key", record.key()).append(',');
        bytes(out, "value", record.value()).append(',');
        text(out, "text", record.text()).append("},");
        Cause cause = letter.cause();
        out.append("\"cause\":{");
        text(out, "type", cause.type()).append(',');
        text(out, "message", cause.message()).append(',');
        text(out, "stackTrace", cause.stackTrace()).append("}}");
        return out.toString();
    }

    private static StringBuilder bytes(StringBuilder out, String name, byte @Nullable [] value) {
        if (value == null) {
            return out.append('"').append(name).append("\":null");
        }
        return text(out, name, Base64.getEncoder().encodeToString(value));
    }

    private static StringBuilder text(StringBuilder out, String name, String value) {
        out.append('"').append(name).append("\":\"");
        for (int i = 0; i < value.length(); i++) {
            character(out, value.charAt(i));
        }
        return out.append('"');
    }

    private static void character(StringBuilder out, char c) {
        switch (c) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            default -> {
                // A surrogate without its partner could not be written as UTF-8.
                if (c < FIRST_PRINTABLE || Character.isSurrogate(c)) {
                    out.append("\\u").append(hex(c));
                } else {
                    out.append(c);
                }
            }
        }
    }

    private static String hex(char c) {
        String digits = Integer.toHexString(c);
        return "0000".substring(digits.length()) + digits;
    }
}
