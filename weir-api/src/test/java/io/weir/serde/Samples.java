package io.weir.serde;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Types and values that the tests of serdes share. */
final class Samples {

    enum Color {
        RED,
        GREEN {
            @Override
            boolean leaf() {
                return true;
            }
        };

        boolean leaf() {
            return false;
        }
    }

    record Primitives(boolean a, byte b, short c, char d, int e, long f, float g, double h) {}

    record Boxes(Boolean a, Byte b, Short c, Character d, Integer e, Long f, Float g, Double h) {}

    record Address(String street, Color door) {}

    record Customer(String name, Address address, Optional<Address> other) {}

    record Line(String product, BigDecimal price, int count) {}

    record Order(
            long id,
            Customer customer,
            List<Line> lines,
            Set<Color> colors,
            Map<String, List<Instant>> times,
            Line[] gifts) {

        @Override
        public boolean equals(Object other) {
            return other instanceof Order order
                    && id == order.id
                    && customer.equals(order.customer)
                    && lines.equals(order.lines)
                    && colors.equals(order.colors)
                    && times.equals(order.times)
                    && Arrays.equals(gifts, order.gifts);
        }

        @Override
        public int hashCode() {
            return Long.hashCode(id);
        }
    }

    sealed interface Shape permits Round, Square, Nothing {}

    sealed interface Round extends Shape {}

    record Circle(double radius) implements Round {}

    record Ellipse(double a, double b) implements Round {}

    record Square(double side) implements Shape {}

    enum Nothing implements Shape {
        NOTHING
    }

    record Chain(int value, Optional<Chain> next) {}

    sealed interface Expression {}

    record Literal(long value) implements Expression {}

    record Sum(List<Expression> parts) implements Expression {}

    record Named(String name, Sum inner) implements Expression {}

    record Pair<A, B>(A first, B second) {}

    sealed interface Result<T> {}

    record Success<V>(V value) implements Result<V> {}

    record Failure<V>(String reason) implements Result<V> {}

    record Lookup(Pair<String, Long> counted, Pair<Long, Color> colored, Result<Address> result) {}

    record Empty() {}

    record Empties(List<Empty> list, Empty single) {}

    private Samples() {}

    static Order order() {
        Address home = new Address("Main St", Color.GREEN);
        Line pen = new Line("pen", new BigDecimal("1.50"), 2);
        Map<String, List<Instant>> times = Map.of(
                "paid",
                List.of(Instant.EPOCH, Instant.MAX),
                "sent",
                List.of(Instant.parse("2026-11-22T10:00:00.123456789Z")));
        return new Order(
                7,
                new Customer("Zoë \uD83D\uDE00", home, Optional.of(new Address(null, null))),
                new ArrayList<>(Arrays.asList(pen, null, new Line("", BigDecimal.TEN, -1))),
                Set.of(Color.RED, Color.GREEN),
                times,
                new Line[] {pen, null});
    }

    static Chain chain(int length) {
        Chain chain = new Chain(0, Optional.empty());
        for (int i = 1; i < length; i++) {
            chain = new Chain(i, Optional.of(chain));
        }
        return chain;
    }

    static Expression expression() {
        Sum inner = new Sum(List.of(new Literal(1), new Literal(-2)));
        return new Sum(List.of(new Literal(3), new Named("x", inner), new Named(null, null), new Sum(List.of())));
    }

    /** One value of each type that hostile bytes are tried on. */
    static List<Object> all() {
        return List.of(
                order(),
                new Primitives(
                        true,
                        (byte) -1,
                        (short) -300,
                        '\uFFFF',
                        Integer.MIN_VALUE,
                        Long.MAX_VALUE,
                        -0.0f,
                        Double.MIN_VALUE),
                new Boxes(false, (byte) 1, (short) 2, 'x', 3, 4L, 5f, 6d),
                new Lookup(
                        new Pair<>("a", 1L), new Pair<>(null, Color.RED), new Success<>(new Address("b", Color.GREEN))),
                new Empties(List.of(new Empty(), new Empty()), new Empty()),
                chain(20),
                new JdkTypes());
    }
}
