package io.weir.engine.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.async.AsyncFunction;
import io.weir.async.AsyncRetryStrategy;
import io.weir.async.AsyncSettings;
import io.weir.basic.GeneratorSource;
import io.weir.basic.MemorySink;
import io.weir.basic.MemoryStore;
import io.weir.engine.job.Job;
import io.weir.engine.job.JobSettings;
import io.weir.engine.job.JobState;
import io.weir.graph.Collector;
import io.weir.graph.KeyedProcessFunction;
import io.weir.pipeline.Pipeline;
import io.weir.runtime.IoLane;
import io.weir.runtime.StageContext;
import io.weir.state.StateRegistry;
import io.weir.state.ValueState;
import io.weir.time.WatermarkStrategy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Jobs whose requests are answered in the order of the seed, twice after a crash, late, with failures that are tried again and some that fail the attempt; crashed at
 * random steps and restarted at other parallelisms. What is committed is what a plain loop gives; no result is behind a watermark that was behind its record; and, where
 * results are ordered, those of a split stay in order.
 */
class SimulatedAsyncTest {

    private static final int SEEDS = Integer.getInteger("weir.sim.seeds", 100);
    private static final long FIRST_SEED = Long.getLong("weir.sim.first", 1);
    private static final int STEPS_MAX = 600_000;
    private static final int RECORDS = 400;
    private static final int SPLITS = 3;
    private static final int DISORDER = 20;
    private static final int LANES = 4;

    /** Which is asked for; {@code n} of the answers to it. */
    record Question(int id) {

        long time() {
            return 3L * id - mixed() % DISORDER;
        }

        int mixed() {
            int x = (id + 1) * 0x9E3779B1;
            x = (x ^ (x >>> 15)) * 0xC2B2AE3D;
            return (x ^ (x >>> 13)) >>> 4;
        }

        List<Answer> answers() {
            List<Answer> answers = new ArrayList<>();
            for (int i = 0; i < Math.min(2, mixed() % 4); i++) {
                answers.add(new Answer(id, i));
            }
            return answers;
        }
    }

    record Answer(int id, int number) {

        int split() {
            return id % SPLITS;
        }
    }

    static LongStream seeds() {
        return LongStream.range(FIRST_SEED, FIRST_SEED + SEEDS);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void committedOutputIsThatOfAPlainLoop(long seed) throws InterruptedException {
        Random random = new Random(seed * 37);
        SimStore disk = new SimStore();
        MemoryStore<String> output = new MemoryStore<>();
        SimWorld world = new SimWorld(seed);
        boolean ordered = random.nextBoolean();
        int crashes = random.nextInt(6);
        for (int run = 0; run <= crashes; run++) {
            int steps = run == crashes ? STEPS_MAX : random.nextInt(8000);
            Job job = Job.start(pipeline(ordered, random, output), settings(random), disk, world.ports(), () -> {});
            for (int i = 0; i < steps && !job.state().isFinal(); i++) {
                world.step();
            }
            if (run == crashes && job.state() != JobState.FINISHED) {
                job.join();
            }
            if (run == crashes || job.state() == JobState.FINISHED) {
                assertThat(job.state()).as("seed=%d", seed).isEqualTo(JobState.FINISHED);
            }
            world.crash();
            if (random.nextBoolean()) {
                disk.losePower(random);
            }
        }
        assertThat(output.committed()).as("seed=%d", seed).containsExactlyInAnyOrderElementsOf(expected());
    }

    private static List<String> expected() {
        List<String> expected = new ArrayList<>();
        for (int id = 0; id < RECORDS; id++) {
            new Question(id).answers().forEach(answer -> expected.add(answer.toString()));
        }
        return expected;
    }

    private static JobSettings settings(Random random) {
        return SimSettings.random(random, 1000);
    }

    private static Pipeline pipeline(boolean ordered, Random random, MemoryStore<String> output) {
        Duration timeout = Duration.ofMillis(20 + random.nextInt(200));
        AsyncSettings settings = (ordered ? AsyncSettings.ordered(timeout) : AsyncSettings.unordered(timeout))
                .capacity(1 + random.nextInt(20))
                .retry(AsyncRetryStrategy.exponentialDelay(
                                4, Duration.ofMillis(random.nextInt(3)), Duration.ofMillis(9), 2)
                        .ifException(failure -> !failure.getMessage().contains("for good"))
                        .ifResult(Collection::isEmpty));
        return Pipeline.named("asking")
                .source(
                        "questions",
                        GeneratorSource.of(index -> new Question((int) index))
                                .timestamps(index -> new Question((int) index).time())
                                .count(RECORDS)
                                .splits(SPLITS),
                        WatermarkStrategy.forBoundedOutOfOrderness(Duration.ofMillis(DISORDER)))
                .async("ask", settings, () -> new Asking(random))
                .keyByLong(Answer::split)
                .process("check", () -> new Check(ordered))
                .sink("output", MemorySink.to(output))
                .build();
    }

    /** Asks on one of several lanes, which answer in the order of the seed. */
    private static final class Asking implements AsyncFunction<Question, Answer> {
        private final Random random;
        private final List<IoLane> lanes = new ArrayList<>();

        Asking(Random random) {
            this.random = random;
        }

        @Override
        public void open(StageContext context) {
            for (int i = 0; i < LANES; i++) {
                lanes.add(context.lane("ask" + i));
            }
        }

        @Override
        public CompletionStage<List<Answer>> asyncInvoke(Question question) {
            int fate = random.nextInt(4000);
            CompletableFuture<List<Answer>> future = new CompletableFuture<>();
            if (fate == 0) {
                throw new IllegalStateException("fails for good");
            } else if (fate < 100) {
                future.completeExceptionally(new IllegalStateException("fails for now"));
            } else if (fate < 400) {
                future.complete(question.answers());
            } else if (fate > 430) {
                // Otherwise there is no answer at all.
                lanes.get(random.nextInt(LANES))
                        .submit(StageContext.action(() -> future.complete(question.answers())), done -> {});
            }
            return future;
        }

        @Override
        public List<Answer> timeout(Question question) {
            return question.answers();
        }
    }

    /** Sees no answer twice, none late and, if they are ordered, none before an earlier one of its split. */
    private static final class Check implements KeyedProcessFunction<Long, Answer, String> {
        private final boolean ordered;
        private @Nullable ValueState<Integer> last;

        Check(boolean ordered) {
            this.ordered = ordered;
        }

        @Override
        public void open(StateRegistry states) {
            last = states.valueState("last", Integer.class);
        }

        @Override
        public void process(Answer answer, Context<Long> context, Collector<String> out) {
            assertThat(context.timestamp()).isEqualTo(new Question(answer.id()).time());
            assertThat(context.timestamp())
                    .as("what was before a watermark comes before it: %s", answer)
                    .isGreaterThan(context.currentWatermark());
            ValueState<Integer> before = Objects.requireNonNull(last);
            Integer place = before.value();
            if (ordered && place != null) {
                assertThat(2 * answer.id() + answer.number()).as("I12").isGreaterThan(place);
            }
            before.update(2 * answer.id() + answer.number());
            out.collect(answer.toString());
        }
    }
}
