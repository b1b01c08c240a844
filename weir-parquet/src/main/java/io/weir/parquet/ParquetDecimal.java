package io.weir.parquet;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says how many digits a {@link java.math.BigDecimal} component is written with; without it, 38 digits, 18 of them behind the point. A number that does not fit is refused, never rounded.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface ParquetDecimal {

    /** Digits in all, 1 to 38. */
    int precision();

    /** Digits behind the point, 0 to {@link #precision}. */
    int scale();
}
