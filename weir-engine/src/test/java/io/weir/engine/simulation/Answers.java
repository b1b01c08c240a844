package io.weir.engine.simulation;

import io.weir.async.AsyncFunction;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A service that a test answers for. Stands outside of the job: it survives crashes, and answers those who are gone. */
final class Answers {

    private final Map<String, List<CompletableFuture<Collection<String>>>> open = new LinkedHashMap<>();
    private int askedCount;
    private boolean prompt;
    private int openedCount;
    private int closedCount;

    AsyncFunction<String, String> function() {
        openedCount++;
        return new AsyncFunction<>() {
            @Override
            public CompletionStage<Collection<String>> asyncInvoke(String value) {
                askedCount++;
                CompletableFuture<Collection<String>> future = new CompletableFuture<>();
                if (prompt) {
                    future.complete(List.of(value));
                } else {
                    open.computeIfAbsent(value, unused -> new ArrayList<>()).add(future);
                }
                return future;
            }

            @Override
            public void close() {
                closedCount++;
            }
        };
    }

    /** Answers every request for the value, also those of earlier attempts. */
    void answer(String value) {
        List<CompletableFuture<Collection<String>>> asked = open.remove(value);
        if (asked != null) {
            asked.forEach(future -> future.complete(List.of(value)));
        }
    }

    /** Answers all that is asked, the latest first, and from now on at once. */
    void answerAll() {
        prompt = true;
        List<String> values = new ArrayList<>(open.keySet());
        for (int i = values.size() - 1; i >= 0; i--) {
            answer(values.get(i));
        }
    }

    List<String> open() {
        return List.copyOf(open.keySet());
    }

    void forget() {
        open.clear();
    }

    int askedCount() {
        return askedCount;
    }

    int openedCount() {
        return openedCount;
    }

    int closedCount() {
        return closedCount;
    }
}
