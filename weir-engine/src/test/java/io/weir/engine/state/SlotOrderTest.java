package io.weir.engine.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.exchange.KeyGroups;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values that are put into a table in another order are those that were taken, and of one key the last. */
class SlotOrderTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 100, 5_000, 1_200_000})
    void theLastValueOfEachKeyCounts(int count) {
        Random random = new Random(count);
        LongTable table = new LongTable();
        SlotOrder order = new SlotOrder(table, true);
        Map<Long, Object> model = new HashMap<>();
        KeyContext key = new KeyContext();
        for (int i = 0; i < count; i++) {
            long drawn = random.nextInt(count / 2 + 1);
            Object value = random.nextInt(5) == 0 ? Table.ABSENT : (Object) i;
            key.set(drawn, KeyGroups.hash(drawn));
            order.add(key, value);
            model.put(drawn, value);
        }
        order.flush();

        model.forEach((each, value) -> assertThat(table.value(table.slotOf(each, KeyGroups.hash(each))))
                .isEqualTo(value));
        assertThat(table.capture().count())
                .as("restored values have not changed")
                .isZero();
    }
}
