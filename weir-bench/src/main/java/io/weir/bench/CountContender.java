package io.weir.bench;

import io.weir.bench.Entrant.Kind;
import java.util.List;
import java.util.stream.Stream;

/** Who can take part in W4 and W5, by the names of the command line. */
enum CountContender {
    LOOP(Kind.LOOP_KAFKA),
    WEIR(Kind.WEIR),
    FLINK(Kind.FLINK),
    JET(Kind.JET),
    KAFKA_STREAMS(Kind.KAFKA_STREAMS);

    private final Kind kind;

    CountContender(Kind kind) {
        this.kind = kind;
    }

    /** Returns those that take part if nobody says who: the loop, Weir, and the peers that are there. */
    static List<CountContender> present() {
        return Stream.of(values())
                .filter(each -> !each.kind.isPeer() || Peers.has(each.kind))
                .toList();
    }

    /**
     * Returns the entrants: the loop once, all others with each number of tasks.
     *
     * @throws IllegalStateException if one is not on a class path
     */
    static List<Entrant> entrants(List<CountContender> contenders, List<Integer> tasks) {
        for (CountContender each : contenders) {
            Peers.classPath(each.kind);
        }
        return contenders.stream()
                .flatMap(each -> each == LOOP
                        ? Stream.of(Entrant.of(each.kind))
                        : tasks.stream().map(count -> new Entrant(each.kind, count)))
                .toList();
    }
}
