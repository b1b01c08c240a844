package io.weir.cli.verify;

/** The run cannot go on, because the job has done what it must not. */
final class CutShort extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CutShort(String why) {
        super(why);
    }

    String why() {
        return String.valueOf(getMessage());
    }
}
