package io.weir.stress;

import java.util.List;
import java.util.Map;

/** The faults that the checks are held to: what is easily got wrong in each class that threads share. */
final class Mutants {

    private static final String ENGINE = "weir-engine/src/main/java/io/weir/engine/";
    private static final String KAFKA = "weir-connector-kafka/src/main/java/io/weir/kafka/";

    private static final String RING = ENGINE + "exchange/SpscRing.java";
    private static final String CHANNEL = ENGINE + "exchange/Channel.java";
    private static final String OUTBOUND = ENGINE + "exchange/Outbound.java";
    private static final String SIGN = ENGINE + "worker/ParkingSign.java";
    private static final String WORKER = ENGINE + "worker/Worker.java";
    private static final String LANE = ENGINE + "local/ThreadLane.java";
    private static final String DIRECTORY_LOCK = ENGINE + "local/JobDirectoryLock.java";
    private static final String MAILBOX = ENGINE + "task/Mailbox.java";
    private static final String LIST = ENGINE + "state/ListValue.java";
    private static final String JOB = ENGINE + "job/Job.java";
    private static final String PROGRESS = KAFKA + "SendProgress.java";
    private static final String POOL = KAFKA + "ProducerPool.java";
    private static final String SEALED = KAFKA + "SealedTransaction.java";
    private static final String SEALED_ALL = KAFKA + "SealedTransactions.java";
    private static final String WRITER = KAFKA + "KafkaWriter.java";
    private static final String CONSUMER = KAFKA + "PartitionConsumer.java";

