package io.weir.testkit.conformance;

import java.util.Set;

/** The tests' own sink is right as long as it has no flaw: what its flaws are caught by is theirs. */
class DepotSinkConformanceTest extends DepotConformance {

    DepotSinkConformanceTest() {
        super(Set.of());
    }
}
