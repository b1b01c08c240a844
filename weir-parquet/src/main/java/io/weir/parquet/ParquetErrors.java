package io.weir.parquet;

import io.weir.error.ErrorKind;
import io.weir.error.WeirException;
import org.jspecify.annotations.Nullable;

/** The ways in which records and Parquet do not go together. */
final class ParquetErrors {

    private ParquetErrors() {}

    static WeirException type(String what, String why) {
        return WeirException.user(
                "parquet-type",
                what + " cannot be kept in Parquet",
                why,
                "use one of the types that docs/connectors/parquet.md lists, or convert in the pipeline");
    }

    static WeirException value(String what, String why, @Nullable Throwable cause) {
        return new WeirException(
                "parquet-value",
                ErrorKind.USER,
                what + " cannot be written to Parquet",
                why,
                "mend the record in the pipeline, or give the component another type",
                cause);
    }

    static WeirException schema(String what, String why) {
        return WeirException.user(
                "parquet-schema",
                what,
                why,
                "give the record components that fit the file's columns by name and type; those that may be missing are Optional");
    }

    static WeirException unreadable(String file, Throwable cause) {
        return new WeirException(
                "parquet-unreadable",
                ErrorKind.USER,
                file + " cannot be read as Parquet",
                String.valueOf(cause.getMessage()),
                "see whether it is a whole Parquet file: one that is still being written has no footer yet",
                cause);
    }
}
