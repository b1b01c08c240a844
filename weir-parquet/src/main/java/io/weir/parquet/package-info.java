/** Apache Parquet files of Java records: {@link io.weir.parquet.ParquetFormat} is where to begin. */
@NullMarked
package io.weir.parquet;

import org.jspecify.annotations.NullMarked;