    /** For jcstress, in rounds: those of a round do not meet in a test, so that each is caught for its own sake. */
    static final List<List<Mutant>> OF_MEMORY = List.of(
            List.of(
                    new Mutant(
                            "the ring shows a slot before it is filled, with what was there before",
                            RING,
                            Map.of(
                                    "            ELEMENT.set(elements, (int) head & mask, null);\n",
                                    "",
                                    "ELEMENT.set(elements, (int) tail & mask, element);\n        TAIL.setRelease(indices, tail + 1);",
                                    "TAIL.setRelease(indices, tail + 1);\n        ELEMENT.set(elements, (int) tail & mask, element);"),
                            "io.weir.engine.exchange.RingPublication"),
                    Mutant.of(
                            "a mailbox finds its signal before it has the letter",
                            MAILBOX,
                            """
                            letters.add(letter);
                            signal.wake();
                    """,
                            """
                            Signal known = signal;
                            letters.add(letter);
                            known.wake();
                    """,
                            "io.weir.engine.task.MailboxBinding"),
                    Mutant.of(
                            "a list appends in its place, whoever shares the array",
                            LIST,
                            "target.used != size || size == target.array.length || size == 0",
                            "size == target.array.length",
                            "io.weir.engine.state.ListsOfTwoTasks"),
                    Mutant.of(
                            "a job is joined before what it held is freed", JOB, """
                                CompletableFuture<Void> unused = worker.thenAccept(Running::stop);
                    """, """
                                CompletableFuture<Void> unused = worker.thenAccept(Running::stop);
                                ended.complete(receipt);
                    """, "io.weir.engine.job.JobEnd"),
                    Mutant.of(
                            "a record is counted after its bytes",
                            PROGRESS,
                            """
                            acknowledgedCount++;
                            acknowledgedBytes = bytes;
                    """,
                            """
                            acknowledgedBytes = bytes;
                            acknowledgedCount++;
                    """,
                            "io.weir.kafka.AcknowledgedCount"),
                    Mutant.of(
                            "a producer given back looks first whether the pool is closed",
                            POOL,
                            """
                            free.add(producer);
                            if (closed) {
                    """,
                            """
                            boolean known = closed;
                            free.add(producer);
                            if (known) {
                    """,
                            "io.weir.kafka.PoolGiveBackAndClose"),
                    new Mutant(
                            "a producer is given back before it has committed",
                            SEALED,
                            Map.of("""
                                    try {
                                        producer.commit();
                            """, """
                                    pool.giveBack(producer);
                                    try {
                                        producer.commit();
                            """, """
                                        state.set(State.ENDED);
                                    }
                                    pool.giveBack(producer);
                            """, """
                                        state.set(State.ENDED);
                                    }
                            """),
                            "io.weir.kafka.ProducerHandOver"),
                    new Mutant(
                            "a fetch looks whether the reader has stopped before there is a consumer to wake",
                            CONSUMER,
                            Map.of(
                                    "Consumer<byte[], byte[]> from = opened();\n        if (stopped",
                                    "boolean known = stopped;\n        Consumer<byte[], byte[]> from = opened();\n        if (known"),
                            "io.weir.kafka.ConsumerStop")),
            List.of(
                    Mutant.of(
                            "the ring frees a slot before it is cleared",
                            RING,
                            """
                                ELEMENT.set(elements, (int) head & mask, null);
                                HEAD.setRelease(indices, head + 1);
                    """,
                            """
                                HEAD.setRelease(indices, head + 1);
                                ELEMENT.set(elements, (int) head & mask, null);
                    """,
                            "io.weir.engine.exchange.RingWrap"),
                    Mutant.of(
                            "a mailbox wakes before it has the letter",
                            MAILBOX,
                            """
                            letters.add(letter);
                            signal.wake();
                    """,
                            """
                            signal.wake();
                            letters.add(letter);
                    """,
                            "io.weir.engine.worker.MailboxParks"),
                    Mutant.of(
                            "a list appends to an array that a longer one uses",
                            LIST,
                            "target.used != size || ",
                            "",
                            "io.weir.engine.state.ListCapture"),
                    Mutant.of(
                            "a writer looks first, then asks to be woken",
                            PROGRESS,
                            """
                            wakeUpAtBytes = bytes;
                            return acknowledgedBytes >= bytes;
                    """,
                            """
                            boolean already = acknowledgedBytes >= bytes;
                            wakeUpAtBytes = bytes;
                            return already;
                    """,
                            "io.weir.kafka.AcknowledgedWakes"),
                    Mutant.of("discarding is not atomic", SEALED, """
                            if (state.compareAndSet(State.SEALED, State.ENDED)) {
                    """, """
                            if (state.get() == State.SEALED) {
                                state.set(State.ENDED);
                    """, "io.weir.kafka.CommitAndDiscard"),
                    Mutant.of(
                            "the pool wakes before it has the producer",
                            POOL,
                            """
                            free.add(producer);
                            if (closed) {
                    """,
                            """
                            context.wakeUp();
                            free.add(producer);
                            if (closed) {
                    """,
                            "io.weir.kafka.PoolGiveBackWakes"),
                    Mutant.of(
                            "the writer goes on before everything is acknowledged",
                            WRITER,
                            """
                                transaction.flush();
                                flushing = false;
                    """,
                            """
                                flushing = false;
                                transaction.flush();
                    """,
                            "io.weir.kafka.WriterOrder")),
            List.of(
                    Mutant.of(
                            "a batch is given back before it is emptied",
                            CHANNEL,
                            """
                            batch.clear();
                            emptied.offer(batch);
                    """,
                            """
                            emptied.offer(batch);
                            batch.clear();
                    """,
                            "io.weir.engine.exchange.BatchRecycling"),
                    Mutant.of(
                            "the waker looks at the sign without a fence",
                            SIGN,
                            """
                            VarHandle.fullFence();
                            return up;
                    """,
                            """
                            return up;
                    """,
                            "io.weir.engine.worker.ConsumerParks"),
                    Mutant.of(
                            "a writer is woken before its request is dropped",
                            PROGRESS,
                            """
                                wakeUpAtBytes = NO_WAKE_UP;
                                context.wakeUp();
                    """,
                            """
                                context.wakeUp();
                                wakeUpAtBytes = NO_WAKE_UP;
                    """,
                            "io.weir.kafka.AcknowledgedWakesAgain"),
                    Mutant.of(
                            "a transaction sealed after the end is kept",
                            SEALED_ALL,
                            """
                                if (!closed) {
                                    sealed.removeIf(SealedTransaction::ended);
                                    sealed.add(transaction);
                                    return;
                                }
                    """,
                            """
                                sealed.add(transaction);
                                if (!closed) {
                                    return;
                                }
                                if (closed) {
                                    return;
                                }
                    """,
                            "io.weir.kafka.SealedAfterEnd")),
            List.of(
                    new Mutant(
                            "the worker puts up its sign without a fence",
                            SIGN,
                            Map.of("private volatile boolean up;", "private boolean up;", """
                                    up = true;
                                    VarHandle.fullFence();
                            """, """
                                    up = true;
                            """),
                            "io.weir.engine.worker.ProducerParks"),
                    Mutant.of(
                            "a batch is filled on after it was handed over",
                            OUTBOUND,
                            "            batch = channel.emptyBatch();\n",
                            "",
                            "io.weir.engine.exchange.BatchHandOver")),
            List.of(
                    Mutant.of(
                            "a channel wakes its consumer before it has the item",
                            CHANNEL,
                            """
                            boolean offered = items.offer(item);
                            if (offered) {
                                consumer.wake();
                            }
                    """,
                            """
                            consumer.wake();
                            boolean offered = items.offer(item);
                    """,
                            "io.weir.engine.worker.ConsumerParks"),
                    Mutant.of(
                            "a channel wakes its producer before there is room",
                            CHANNEL,
                            """
                            items.poll();
                            producer.wake();
                    """,
                            """
                            producer.wake();
                            items.poll();
                    """,
                            "io.weir.engine.worker.ProducerParks")));

