package io.weir.proof.simulation;

import io.weir.proof.database.SimDatabase;
import io.weir.proof.database.SqlDatabase;
import io.weir.proof.database.SqlPrepared;
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
    private final List<SqlDatabase> databases = new ArrayList<>();
    private final List<Outside> places = new ArrayList<>();

    /** Where sinks write to that stage their rows; null if there is none. */
    private @Nullable SqlDatabase staging;

    Outsides(Profile profile, SimWorld world, SimKafka kafka, Input input, ProtocolOracle oracle) {
        this.profile = profile;
        this.input = input;
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
                    kind.stagesSql() || kind.prepares()
                            ? table(kind, check, world, witness)
                            : Outside.of(kind, check.sink(), world, kafka, check, witness));
        }
    }

    /** Sinks that stage write to one database; one that prepares has its own, as SQLite has one writer at a time. */
    private SqlTable table(SinkKind kind, OutputCheck check, SimWorld world, SimDatabase.Witness witness) {
        if (kind.stagesSql()) {
            if (staging == null) {
                staging = added(new SqlDatabase(world, "sql"));
            }
            return new SqlTable(check, staging, kind.upsertBy(check), null, witness);
        }
        SqlDatabase database = added(new SqlDatabase(world, "sql of " + check.sink()));
        SqlPrepared prepared = new SqlPrepared(
                database, world.entropy("prepared by " + check.sink()), kind == SinkKind.JDBC_PREPARED_STAYING);
        return new SqlTable(check, database, null, prepared, witness);
    }

    private SqlDatabase added(SqlDatabase database) {
        databases.add(database);
        return database;
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
        databases.forEach(database -> database.goDown(nanos));
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
        databases.forEach(SqlDatabase::close);
    }
}
