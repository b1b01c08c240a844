package io.weir.bench.guard;

/**
 * What ratios depend on beside the programs.
 *
 * <p>Threading: Immutable.
 *
 * @param cores how many processors
 * @param java the version of the JDK, its feature number alone
 */
public record Machine(int cores, int java) {

    /** Returns that of this JVM. */
    public static Machine here() {
        return new Machine(
                Runtime.getRuntime().availableProcessors(), Runtime.version().feature());
    }

    @Override
    public String toString() {
        return cores + " cores, Java " + java;
    }
}
