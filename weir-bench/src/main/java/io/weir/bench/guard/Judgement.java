package io.weir.bench.guard;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Holds measured ratios against recorded ones. Only a ratio far from its recorded value is a failure: machines are noisy, and a guard that cries without need
 * is switched off. One far above is a failure too: held against a record that is out of date, what becomes slower afterwards would not be seen.
 *
 * <p>Threading: Immutable.
 *
 * @param recorded what to hold against
 * @param partMin the part of the recorded ratio that is still well, between 0 and 1
 */
public record Judgement(RecordedRatios recorded, double partMin) {

    /** What comes of a pipeline. */
    public enum Verdict {
        WELL,
        /** Faster than recorded by as much as would be a failure the other way: the record is out of date. */
        FAR_ABOVE,
        FAR_BELOW,
        /** There is nothing to hold it against. */
        NOT_RECORDED,
        /** It was recorded, and is not measured any more. */
        NOT_MEASURED;

        public boolean isFailure() {
            return this != WELL;
        }
    }

    public Judgement {
        if (!(partMin > 0 && partMin < 1)) {
            throw new IllegalArgumentException("a part lies between 0 and 1: partMin=" + partMin);
        }
    }

    /** Returns the verdict on each pipeline, measured or recorded. */
    public Map<String, Verdict> of(Map<String, Double> measured) {
        Map<String, Verdict> verdicts = new TreeMap<>();
        recorded.ratios().keySet().forEach(name -> verdicts.put(name, Verdict.NOT_MEASURED));
        measured.forEach((name, ratio) -> verdicts.put(name, verdict(name, ratio)));
        return verdicts;
    }

    private Verdict verdict(String name, double ratio) {
        Double before = recorded.ratios().get(name);
        if (before == null) {
            return Verdict.NOT_RECORDED;
        }
        // Not a number is no ratio that is well.
        if (!(ratio >= before * partMin)) {
            return Verdict.FAR_BELOW;
        }
        return ratio > before / partMin ? Verdict.FAR_ABOVE : Verdict.WELL;
    }

    /** Returns a line for people on one pipeline. */
    public String line(String name, double ratio, Verdict verdict) {
        double before = recorded.ratios().getOrDefault(name, Double.NaN);
        return switch (verdict) {
            case WELL -> text("%s: %.2f of the loop, recorded %.2f: well", name, ratio, before);
            case FAR_ABOVE ->
                text("%s: %.2f of the loop, recorded %.2f: FAR ABOVE, so record anew", name, ratio, before);
            case FAR_BELOW ->
                text(
                        "%s: %.2f of the loop, recorded %.2f: FAR BELOW, less than %.0f %% of it",
                        name, ratio, before, partMin * 100);
            case NOT_RECORDED -> text("%s: %.2f of the loop, NOT RECORDED", name, ratio);
            case NOT_MEASURED -> text("%s: recorded %.2f, and NOT MEASURED any more", name, before);
        };
    }

    private static String text(String form, Object... values) {
        return String.format(Locale.ROOT, form, values);
    }
}
