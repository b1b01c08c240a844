package io.weir.parquet;

import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.function.Function;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.jspecify.annotations.Nullable;

/** Numbers of many digits, exactly. */
final class DecimalScalar {

    static final int PRECISION_MAX = 38;
    static final int SCALE = 18;

    private DecimalScalar() {}

    static Scalar bigDecimals(int precision, int scale) {
        return of("BigDecimal", precision, scale, value -> (BigDecimal) value, decimal -> decimal);
    }

    static Scalar bigIntegers() {
        return of(
                "BigInteger",
                PRECISION_MAX,
                0,
                value -> new BigDecimal((BigInteger) value),
                BigDecimal::toBigIntegerExact);
    }

    private static Scalar of(
            String name,
            int precision,
            int scale,
            Function<Object, BigDecimal> toDecimal,
            Function<BigDecimal, Object> fromDecimal) {
        int length = BigInteger.TEN.pow(precision).bitLength() / Byte.SIZE + 1;
        return new Scalar(
                name,
                FIXED_LEN_BYTE_ARRAY,
                LogicalTypeAnnotation.decimalType(scale, precision),
                length,
                (value, out) -> out.addBinary(
                        Binary.fromConstantByteArray(bytes(toDecimal.apply(value), precision, scale, length))),
                column -> reader(column, fromDecimal));
    }

    private static byte[] bytes(BigDecimal value, int precision, int scale, int length) {
        BigDecimal scaled;
        try {
            scaled = value.setScale(scale, RoundingMode.UNNECESSARY);
        } catch (ArithmeticException e) {
            throw ParquetErrors.value(
                    "the number " + value, "it has more than " + scale + " digits behind the point", e);
        }
        if (scaled.precision() > precision) {
            throw ParquetErrors.value(
                    "the number " + value,
                    "with " + scale + " digits behind the point it has more than " + precision + " in all",
                    null);
        }
        byte[] digits = scaled.unscaledValue().toByteArray();
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, 0, length - digits.length, (byte) (scaled.signum() < 0 ? -1 : 0));
        System.arraycopy(digits, 0, bytes, length - digits.length, digits.length);
        return bytes;
    }

    private static @Nullable Function<Object, Object> reader(
            PrimitiveType column, Function<BigDecimal, Object> fromDecimal) {
        if (!(column.getLogicalTypeAnnotation() instanceof DecimalLogicalTypeAnnotation decimal)) {
            return null;
        }
        int scale = decimal.getScale();
        return raw -> fromDecimal.apply(new BigDecimal(unscaled(raw), scale));
    }

    private static BigInteger unscaled(Object raw) {
        return raw instanceof Binary binary
                ? new BigInteger(binary.getBytes())
                : BigInteger.valueOf(((Number) raw).longValue());
    }
}
