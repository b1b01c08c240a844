package io.weir.kafka;

import io.weir.runtime.IoLane;
import io.weir.runtime.StageContext;
import io.weir.source.InputStatus;
import io.weir.source.SourceOutput;
import io.weir.source.SourceReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Reads the partitions of one subtask: fetches on a lane, decodes on the task.
 *
 * <p>Threading: confined to the task.
 *
 * <p>Invariants:
 * <ul>
 *   <li>S1: fetched batches that wait and fetches under way are together no more than {@link #FETCHES_MAX}.
 *   <li>S2: a position moves only over records that were emitted, rejected or passed over, and over what is no record.
 * </ul>
 */
final class KafkaReader<T> implements SourceReader<T, KafkaSplit> {

    /** One batch is decoded while the next waits and a third is fetched. */
    private static final int FETCHES_MAX = 3;

    /** Enough that the lane always has the next fetch at hand, few enough that new splits do not wait long. */
    private static final int FETCHES_UNDER_WAY_MAX = 2;

    private final StageContext context;
    private final IoLane lane;
    private final PartitionConsumer consumer;
    private final BatchDecoder<T> decoder;
    private final @Nullable GroupOffsets groupOffsets;
    private final Map<TopicPartition, SplitPosition> positions = new LinkedHashMap<>();
    private final ArrayDeque<ConsumerRecords<byte[], byte[]>> fetched = new ArrayDeque<>();

    /** Splits at their end that the engine has not been told of. */
    private final List<String> ended = new ArrayList<>();

    private int fetchesUnderWay;
    private int unfinishedCount;
    private boolean noMoreSplits;
    private boolean closed;

    KafkaReader(StageContext context, SourceSettings<T> settings) {
        this.context = context;
        this.lane = context.lane("fetch");
        this.consumer = new PartitionConsumer(settings, "source " + context.stageName());
        this.decoder = new BatchDecoder<>(settings.decoder(), positions);
        this.groupOffsets = settings.groupId() == null ? null : new GroupOffsets();
    }

    @Override
    public void addSplits(List<KafkaSplit> splits) {
        List<KafkaSplit> unfinished = new ArrayList<>();
        for (KafkaSplit split : splits) {
            positions.put(split.topicPartition(), new SplitPosition(split));
            if (split.atEnd()) {
                ended.add(split.splitId());
            } else {
                unfinished.add(split);
            }
        }
        if (unfinished.isEmpty()) {
            return;
        }
        unfinishedCount += unfinished.size();
        lane.submit(StageContext.action(() -> consumer.add(unfinished)), done -> {});
        fetch();
    }

    @Override
    public void noMoreSplits() {
        noMoreSplits = true;
        context.wakeUp();
    }

    private void fetch() {
        while (!closed
                && unfinishedCount > 0
                && fetchesUnderWay < FETCHES_UNDER_WAY_MAX
                && fetchesUnderWay + fetched.size() < FETCHES_MAX) {
            fetchesUnderWay++;
            lane.submit(consumer::poll, this::fetched);
        }
    }

    private void fetched(ConsumerRecords<byte[], byte[]> batch) {
        fetchesUnderWay--;
        // A batch without records may still move positions: over the markers of transactions.
        if (!batch.isEmpty() || !batch.nextOffsets().isEmpty()) {
            fetched.add(batch);
            context.wakeUp();
        }
        fetch();
    }

    @Override
    public InputStatus poll(SourceOutput<T> output, int countMax) {
        int left = countMax;
        release(output);
        while (left > 0) {
            if (decoder.done() && !beginNextBatch()) {
                break;
            }
            left -= decoder.emit(output, left);
            if (decoder.done()) {
                finishSplits();
                release(output);
            }
        }
        fetch();
        if (!decoder.done() || !fetched.isEmpty()) {
            return InputStatus.MORE_AVAILABLE;
        }
        return noMoreSplits && unfinishedCount == 0 ? InputStatus.END_OF_INPUT : InputStatus.NOTHING_AVAILABLE;
    }

    private boolean beginNextBatch() {
        ConsumerRecords<byte[], byte[]> next = fetched.poll();
        if (next == null) {
            return false;
        }
        decoder.begin(next);
        return true;
    }

    /** Stops fetching the splits that the last batch brought to their end. */
    private void finishSplits() {
        Set<TopicPartition> finished = new HashSet<>(0);
        for (TopicPartition partition : decoder.finished()) {
            finished.add(partition);
            ended.add(splitIdOf(partition));
        }
        if (!finished.isEmpty()) {
            unfinishedCount -= finished.size();
            lane.submit(StageContext.action(() -> consumer.remove(finished)), done -> {});
        }
    }

    /** What has been fetched still comes: at most {@link #FETCHES_MAX} batches. */
    @Override
    public void pauseOrResumeSplits(Collection<String> splitsToPause, Collection<String> splitsToResume) {
        Set<TopicPartition> toPause = partitionsOf(splitsToPause);
        Set<TopicPartition> toResume = partitionsOf(splitsToResume);
        lane.submit(StageContext.action(() -> consumer.pauseOrResume(toPause, toResume)), done -> {});
    }

    private Set<TopicPartition> partitionsOf(Collection<String> splitIds) {
        Set<TopicPartition> partitions = new HashSet<>();
        positions.forEach((partition, position) -> {
            if (splitIds.contains(position.splitId())) {
                partitions.add(partition);
            }
        });
        return partitions;
    }

    private String splitIdOf(TopicPartition partition) {
        return Objects.requireNonNull(positions.get(partition), "a partition that was assigned")
                .splitId();
    }

    /** Event time does not wait for splits at their end. */
    private void release(SourceOutput<T> output) {
        if (!ended.isEmpty()) {
            ended.forEach(output::releaseOutputForSplit);
            ended.clear();
        }
    }

    @Override
    public List<KafkaSplit> snapshot(long checkpointId) {
        List<KafkaSplit> splits = new ArrayList<>(positions.size());
        for (SplitPosition position : positions.values()) {
            splits.add(position.snapshot());
        }
        if (groupOffsets != null) {
            groupOffsets.remember(checkpointId, splits);
        }
        return splits;
    }

    @Override
    public void checkpointCommitted(long checkpointId) {
        if (groupOffsets != null && groupOffsets.due(checkpointId, context.nanoTime())) {
            show(groupOffsets);
        }
    }

    private void show(GroupOffsets offsets) {
        Map<TopicPartition, OffsetAndMetadata> latest = new HashMap<>(offsets.takeLatest());
        if (!latest.isEmpty()) {
            lane.submit(StageContext.action(() -> consumer.show(latest)), done -> {});
        }
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        consumer.stop();
        if (groupOffsets != null) {
            show(groupOffsets);
        }
        lane.submit(StageContext.action(consumer::close), done -> {});
    }
}
