package io.weir.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.runtime.JobId;
import org.junit.jupiter.api.Test;

final class TransactionIdsTest {

    private static final String GENERATION = "0123456789abcdef";

    @Test
    void aNameSaysWhoseItIsAndFitsEveryDatabase() {
        WriterContext context = new WriterContext();
        String id = new TransactionIds(context.jobId(), context.stageName()).of(context, 12);

        assertThat(id).startsWith("weir." + GENERATION + ".out~").endsWith(":3.7.12");
        String odd =
                new TransactionIds(new JobId("j", GENERATION), "it's \"a\" sink; with a rather long name").prefix();
        assertThat(odd).matches("[A-Za-z0-9._~-]{1,64}");
    }

    @Test
    void noTwoSinksShareAPrefix() {
        String one = new TransactionIds(new JobId("job", GENERATION), "out").prefix();
        assertThat(new TransactionIds(new JobId("job", GENERATION), "out2").prefix())
                .doesNotStartWith(one);
        assertThat(new TransactionIds(new JobId("job", "0123456789abcdee"), "out").prefix())
                .isNotEqualTo(one);
        assertThat(new TransactionIds(new JobId("job2", GENERATION), "out").prefix())
                .isNotEqualTo(one);
    }
}
