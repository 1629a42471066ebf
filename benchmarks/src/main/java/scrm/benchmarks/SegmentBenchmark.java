package scrm.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import scrm.stores.StoresPlan;

/**
 * J4: who is meant by conditions. The index alone at sizes up to ten million contacts, beside the bare loop over bits;
 * then the whole service on its stores, beside the database's own plans, with changes running.
 */
final class SegmentBenchmark implements Job {
    @Override
    public String name() {
        return "J4";
    }

    @Override
    public String title() {
        return "segments: counts and pages of random conditions over ten million contacts";
    }

    @Override
    public List<Result> run(JobSettings settings) throws IOException, InterruptedException {
        List<Result> results = new ArrayList<>();
        for (int contacts : settings.smoke() ? List.of(100_000) : List.of(625_000, 2_500_000, 10_000_000)) {
            results.addAll(new SegmentIndexRounds(settings, contacts).measure());
        }
        StoresPlan plan = new StoresPlan(
                settings.work(), StoresPlan.Database.MARIADB, true, false, settings.smoke() ? 256 : 3_072);
        try (ServiceStack stack = ServiceStack.start(settings, plan, 1)) {
            results.addAll(new SegmentServiceRounds(settings, stack).measure());
        }
        return results;
    }
}
