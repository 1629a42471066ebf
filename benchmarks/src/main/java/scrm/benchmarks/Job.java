package scrm.benchmarks;

import java.io.IOException;
import java.util.List;

/** One benchmark job. It measures, checks that what it measured was done right, and says whether the goals hold. */
interface Job {
    /** Its name, {@code J1} to {@code J7} or a word. */
    String name();

    /** What it measures, in a line. */
    String title();

    /** Measures. */
    List<Result> run(JobSettings settings) throws IOException, InterruptedException;
}
