package io.weir.cli.demo;

/**
 * One kill of the job and its way back.
 *
 * <p>Threading: Immutable.
 *
 * @param killedNanos when SIGKILL was sent
 * @param recoveredNanos when a reader of committed records saw the first new result of the job that was started in its place
 */
record Outage(long killedNanos, long recoveredNanos) {

    long nanos() {
        return recoveredNanos - killedNanos;
    }
}
