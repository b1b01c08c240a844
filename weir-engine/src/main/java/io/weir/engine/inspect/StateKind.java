package io.weir.engine.inspect;

/** The kinds of keyed state, as a checkpoint tells them apart. */
public enum StateKind {
    /** One value a key. */
    VALUE("value="),
    /** A list a key, with an entry for each element. */
    LIST("list="),
    /** A map a key, with an entry for each of its own. */
    MAP("map="),
    /** Timers, with an entry for each. */
    TIMER("timer=");

    private final String schemaBegin;

    StateKind(String schemaBegin) {
        this.schemaBegin = schemaBegin;
    }

    String schemaBegin() {
        return schemaBegin;
    }
}
