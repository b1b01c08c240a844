package io.weir.cli.pipeline;

import org.jspecify.annotations.Nullable;

/** What a user's pipeline is loaded for, as errors tell it. */
public enum Purpose {
    /** To be struck at. */
    VERIFY(
            "verify-pipeline",
            "the pipeline cannot be verified",
            "see docs/verify.md for what the class must look like"),
    /** To be looked at. */
    LOOK("pipeline-class", "the pipeline cannot be loaded", "see docs/doctor.md for what the class must look like");

    private static final int CAUSES_MAX = 20;
    private static final String CLASS_PATH =
            "name the whole runtime class path of the program with --classpath: its classes, the connectors, their libraries, the driver,"
                    + " as mvn dependency:build-classpath writes it";

    private final String code;
    private final String what;
    private final String mend;

    Purpose(String code, String what, String mend) {
        this.code = code;
        this.what = what;
        this.mend = mend;
    }

    String code() {
        return code;
    }

    String what() {
        return what;
    }

    /**
     * Returns how to mend it.
     *
     * @param cause of the failure; null if there is none
     */
    String mend(@Nullable Throwable cause) {
        return lacksClass(cause) ? CLASS_PATH + "; " + mend : mend;
    }

    private static boolean lacksClass(@Nullable Throwable cause) {
        Throwable each = cause;
        for (int depth = 0; each != null && depth < CAUSES_MAX; depth++) {
            if (each instanceof NoClassDefFoundError || each instanceof ClassNotFoundException) {
                return true;
            }
            each = each.getCause();
        }
        return false;
    }
}
