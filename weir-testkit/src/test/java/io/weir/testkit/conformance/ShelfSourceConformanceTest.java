package io.weir.testkit.conformance;

import io.weir.source.Boundedness;
import java.util.Set;
import org.junit.jupiter.api.Nested;

/** The tests' own source is right as long as it has no flaw: what its flaws are caught by is theirs. */
class ShelfSourceConformanceTest {

    @Nested
    class Bounded extends ShelfConformance {
        Bounded() {
            super(Set.of(), Boundedness.BOUNDED);
        }
    }

    @Nested
    class Unbounded extends ShelfConformance {
        Unbounded() {
            super(Set.of(), Boundedness.UNBOUNDED);
        }
    }
}
