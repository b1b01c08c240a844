package io.weir.cli.simulate;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a seed: a number, or one in hexadecimal after {@code 0x}. */
final class SeedConverter implements ITypeConverter<Long> {

    @Override
    public Long convert(String value) {
        try {
            return Long.decode(value);
        } catch (NumberFormatException e) {
            throw new TypeConversionException("'" + value + "' is not a seed: give a number such as 42 or 0x2a");
        }
    }
}
