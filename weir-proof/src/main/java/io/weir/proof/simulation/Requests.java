package io.weir.proof.simulation;

import io.weir.async.AsyncFunction;
import io.weir.async.AsyncRetryStrategy;
import io.weir.async.AsyncSettings;
import io.weir.pipeline.Stream;
import io.weir.proof.workload.Event;
import io.weir.runtime.IoLane;
import io.weir.runtime.StageContext;
import io.weir.testkit.world.Reply;
import io.weir.testkit.world.SimProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A stage that asks about each event, on lanes whose work the world does in the order of its seed. Half of the requests are answered at once; some fail and are made again, some are never answered.
 */
final class Requests implements AsyncFunction<Event, Event> {

    /** The point in the service at which a request can be made to fail. */
    static final String REQUEST = "request";

    private static final int LANES = 3;
    private static final int UNANSWERED_ONE_IN = 151;
    private static final int CAPACITY = 20;

    private final SimProcess process;
    private final List<IoLane> lanes = new ArrayList<>();
    private int askedCount;

    private Requests(SimProcess process) {
        this.process = process;
    }

    static Stream<Event> of(Stream<Event> events, SimProcess process) {
        AsyncSettings settings = AsyncSettings.ordered(Duration.ofMillis(3))
                .capacity(CAPACITY)
                .retry(AsyncRetryStrategy.fixedDelay(4, Duration.ofMillis(1)));
        return events.async("requests", settings, () -> new Requests(process));
    }

    @Override
    public void open(StageContext context) {
        for (int i = 0; i < LANES; i++) {
            lanes.add(context.lane("request-" + i));
        }
    }

    @Override
    public CompletionStage<List<Event>> asyncInvoke(Event event) {
        CompletableFuture<List<Event>> answer = new CompletableFuture<>();
        askedCount++;
        if (askedCount % 2 == 0) {
            answer.complete(List.of(event));
        } else if (askedCount % UNANSWERED_ONE_IN != 0) {
            lanes.get(askedCount % LANES).submit(StageContext.action(() -> answer(event, answer)), done -> {});
        }
        return answer;
    }

    private void answer(Event event, CompletableFuture<List<Event>> answer) {
        if (process.call(REQUEST) == Reply.GIVEN) {
            answer.complete(List.of(event));
        } else {
            answer.completeExceptionally(new InjectedFault());
        }
    }

    @Override
    public @Nullable List<Event> timeout(Event event) {
        return List.of(event);
    }
}
