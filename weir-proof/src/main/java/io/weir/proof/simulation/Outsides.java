package io.weir.proof.simulation;

import io.weir.proof.database.SimDatabase;
import io.weir.proof.database.SqlDatabase;
import io.weir.proof.kafka.SimKafka;
import io.weir.proof.workload.Event;
import io.weir.proof.workload.Input;
import io.weir.proof.workload.OutputCheck;
import io.weir.proof.workload.Result;
import io.weir.proof.workload.UpsertCheck;
import io.weir.sink.Sink;
import io.weir.testkit.world.SimDisk;
import io.weir.testkit.world.SimProcess;
import io.weir.testkit.world.SimWorld;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The places that the sinks of a job write to, and the readers that look at them.
 *
 * <p>Threading: confined to the world.
 */
final class Outsides {

    private final Profile profile;
    private final Input input;
    private final @Nullable SqlDatabase database;
    private final List<Outside> places = new ArrayList<>();

    Outsides(Profile profile, SimWorld world, SimKafka kafka, Input input, ProtocolOracle oracle) {
        this.profile = profile;
        this.input = input;
        this.database = profile.sinks().stream().anyMatch(SinkKind::isSql) ? new SqlDatabase(world, "sql") : null;
        SimDatabase.Witness witness = (rows, entries) -> entries.forEach((name, checkpointId) -> {
            if (name.startsWith("ledger")) {
                oracle.visible(checkpointId, name);
            }
        });
        List<OutputCheck> checks = Checks.of(profile);
        for (int i = 0; i < checks.size(); i++) {
            OutputCheck check = checks.get(i);
            input.tell(check);
            SinkKind kind = profile.sinks().get(i);
            places.add(
                    database != null && kind.isSql()
                            ? new SqlTable(check, database, kind.upsertBy(check), witness)
                            : Outside.of(kind, check.sink(), world, kafka, check, witness));
        }
    }

    /** Makes the sinks of a process. */
    List<Sink<Result, ?>> sinksOf(SimProcess process) {
        process.shareLocks(this::lockOf);
        List<Sink<Result, ?>> sinks = new ArrayList<>();
        places.forEach(place -> sinks.add(place.sinkOf(process)));
        return sinks;
    }

    private @Nullable String lockOf(String lane) {
        for (Outside place : places) {
            if (place.holdsLocks() && lane.contains("/" + place.check().sink() + "/")) {
                return place.check().sink();
            }
        }
        return null;
    }

    /** Looks at what is new. Throws {@link Violation} if something is wrong with it. */
    void look() {
        for (Outside place : places) {
            String wrong = place.look();
            if (wrong != null) {
                throw new Violation(wrong);
            }
        }
    }

    /** Returns how many records are still to come. */
    int missing() {
        int missing = 0;
        for (Outside place : places) {
            missing += place.check().outstanding();
        }
        return missing;
    }

    /** Returns whether every sink that gets an event has shown what comes of it. */
    boolean show(Event event) {
        return places.stream().allMatch(place -> place.check().has(event));
    }

    void losePower() {
        places.forEach(Outside::losePower);
    }

    void goDown(long nanos) {
        if (database != null) {
            database.goDown(nanos);
        }
    }

    /** Returns whether something has been left behind that may go by itself. */
    boolean isSettling() {
        return places.stream().anyMatch(place -> place.leftBehind() != null);
    }

    void checkFinished() {
        for (Outside place : places) {
            String unfinished = place.unfinished();
            if (unfinished != null) {
                throw new Violation(
                        "I7 nothing is left open: the job has ended, and has left " + unfinished + " of " + this);
            }
        }
    }

    /** What must hold when the job has ended and all has settled. */
    void audit(SimDisk disk) {
        look();
        places.forEach(Outside::jobEnded);
        look();
        Checks.atEnd(profile.shape(), places, input, disk);
        for (Outside place : places) {
            int missing = input.missing(place.check());
            if (missing > 0) {
                throw new Violation("I4, I11 no loss: the job has ended, and sink "
                        + place.check().sink() + " lacks " + missing + " of "
                        + input.events().size() + " events");
            }
        }
        checkAgreement();
        for (Outside place : places) {
            String left = place.leftBehind();
            if (left != null) {
                throw new Violation("I7 nothing is left behind: " + left);
            }
        }
    }

    /** Sinks of one stream stand for the same results: also those that may differ from run to run, as how the events of several partitions come one after the other. */
    private void checkAgreement() {
        OutputCheck first = places.get(0).check();
        for (Outside place : places.subList(Math.min(2, places.size()), places.size())) {
            OutputCheck other = place.check();
            boolean comparable = !(first instanceof UpsertCheck || other instanceof UpsertCheck);
            if (comparable && first.digest() != other.digest()) {
                throw new Violation("I1 one cut for all sinks: " + first.sink() + " and " + other.sink()
                        + " have been given the same stream, and show other results");
            }
        }
    }

    @Override
    public String toString() {
        return places.toString();
    }

    /** Frees what lies outside of the world. */
    void close() {
        if (database != null) {
            database.close();
        }
    }
}
