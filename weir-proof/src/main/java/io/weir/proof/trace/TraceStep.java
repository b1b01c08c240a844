package io.weir.proof.trace;

import java.util.Locale;

/** What a trace tells of. The names, in lower case, are those of TraceExactlyOnce.tla; the words take the values of an event. */
public enum TraceStep {
    CLAIM("has claimed its number"),
    PUBLISH("has put its journal in the place of the older ones"),
    RECOVERED("has made the journal its own, and goes on from checkpoint %s"),
    FENCING("begins to shut earlier attempts out"),
    OPENED("has opened the producer by which recoveries write"),
    FENCED("has shut earlier attempts out and read the ledger"),
    RUNNING("runs"),
    EMIT("emits record %2$s of source %1$s"),
    TRIGGER("begins checkpoint %s"),
    INJECT("sends the barrier of checkpoint %2$s behind record %3$s of source %1$s"),
    TAKE("takes record %3$s of source %2$s in task %1$s, which has %4$s in its state now"),
    ALIGNED("has the barrier of checkpoint %2$s on all inputs of task %1$s"),
    SEALED("has heard that what task %1$s wrote for checkpoint %2$s is sealed"),
    DECIDING("is about to decide checkpoint %s"),
    DECIDED("has decided checkpoint %s"),
    COMMITTING("is about to commit what task %1$s wrote for checkpoint %2$s"),
    VISIBLE("has made visible, of task %1$s and checkpoint %2$s, the records %3$s"),
    REDONE("has written again and made visible, of task %1$s and checkpoint %2$s, the records %3$s"),
    COMMITTED("takes what task %1$s wrote for checkpoint %2$s for committed"),
    CONFIRMED("takes checkpoint %s for committed everywhere"),
    FINISHED("has ended the job"),
    GONE("is no more"),
    POWER("the machine loses power"),
    SHOWN("a reader of the output of task %1$s has seen the records %2$s");

    private final String words;

    TraceStep(String words) {
        this.words = words;
    }

    /** Returns the name of the step in the specification. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    String inWords(Object... values) {
        return String.format(Locale.ROOT, words, values);
    }
}
