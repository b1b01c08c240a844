package io.weir.proof.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.error.WeirException;
import io.weir.testkit.world.SimWorld.Picking;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ExpectationTest {

    private static final Expectation QUIET = of(EnumSet.of(FaultKind.KILL, FaultKind.POWER_CUT, FaultKind.STOP));
    private static final Expectation ALL = of(EnumSet.allOf(FaultKind.class));

    private static Expectation of(Set<FaultKind> faults) {
        Profile drawn = CrashPoints.scenarios().get(0);
        return new Expectation(new Profile(
                1,
                drawn.shape(),
                drawn.sources(),
                drawn.sinks(),
                1,
                List.of(1),
                1,
                1000,
                1,
                10,
                1,
                1,
                1,
                100,
                faults,
                Picking.UNIFORM,
                false,
                false,
                1,
                -1,
                false,
                16,
                1,
                0));
    }

    private static WeirException external(String code, @Nullable Throwable cause) {
        return WeirException.external(code, "what", "why", "nothing", cause);
    }

    @Test
    void whatNobodyInTheWorldHasThrownIsNoExcuse() {
        IOException madeUp = new IOException("no space left");
        madeUp.setStackTrace(new StackTraceElement[] {
            new StackTraceElement("io.weir.engine.journal.SegmentWriter", "append", "SegmentWriter.java", 1)
        });
        KafkaException invented = new KafkaException("for no reason");
        invented.setStackTrace(madeUp.getStackTrace());

        assertThat(ALL.allows(external("checkpoint-store-failed", madeUp))).isFalse();
        assertThat(ALL.allows(external("kafka-commit-unknown", invented))).isFalse();
        assertThat(ALL.allows(new IllegalStateException("out of step"))).isFalse();
        assertThat(ALL.allows(WeirException.defect("a defect", "why"))).isFalse();
    }

    @Test
    void whatTheWorldHasThrownIsAllowedIfTheRunHasSuchFaults() {
        assertThat(ALL.allows(external("checkpoint-store-failed", new IOException("the simulated disk failed"))))
                .isTrue();
        assertThat(ALL.allows(new CompletionException(new ProducerFencedException("fenced"))))
                .isTrue();
        assertThat(ALL.allows(new InjectedFault())).isTrue();
        assertThat(ALL.allows(external("superseded-attempt", null))).isTrue();
    }

    @Test
    void aRunWithoutSuchFaultsHasNoSuchFailures() {
        assertThat(QUIET.allows(external("checkpoint-store-failed", new IOException("the simulated disk failed"))))
                .isFalse();
        assertThat(QUIET.allows(new ProducerFencedException("fenced"))).isFalse();
        assertThat(QUIET.allows(new InjectedFault())).isFalse();
        assertThat(QUIET.allows(external("superseded-attempt", null))).isFalse();
        assertThat(QUIET.allows(external("kafka-unreachable", null))).isFalse();
    }
}
