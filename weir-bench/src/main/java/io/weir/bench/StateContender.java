package io.weir.bench;

import java.util.List;
import java.util.Locale;

/** The programs of the state benchmark. */
public enum StateContender {
    /** The built-in aggregate, whose sums lie beside their keys. */
    WEIR_AGGREGATE("Weir, aggregate", Engine.WEIR),
    /** A function with a state of one record a key. */
    WEIR_PROCESS("Weir, process", Engine.WEIR),
    FLINK_HEAP_AGGREGATE("Flink, heap, reduce", Engine.FLINK_HEAP),
    FLINK_HEAP_PROCESS("Flink, heap, process", Engine.FLINK_HEAP),
    FLINK_ROCKSDB_AGGREGATE("Flink, RocksDB, reduce", Engine.FLINK_ROCKSDB),
    FLINK_ROCKSDB_PROCESS("Flink, RocksDB, process", Engine.FLINK_ROCKSDB);

    private final String label;
    private final Engine engine;

    /** Who does the work, and where its state lies. */
    public enum Engine {
        WEIR,
        FLINK_HEAP,
        FLINK_ROCKSDB
    }

    StateContender(String label, Engine engine) {
        this.label = label;
        this.engine = engine;
    }

    /** Returns its name for people. */
    String label() {
        return label;
    }

    public Engine engine() {
        return engine;
    }

    /** Returns whether it uses what its engine has for running aggregates, and not a function of one's own. */
    public boolean usesBuiltIn() {
        return this == WEIR_AGGREGATE || this == FLINK_HEAP_AGGREGATE || this == FLINK_ROCKSDB_AGGREGATE;
    }

    boolean isPeer() {
        return engine != Engine.WEIR;
    }

    /** Returns the flags of its JVM: all have the same memory, which RocksDB takes half of, outside of the heap. */
    List<String> jvmFlags(int memoryMegabytes) {
        int heap = engine == Engine.FLINK_ROCKSDB ? memoryMegabytes / 2 : memoryMegabytes;
        String size = heap + "m";
        return List.of("-Xms" + size, "-Xmx" + size, "-XX:+AlwaysPreTouch", "-XX:+ExitOnOutOfMemoryError");
    }

    /** Returns its name on the command line. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static StateContender of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
