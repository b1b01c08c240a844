package io.weir.cli.terminal;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Durations as people write them on a command line: {@code 10ms}, {@code 1s}. */
public final class Interval implements ITypeConverter<Duration> {

    private static final Pattern FORM = Pattern.compile("(\\d{1,9})(ms|s)");
    private static final Duration MIN = Duration.ofMillis(1);
    /** Well below half of the transaction timeout, which is the longest interval that the sink accepts. */
    private static final Duration MAX = Duration.ofSeconds(10);

    @Override
    public Duration convert(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            throw new TypeConversionException("'" + text + "' is not a duration; write for example 10ms, 100ms or 1s");
        }
        long amount = Long.parseLong(matcher.group(1));
        Duration duration = matcher.group(2).equals("ms") ? Duration.ofMillis(amount) : Duration.ofSeconds(amount);
        if (duration.compareTo(MIN) < 0 || duration.compareTo(MAX) > 0) {
            throw new TypeConversionException(
                    "'" + text + "' is out of range; use " + inWords(MIN) + " to " + inWords(MAX));
        }
        return duration;
    }

    /** Writes a duration in the form that is read. */
    public static String inWords(Duration duration) {
        long millis = duration.toMillis();
        return millis % 1_000 == 0 ? millis / 1_000 + "s" : millis + "ms";
    }
}
