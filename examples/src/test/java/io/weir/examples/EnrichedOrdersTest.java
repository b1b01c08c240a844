package io.weir.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.basic.MemorySink;
import io.weir.basic.MemoryStore;
import io.weir.engine.job.Job;
import io.weir.engine.job.JobState;
import io.weir.engine.job.Weir;
import io.weir.examples.EnrichedOrders.CustomerService;
import io.weir.examples.EnrichedOrders.EnrichedOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnrichedOrdersTest {

    @Test
    void everyOrderIsJoinedOnceAndInOrderAlsoThatOfAnUnknownCustomer(@TempDir Path directory) throws Exception {
        MemoryStore<EnrichedOrder> output = new MemoryStore<>();
        try (CustomerService service = new CustomerService();
                Job job = Weir.local(directory).start(EnrichedOrders.pipeline(150, service, MemorySink.to(output)))) {
            assertThat(job.join().state()).isEqualTo(JobState.FINISHED);
        }
        List<EnrichedOrder> committed = output.committed();
        assertThat(committed)
                .extracting(EnrichedOrder::id)
                .containsExactlyElementsOf(LongStream.range(0, 150).boxed().toList());
        assertThat(committed)
                .allSatisfy(order -> assertThat(order.city().equals("unknown"))
                        .isEqualTo(order.customer().equals("customer-0")));
    }
}
