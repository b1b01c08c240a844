package io.weir.engine.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SpscRingTest {

    @Test
    void refusesWhenFullAndTakesAgainWhenThereIsRoom() {
        SpscRing<Integer> ring = new SpscRing<>(2);
        assertThat(ring.offer(1)).isTrue();
        assertThat(ring.offer(2)).isTrue();
        assertThat(ring.isFull()).isTrue();
        assertThat(ring.offer(3)).isFalse();
        assertThat(ring.poll()).isEqualTo(1);
        assertThat(ring.offer(3)).isTrue();
        assertThat(ring.poll()).isEqualTo(2);
        assertThat(ring.peek()).isEqualTo(3);
        assertThat(ring.poll()).isEqualTo(3);
        assertThat(ring.poll()).isNull();
    }

    @Test
    void handsEveryElementToTheOtherThreadOnceAndInOrder() throws InterruptedException {
        int count = 2_000_000;
        SpscRing<Integer> ring = new SpscRing<>(8);
        Thread producer = new Thread(() -> {
            for (int i = 0; i < count; ) {
                if (ring.offer(i)) {
                    i++;
                } else {
                    Thread.onSpinWait();
                }
            }
        });
        producer.start();
        int next = 0;
        while (next < count) {
            Integer element = ring.poll();
            if (element == null) {
                Thread.onSpinWait();
            } else {
                assertThat((int) element).isEqualTo(next);
                next++;
            }
        }
        producer.join();
        assertThat(ring.poll()).isNull();
    }
}
