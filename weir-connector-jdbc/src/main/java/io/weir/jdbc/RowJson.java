package io.weir.jdbc;

import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Shows a row as JSON: numbers and booleans as they are, bytes in Base64, everything else as text. */
final class RowJson {

    private RowJson() {}

    static String of(List<String> names, List<@Nullable Object> values) {
        StringBuilder json = new StringBuilder("{");
        for (int i = 0; i < names.size(); i++) {
            if (i > 0) {
                json.append(',');
            }
            quote(names.get(i), json);
            json.append(':');
            value(values.get(i), json);
        }
        return json.append('}').toString();
    }

    private static void value(@Nullable Object value, StringBuilder json) {
        boolean isFinite =
                !(value instanceof Double || value instanceof Float) || Double.isFinite(((Number) value).doubleValue());
        if (value == null || value instanceof Boolean || value instanceof Number && isFinite) {
            json.append(value);
        } else if (value instanceof byte[] bytes) {
            quote(Base64.getEncoder().encodeToString(bytes), json);
        } else {
            quote(value.toString(), json);
        }
    }

    private static void quote(String text, StringBuilder json) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < ' ') {
                json.append("\\u00").append(Character.forDigit(c >> 4, 16)).append(Character.forDigit(c & 0xF, 16));
            } else {
                json.append(c);
            }
        }
        json.append('"');
    }
}
