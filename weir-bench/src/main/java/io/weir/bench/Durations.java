package io.weir.bench;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Times as people write them: {@code 100ms}, {@code 1s}, {@code 10m}, {@code never}.
 *
 * <p>Threading: stateless.
 */
final class Durations implements ITypeConverter<Duration> {

    /** An interval so long that nothing comes of it while a benchmark runs. */
    static final Duration NEVER = Duration.ofDays(1);

    private static final String NEVER_WORD = "never";

    private static final Pattern FORM = Pattern.compile("(\\d{1,9})(ms|s|m)");

    @Override
    public Duration convert(String text) {
        if (text.equals(NEVER_WORD)) {
            return NEVER;
        }
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new TypeConversionException("'" + text + "' is no time: write it as 100ms, 1s, 10m or never");
        }
        long count = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(count);
            case "s" -> Duration.ofSeconds(count);
            default -> Duration.ofMinutes(count);
        };
    }

    static String text(Duration duration) {
        if (duration.equals(NEVER)) {
            return NEVER_WORD;
        }
        return duration.toMillis() % 1_000 == 0 ? duration.toSeconds() + "s" : duration.toMillis() + "ms";
    }
}