    /** For Lincheck and threads. */
    static final List<Mutant> OF_CHECKS = List.of(
            Mutant.of(
                    "the ring looks at what it remembers of the consumer, and not whether that is the last slot",
                    RING,
                    "return indices.cachedHead <= limit;",
                    "return indices.cachedHead < limit;",
                    "io.weir.engine.exchange.RingModel"),
            Mutant.of(
                    "the ring frees a slot before it has looked at the element",
                    RING,
                    """
                                ELEMENT.set(elements, (int) head & mask, null);
                                HEAD.setRelease(indices, head + 1);
                    """,
                    """
                                HEAD.setRelease(indices, head + 1);
                                ELEMENT.set(elements, (int) head & mask, null);
                    """,
                    "io.weir.engine.exchange.RingModel"),
            Mutant.of(
                    "the mailbox is no concurrent queue",
                    MAILBOX,
                    "new ConcurrentLinkedQueue<>()",
                    "new java.util.ArrayDeque<>()",
                    "io.weir.engine.task.MailboxModel"),
            Mutant.of(
                    "a producer given back looks at the pool, then waits there",
                    POOL,
                    """
                            free.add(producer);
                            if (closed) {
                    """,
                    """
                            boolean known = closed;
                            free.add(producer);
                            if (known) {
                    """,
                    "io.weir.kafka.PoolModel"),
            Mutant.of(
                    "two commits may both win",
                    SEALED,
                    "if (!state.compareAndSet(State.SEALED, State.COMMITTING)) {",
                    "if (state.get() != State.SEALED || state.getAndSet(State.COMMITTING) == null) {",
                    "io.weir.kafka.SealedModel"),
            Mutant.of(
                    "the worker parks without another look",
                    WORKER,
                    "if (!turn() && !stopped) {",
                    "if (!stopped) {",
                    "io.weir.engine.worker.WorkerSignals"),
            Mutant.of(
                    "a closed lane throws",
                    LANE,
                    "new ThreadPoolExecutor.DiscardPolicy()",
                    "new ThreadPoolExecutor.AbortPolicy()",
                    "io.weir.engine.local.LaneEnd"),
            Mutant.of(
                    "two threads give a directory back at a time",
                    DIRECTORY_LOCK,
                    "synchronized void release() {",
                    "void release() {",
                    "io.weir.engine.local.LockRelease"));

    private Mutants() {}
}
