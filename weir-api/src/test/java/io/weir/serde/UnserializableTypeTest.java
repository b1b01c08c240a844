package io.weir.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.weir.error.ErrorKind;
import io.weir.error.WeirException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class UnserializableTypeTest {

    static final class Plain {}

    interface Open {}

    sealed interface Half {}

    record Fine() implements Half {}

    static final class NotFine implements Half {}

    record Customer(String name, Plain address) {}

    record Order(Customer customer) {}

    record Batch(Map<String, List<Optional<Half[]>>> halves) {}

    record Keyed(Map<Thread, String> byThread) {}

    record Anything(Object value) {}

    record Wild(List<?> values) {}

    record Box<T>(T value) {}

    record Growing<T>(T value, Optional<Growing<List<T>>> next) {}

    @SuppressWarnings("rawtypes")
    record Raw(List list) {}

    record Exact(ArrayList<String> list) {}

    record Interface(Open open) {}

    private static String messageFor(Class<?> type) {
        WeirException e = catchThrowableOfType(WeirException.class, () -> Serdes.of(type));
        assertThat(e.code()).isEqualTo("unserializable-type");
        assertThat(e.kind()).isEqualTo(ErrorKind.USER);
        return e.getMessage();
    }

    @Test
    void namesTheTypeTheWayToItAndTheCure() {
        assertThat(messageFor(Order.class))
                .isEqualTo(
                        "no serde for io.weir.serde.UnserializableTypeTest$Plain at Order.customer.address: it is a class, "
                                + "and only records, enums and sealed interfaces of them tell their data. To mend it: make it a "
                                + "record, or pass a Serde of your own for Order [unserializable-type]");
    }

    @Test
    void namesTheTypeItselfIfThereIsNoWay() {
        assertThat(messageFor(Plain.class))
                .startsWith("no serde for io.weir.serde.UnserializableTypeTest$Plain: it is");
        assertThat(messageFor(Thread.class)).startsWith("no serde for java.lang.Thread: it is a class");
    }

    @Test
    void leadsThroughContainersAndVariants() {
        assertThat(messageFor(Batch.class)).contains("NotFine at Batch.halves[value][][](NotFine): it is a class");
        assertThat(messageFor(Keyed.class)).contains("java.lang.Thread at Keyed.byThread[key]: it is a class");
    }

    @Test
    void refusesWhatDoesNotSayWhatIsInIt() {
        assertThat(messageFor(Object.class)).contains("java.lang.Object: neither Object nor a type parameter");
        assertThat(messageFor(Anything.class)).contains("java.lang.Object at Anything.value: neither");
        assertThat(messageFor(Wild.class)).contains("java.lang.Object at Wild.values[]: neither");
        assertThat(messageFor(Box.class)).contains("java.lang.Object at Box.value: neither");
        assertThat(messageFor(Raw.class)).contains("java.util.List at Raw.list", "as in List<String>");
        assertThat(messageFor(List.class)).contains("use Serdes.listOf, setOf, mapOf or optionalOf");
    }

    @Test
    void refusesCollectionsOfACertainKind() {
        assertThat(messageFor(Exact.class))
                .contains("java.util.ArrayList at Exact.list", "declare it as List, Set or Map");
        assertThat(messageFor(List.of(1).getClass())).contains("use Serdes.listOf, setOf or mapOf");
    }

    @Test
    void refusesInterfacesThatAnythingMayImplement() {
        assertThat(messageFor(Interface.class))
                .contains("Open at Interface.open: anything may implement the interface");
        assertThat(messageFor(Number.class)).contains("java.lang.Number: anything may extend the class");
        assertThat(messageFor(Enum.class)).contains("java.lang.Enum: anything may extend the class");
    }

    @Test
    void refusesLambdas() {
        Function<String, String> lambda = text -> text + "!";

        assertThat(messageFor(lambda.getClass())).contains("a lambda has no components");
    }

    @Test
    void refusesTypeArgumentsThatGrowWithoutEnd() {
        record Start(Growing<String> growing) {}

        assertThat(messageFor(Start.class)).contains("types are nested without end");
    }
}
