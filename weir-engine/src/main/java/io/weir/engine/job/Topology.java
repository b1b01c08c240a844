package io.weir.engine.job;

import io.weir.engine.exchange.Channel;
import io.weir.engine.exchange.InputGate.Entering;
import io.weir.engine.exchange.Outlet;
import io.weir.engine.job.SubtaskChain.Leaving;
import io.weir.engine.plan.PhysicalPlan;
import io.weir.engine.plan.PhysicalPlan.Edge;
import io.weir.engine.plan.PhysicalPlan.Vertex;
import io.weir.engine.task.Mailbox;
import java.util.ArrayList;
import java.util.List;

/**
 * The mailboxes of all subtasks of a plan, and the channels between them.
 *
 * <p>Where an edge is not partitioned and both sides have as many subtasks, a subtask has one channel, to its counterpart. Everywhere else each producer has a
 * channel to each consumer, so that barriers reach every one.
 *
 * <p>Threading: confined to the thread that builds the attempt.
 */
final class Topology {

    private final PhysicalPlan plan;
    private final int channelCapacity;
    private final List<List<Mailbox>> mailboxes = new ArrayList<>();
    private final List<Channel[][]> channels = new ArrayList<>();

    /** @param channelCapacity of each channel */
    Topology(PhysicalPlan plan, int channelCapacity) {
        this.plan = plan;
        this.channelCapacity = channelCapacity;
        for (Vertex vertex : plan.vertices()) {
            List<Mailbox> ofVertex = new ArrayList<>();
            for (int i = 0; i < vertex.parallelism(); i++) {
                ofVertex.add(new Mailbox());
            }
            mailboxes.add(ofVertex);
        }
        for (Edge edge : plan.edges()) {
            channels.add(connect(edge));
        }
    }

    Mailbox mailbox(Vertex vertex, int subtask) {
        return mailboxes.get(vertex.index()).get(subtask);
    }

    /** Returns the channels that come into a subtask. */
    List<Entering> entering(Vertex vertex, int subtask) {
        List<Entering> entering = new ArrayList<>();
        for (Edge edge : plan.edges()) {
            if (edge.toVertex() == vertex.index()) {
                for (Channel[] ofProducer : channels.get(edge.index())) {
                    Channel channel = ofProducer[subtask];
                    if (channel != null) {
                        entering.add(new Entering(channel, edge.side()));
                    }
                }
            }
        }
        return entering;
    }

    /** Returns a subtask's side of the edges that leave its vertex. */
    List<Leaving> leaving(Vertex vertex, int subtask) {
        List<Leaving> leaving = new ArrayList<>();
        for (Edge edge : plan.edges()) {
            if (edge.fromVertex() == vertex.index()) {
                int consumers = plan.vertices().get(edge.toVertex()).parallelism();
                List<Channel> own = new ArrayList<>();
                for (Channel channel : channels.get(edge.index())[subtask]) {
                    if (channel != null) {
                        own.add(channel);
                    }
                }
                int consumer = own.size() == 1 ? 0 : Edge.consumerOf(subtask, vertex.parallelism(), consumers);
                leaving.add(new Leaving(edge, new Outlet(own), consumers, consumer));
            }
        }
        return leaving;
    }

    private Channel[][] connect(Edge edge) {
        List<Mailbox> producers = mailboxes.get(edge.fromVertex());
        List<Mailbox> consumers = mailboxes.get(edge.toVertex());
        boolean counterparts = edge.key() == null && !edge.broadcast() && producers.size() == consumers.size();
        Channel[][] connected = new Channel[producers.size()][consumers.size()];
        for (int p = 0; p < producers.size(); p++) {
            for (int c = 0; c < consumers.size(); c++) {
                if (!counterparts || p == c) {
                    Channel channel = new Channel(channelCapacity);
                    channel.connect(producers.get(p)::wake, consumers.get(c)::wake);
                    connected[p][c] = channel;
                }
            }
        }
        return connected;
    }
}
