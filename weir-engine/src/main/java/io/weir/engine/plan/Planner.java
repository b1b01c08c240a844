package io.weir.engine.plan;

import io.weir.engine.operator.SlicePlan;
import io.weir.engine.plan.PhysicalPlan.Edge;
import io.weir.engine.plan.PhysicalPlan.Vertex;
import io.weir.graph.Input;
import io.weir.graph.Operation;
import io.weir.graph.Stage;
import io.weir.graph.StageGraph;
import java.util.ArrayList;
import java.util.List;

/** Makes the physical plan of a graph: decides parallelism, fuses what needs no exchange, and lays edges between the rest. */
public final class Planner {

    private final StageGraph graph;
    private final int defaultParallelism;
    private final boolean combining;
    private final List<List<Stage>> fused = new ArrayList<>();
    private final int[] vertexOfStage;

    private Planner(StageGraph graph, int defaultParallelism, boolean combining) {
        this.graph = graph;
        this.defaultParallelism = defaultParallelism;
        this.combining = combining;
        this.vertexOfStage = new int[graph.stages().size()];
    }

    /**
     * @param defaultParallelism of stages that set none
     * @param combining whether records may be combined before an exchange. Not where barriers overtake: what they overtake is put into the checkpoint, as records
     */
    public static PhysicalPlan plan(StageGraph graph, int defaultParallelism, boolean combining) {
        return new Planner(graph, defaultParallelism, combining).plan();
    }

    private PhysicalPlan plan() {
        for (Stage stage : graph.stages()) {
            if (isFused(stage)) {
                int vertex = vertexOfStage[stage.inputs().get(0).stageId()];
                vertexOfStage[stage.id()] = vertex;
                fused.get(vertex).add(stage);
            } else {
                vertexOfStage[stage.id()] = fused.size();
                fused.add(new ArrayList<>(List.of(stage)));
            }
        }
        List<Vertex> vertices = new ArrayList<>();
        for (List<Stage> stages : fused) {
            vertices.add(new Vertex(vertices.size(), parallelismOf(stages.get(0)), stages));
        }
        return new PhysicalPlan(graph.name(), vertices, edges(vertices));
    }

    private List<Edge> edges(List<Vertex> vertices) {
        List<Edge> edges = new ArrayList<>();
        for (Vertex vertex : vertices) {
            for (Input input : vertex.root().inputs()) {
                edges.add(new Edge(
                        edges.size(),
                        vertexOfStage[input.stageId()],
                        input.stageId(),
                        input.tag(),
                        vertex.index(),
                        input.key(),
                        input.side(),
                        input.broadcast(),
                        combining && input.key() != null && SlicePlan.isCombinable(vertex.root())
                                ? vertex.root()
                                : null));
            }
        }
        return edges;
    }

    /** A stage joins the vertex of its input if each of its records comes from the same subtask of it anyway. */
    private boolean isFused(Stage stage) {
        if (stage.inputs().size() != 1 || holdsBack(stage)) {
            return false;
        }
        Input input = stage.inputs().get(0);
        int parallelism = parallelismOf(stage);
        return parallelism == parallelismOf(graph.stages().get(input.stageId()))
                && (input.key() == null || parallelism == 1);
    }

    /** What such a stage holds back must not hold back what other stages of a vertex emit: it is the first of its own. */
    private static boolean holdsBack(Stage stage) {
        return stage.operation() instanceof Operation.Async;
    }

    private int parallelismOf(Stage stage) {
        int wanted = stage.parallelism() > 0 ? stage.parallelism() : defaultParallelism;
        return stage.operation() instanceof Operation.Write write
                ? Math.min(wanted, write.sink().parallelismMax())
                : wanted;
    }
}
