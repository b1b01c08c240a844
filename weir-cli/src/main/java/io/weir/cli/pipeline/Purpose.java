package io.weir.cli.pipeline;

/** What a user's pipeline is loaded for, as errors tell it. */
public enum Purpose {
    /** To be struck at. */
    VERIFY(
            "verify-pipeline",
            "the pipeline cannot be verified",
            "see docs/verify.md for what the class must look like"),
    /** To be looked at. */
    LOOK("pipeline-class", "the pipeline cannot be loaded", "see docs/doctor.md for what the class must look like");

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

    String mend() {
        return mend;
    }
}
