package io.weir.cli.demo;

import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * The value of the option {@code --mode}.
 *
 * <p>Threading: Immutable.
 */
record ModeChoice(List<DemoMode> modes) {

    private static final String BOTH = "both";

    ModeChoice {
        modes = List.copyOf(modes);
    }

    /** Reads it from the command line. */
    static final class Converter implements ITypeConverter<ModeChoice> {

        @Override
        public ModeChoice convert(String text) {
            if (text.equals(BOTH)) {
                return new ModeChoice(List.of(DemoMode.values()));
            }
            for (DemoMode mode : DemoMode.values()) {
                if (text.equals(mode.label())) {
                    return new ModeChoice(List.of(mode));
                }
            }
            throw new TypeConversionException(
                    "'" + text + "' is not a mode; use exactly-once, at-least-once or " + BOTH);
        }
    }
}
