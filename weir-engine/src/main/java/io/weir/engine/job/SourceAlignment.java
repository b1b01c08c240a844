package io.weir.engine.job;

import io.weir.engine.task.SourceHandle;
import io.weir.time.Timestamps;
import io.weir.time.WatermarkAlignment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Keeps the sources of each alignment group together in event time: hears how far their subtasks have come, and tells all of them how far splits may go. A subtask of which
 * nothing is known yet holds nobody back; neither does one that is idle or at its end.
 *
 * <p>Threading: joined by the thread that builds the attempt, then confined to the coordinator's.
 */
final class SourceAlignment {

    private final Map<Integer, Group> byTask = new LinkedHashMap<>();
    private final Map<String, Group> byName = new LinkedHashMap<>();

    private record Member(long maxDriftMillis, SourceHandle handle) {}

    private static final class Group {
        private final List<Member> members = new ArrayList<>();
        private final Map<Integer, Long> times = new LinkedHashMap<>();
        private long least = Timestamps.MAX;
    }

    void join(int task, WatermarkAlignment alignment, SourceHandle handle) {
        Group group = byName.computeIfAbsent(alignment.group(), unused -> new Group());
        group.members.add(new Member(alignment.maxDrift().toMillis(), handle));
        byTask.put(task, group);
    }

    /**
     * A subtask tells how far it has come.
     *
     * @param time {@link Timestamps#MAX} if it is idle or at its end
     */
    void reported(int task, long time) {
        Group group = byTask.get(task);
        if (group == null) {
            return;
        }
        group.times.put(task, time);
        long least = Timestamps.MAX;
        for (long each : group.times.values()) {
            least = Math.min(least, each);
        }
        if (least != group.least) {
            group.least = least;
            for (Member member : group.members) {
                boolean unbounded = least > Timestamps.MAX - member.maxDriftMillis();
                member.handle().align(unbounded ? Timestamps.MAX : least + member.maxDriftMillis());
            }
        }
    }
}
