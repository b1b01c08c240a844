package io.weir.engine.job;

import io.weir.engine.checkpoint.InFlightCodec;
import io.weir.engine.exchange.InFlight;
import io.weir.engine.exchange.KeyGroups;
import io.weir.engine.exchange.KeyHasher;
import io.weir.engine.journal.CheckpointData.InFlightRecords;
import io.weir.engine.journal.RestoredCheckpoint;
import io.weir.engine.operator.KeyReader;
import io.weir.engine.plan.PhysicalPlan;
import io.weir.engine.plan.PhysicalPlan.Vertex;
import io.weir.error.ErrorKind;
import io.weir.error.WeirException;
import io.weir.graph.KeySelector;
import io.weir.graph.KeySelector.LongKey;
import io.weir.graph.KeySelector.ObjectKey;
import io.weir.graph.Operation;
import io.weir.graph.Stage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The records that were in flight in the restored checkpoint, divided anew among the subtasks that own their keys: the parallelism may be another one (I12: records
 * of one key stay in order). Where nothing says which key a record has, those of one subtask stay together and in order.
 *
 * <p>Threading: Immutable.
 */
final class RestoredInFlight {

    private final Map<Way, List<InFlight>> byWay;

    /** The stage that records are on their way to, and its side. */
    private record Way(String stage, int side) {}

    private RestoredInFlight(Map<Way, List<InFlight>> byWay) {
        this.byWay = byWay;
    }

    /**
     * Divides the records.
     *
     * @param checkpoint null on a first start
     */
    static RestoredInFlight of(@Nullable RestoredCheckpoint checkpoint, PhysicalPlan plan) {
        Map<Way, List<InFlight>> byWay = new HashMap<>();
        for (Vertex vertex : plan.vertices()) {
            for (Stage stage : vertex.stages()) {
                for (int side = 0; checkpoint != null && side < 2; side++) {
                    Way way = new Way(stage.name(), side);
                    List<InFlightRecords> blocks = checkpoint.inFlight().stream()
                            .filter(block -> way.equals(new Way(block.stage(), block.side())))
                            .toList();
                    if (!blocks.isEmpty()) {
                        byWay.put(way, divide(stage, side, vertex.parallelism(), blocks));
                    }
                }
            }
        }
        return new RestoredInFlight(byWay);
    }

    /** Returns the records on their way to one side of a subtask of a stage, in order. */
    InFlight of(String stage, int side, int subtask) {
        List<InFlight> divided = byWay.get(new Way(stage, side));
        return divided == null ? new InFlight() : divided.get(subtask);
    }

    /**
     * Returns whether sources have to wait until the records are through: where no key says which subtask takes a record, what comes behind it may come to another
     * one now (I12).
     */
    boolean mustSettle(PhysicalPlan plan) {
        for (Vertex vertex : plan.vertices()) {
            for (Stage stage : vertex.stages()) {
                if (stage.operation() instanceof Operation.Async async
                        && async.settings().isOrdered()
                        && byWay.containsKey(new Way(stage.name(), 0))) {
                    return true;
                }
            }
        }
        return false;
    }

    private static List<InFlight> divide(Stage stage, int side, int parallelism, List<InFlightRecords> blocks) {
        if (side >= sidesOf(stage.operation()) || stage.operation() instanceof Operation.BroadcastProcess) {
            throw WeirException.user(
                    "incompatible-in-flight",
                    "the checkpoint holds records on their way to the stage \"" + stage.name()
                            + "\", which is of another kind now",
                    "they belong to one of two streams, and the stage reads none such",
                    "start with the version of the pipeline that wrote them and stop it in good order: its last"
                            + " checkpoint has no records in flight");
        }
        if (stage.operation() instanceof Operation.Async async) {
            return divideUnkeyed(async, parallelism, blocks);
        }
        KeySelector key = StageKeys.of(stage, side);
        InFlight all = new InFlight();
        blocks.forEach(block -> InFlightCodec.decode(block, KeyReader.loaderOf(key), all));
        ToIntFunction<Object> owner = owner(key, parallelism);
        List<InFlight> divided =
                IntStream.range(0, parallelism).mapToObj(i -> new InFlight()).toList();
        try {
            for (int i = 0; i < all.size(); i++) {
                divided.get(owner.applyAsInt(all.value(i))).add(all.value(i), all.timestamp(i));
            }
        } catch (ClassCastException e) {
            throw new WeirException(
                    "incompatible-in-flight",
                    ErrorKind.USER,
                    "the checkpoint holds records on their way to the stage \"" + stage.name()
                            + "\", which takes others now",
                    String.valueOf(e.getMessage()),
                    "start with the version of the pipeline that wrote them and stop it in good order: its last"
                            + " checkpoint has no records in flight",
                    e);
        }
        return divided;
    }

    private static int sidesOf(Operation operation) {
        return operation instanceof Operation.CoProcess || operation instanceof Operation.PairWindowed ? 2 : 1;
    }

    private static List<InFlight> divideUnkeyed(Operation.Async async, int parallelism, List<InFlightRecords> blocks) {
        List<InFlight> divided =
                IntStream.range(0, parallelism).mapToObj(i -> new InFlight()).toList();
        ClassLoader ofOwner = async.owner().getClassLoader();
        ClassLoader loader = ofOwner != null ? ofOwner : ClassLoader.getSystemClassLoader();
        for (InFlightRecords block : blocks) {
            InFlightCodec.decode(block, loader, divided.get(block.subtask() % parallelism));
        }
        return divided;
    }

    private static ToIntFunction<Object> owner(KeySelector key, int parallelism) {
        if (key instanceof LongKey longKey) {
            return value -> KeyGroups.ownerOf(
                    KeyGroups.groupOf(KeyGroups.hash(longKey.function().applyAsLong(value))), parallelism);
        }
        ObjectKey objectKey = (ObjectKey) key;
        KeyHasher hasher = new KeyHasher();
        return value -> KeyGroups.ownerOf(
                KeyGroups.groupOf(hasher.hash(objectKey.function().apply(value))), parallelism);
    }
}
