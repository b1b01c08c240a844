package io.weir.engine.inspect;

import io.weir.error.WeirException;

/** A question to an outside system, whose failures are told in words. */
final class Asked {

    private Asked() {}

    /** What is asked. */
    @FunctionalInterface
    interface Question<R> {
        R ask() throws Exception;
    }

    /**
     * Asks.
     *
     * @throws WeirException if there is no answer
     */
    static <R> R of(String sink, Question<R> question) {
        try {
            return question.ask();
        } catch (WeirException e) {
            throw e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed(sink, e);
        } catch (Exception e) {
            throw failed(sink, e);
        }
    }

    private static WeirException failed(String sink, Exception cause) {
        return WeirException.external(
                "sink-not-asked",
                "sink \"" + sink + "\" cannot be asked what the job has there",
                cause.toString(),
                "see whether the outside system is well, and that the pipeline names it rightly",
                cause);
    }
}
