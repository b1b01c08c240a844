package io.weir.engine.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.flat.FlatLayout;
import io.weir.engine.item.Batch;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Records go into a chain in order, and their keys are looked at before, however they were kept on the way. */
class BatchLoopTest {

    private static final int COUNT = 100;

    private final List<Long> passed = new ArrayList<>();
    private final List<Long> fetched = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void keysAreLookedAtBeforeTheirRecordsCome(boolean asWords) {
        loop(false).accept(batch(asWords));

        assertThat(passed).isEqualTo(LongStream.range(0, COUNT).boxed().toList());
        assertThat(fetched).isEqualTo(passed);
    }

    /** It is told when the record's turn comes, and those before it have come then. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aKeyThatCannotBeReadStopsNoRecord(boolean asWords) {
        loop(true).accept(batch(asWords));

        assertThat(passed).hasSize(COUNT);
        assertThat(fetched).as("but those of the 64 that it is one of").hasSize(COUNT - 64);
    }

    private BatchLoop loop(boolean failing) {
        Fetching keeper = (keys, count) -> {
            assertThat(passed).hasSize(fetched.size() + (failing ? 64 : 0));
            LongStream.of(keys).limit(count).forEach(fetched::add);
        };
        return new BatchLoop(
                (value, timestamp) -> passed.add(((Order) value).id()), null, value -> key(value, failing), keeper);
    }

    private static long key(Object value, boolean failing) {
        long id = ((Order) value).id();
        if (failing && id == 7) {
            throw new IllegalStateException("no key");
        }
        return id;
    }

    private static Batch batch(boolean asWords) {
        @Nullable FlatLayout layout = asWords ? FlatLayout.of(Order.class) : null;
        Batch batch = new Batch();
        batch.begin(layout);
        for (int i = 0; i < COUNT; i++) {
            Order order = new Order(i, 0.5);
            if (layout == null) {
                batch.add(order, i);
            } else {
                layout.write(order, batch.words(), i * layout.words());
                batch.added(i);
            }
        }
        return batch;
    }

    record Order(long id, double price) {}
}
