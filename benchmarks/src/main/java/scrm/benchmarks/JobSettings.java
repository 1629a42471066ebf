package scrm.benchmarks;

import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * How a job is to be run.
 *
 * @param smoke under a minute instead of exact
 * @param seed decides all data
 * @param work a folder for data and logs, empty at the start
 * @param progress is told what is being done
 */
record JobSettings(boolean smoke, long seed, Path work, Consumer<String> progress) {}
