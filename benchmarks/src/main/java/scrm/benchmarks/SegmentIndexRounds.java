package scrm.benchmarks;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.roaringbitmap.RoaringBitmap;

import scrm.tag.bitmap.BitmapFile;
import scrm.tag.bitmap.CorpIndex;
import scrm.tag.bitmap.Expression;
import scrm.tag.bitmap.Expression.All;
import scrm.tag.bitmap.Expression.Any;
import scrm.tag.bitmap.Expression.Has;
import scrm.tag.bitmap.Expression.None;
import scrm.tag.bitmap.Facts;
import scrm.tag.bitmap.Term;
import scrm.tag.bitmap.Term.Kind;

/**
 * The index alone: twenty draws of two thousand tags for each contact, the n-th tag a n-th as often as the first.
 * Beside it, in alternate rounds: one loop over raw bit arrays, which is as fast as memory is.
 */
final class SegmentIndexRounds {
    private static final int TAGS = 2_000;
    private static final int DRAWS = 20;
    private static final int CHUNK = 1 << 16;
    private static final int ROUNDS = 5;
    private static final int BUFFER = 1 << 20;

    private final JobSettings settings;
    private final int contacts;
    private final Term[] tags = new Term[TAGS];
    private final CorpIndex index = new CorpIndex();
    private final Random random;
    private long pairs;
    private long wrong;

    SegmentIndexRounds(JobSettings settings, int contacts) {
        this.settings = settings;
        this.contacts = contacts;
        this.random = new Random(settings.seed());
        Arrays.setAll(tags, tag -> new Term(Kind.TAG, "et" + tag));
    }

    List<Result> measure() throws IOException {
        String size = ", %,d contacts".formatted(contacts);
        settings.progress().accept("filling the index" + size);
        long begin = cpuNanos();
        fill();
        double seconds = (cpuNanos() - begin) / 1e9;
        List<Result> results = new ArrayList<>();
        results.add(Result.of("tags set while filling, a second and core" + size, pairs / seconds, "tags/s"));
        double megabytes = index.bytes() / 1e6;
        Result memory = Result.of("memory of the bitmaps" + size, megabytes, "MB");
        results.add(contacts == 10_000_000 ? memory.withGoal("<= 600", megabytes <= 600) : memory);

        List<Expression> expressions = expressions(settings.smoke() ? 100 : 1_000);
        expressions.forEach(index::count); // warm
        results.addAll(counts(size, expressions));
        results.addAll(pages(size, expressions));
        results.add(dense(size));
        results.addAll(updates(size));
        results.addAll(file(size));
        results.add(Result.of("wrong answers" + size, (double) wrong, "answers").withGoal("0", wrong == 0));
        return results;
    }

    /** Rates are those of a core, whoever else has work for it. */
    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private void fill() {
        for (int first = 0; first < contacts; first += CHUNK) {
            Facts facts = new Facts();
            for (int contact = first; contact < Math.min(contacts, first + CHUNK); contact++) {
                tell(facts, contact, 0);
            }
            index.add(facts);
        }
        for (Term tag : tags) {
            pairs += index.count(new Has(tag));
        }
    }

    private void tell(Facts facts, int contact, int edition) {
        facts.tellOf(contact, 0);
        for (int draw = 0; draw < DRAWS; draw++) {
            facts.set(tags[tag(contact, draw == 0 ? draw + DRAWS * edition : draw)], contact);
        }
    }

    /** The n-th tag a n-th as often as the first. */
    private int tag(int contact, int draw) {
        long bits = (contact * 0x9E3779B97F4A7C15L) ^ (draw + settings.seed()) * 0xC2B2AE3D27D4EB4FL;
        bits = (bits ^ bits >>> 31) * 0xBF58476D1CE4E5B9L;
        double drawn = ((bits ^ bits >>> 29) >>> 11) * 0x1.0p-53;
        return (int) Math.exp(drawn * Math.log(TAGS)) - 1;
    }

    /** Two to twelve terms: some intersected, one of them a union, some taken away. */
    private List<Expression> expressions(int number) {
        List<Expression> expressions = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            int terms = 2 + random.nextInt(11);
            List<Expression> all = new ArrayList<>();
            while (terms > 0) {
                int several = Math.min(terms, 1 + random.nextInt(4));
                List<Expression> some = new ArrayList<>();
                for (int term = 0; term < several; term++) {
                    some.add(new Has(tags[tag(random.nextInt(), 0)]));
                }
                terms -= several;
                all.add(several == 1 ? some.getFirst() : random.nextInt(4) == 0 ? new None(some) : new Any(some));
            }
            expressions.add(new All(all));
        }
        return expressions;
    }

    private List<Result> counts(String size, List<Expression> expressions) {
        settings.progress().accept("counting" + size);
        Samples millis = new Samples("ms");
        for (int round = 0; round < ROUNDS; round++) {
            List<Double> each = new ArrayList<>();
            for (Expression expression : expressions) {
                long begin = System.nanoTime();
                long count = index.count(expression);
                each.add((System.nanoTime() - begin) / 1e6);
                if (round == 0) {
                    wrong += count == index.members(expression).getLongCardinality() ? 0 : 1;
                }
            }
            millis.add("p50", Samples.percentile(each, 50));
            millis.add("p99", Samples.percentile(each, 99));
        }
        double p50 = millis.median("p50");
        double p99 = millis.median("p99");
        Result half = millis.alone("count, p50" + size, "p50");
        Result most = millis.alone("count, p99" + size, "p99");
        return contacts == 10_000_000
                ? List.of(half.withGoal("<= 0.7", p50 <= 0.7), most.withGoal("<= 3", p99 <= 3))
                : List.of(half, most);
    }

    private List<Result> pages(String size, List<Expression> expressions) {
        settings.progress().accept("paging" + size);
        Samples millis = new Samples("ms");
        for (int round = 0; round < ROUNDS; round++) {
            List<Double> each = new ArrayList<>();
            for (Expression expression : expressions) {
                long from = random.nextInt(contacts);
                long begin = System.nanoTime();
                RoaringBitmap page = index.members(expression, from, 50);
                each.add((System.nanoTime() - begin) / 1e6);
                if (round == 0) {
                    RoaringBitmap all = index.members(expression);
                    all.remove(0L, from);
                    wrong += all.limit(50).equals(page) ? 0 : 1;
                }
            }
            millis.add("p50", Samples.percentile(each, 50));
            millis.add("p99", Samples.percentile(each, 99));
        }
        double p50 = millis.median("p50");
        return List.of(
                millis.alone("page of 50 from anywhere, p50" + size, "p50").withGoal("<= 0.2", p50 <= 0.2),
                millis.alone("page of 50 from anywhere, p99" + size, "p99"));
    }

    /** Four of the most frequent tags and one less, as A and B and (C or D) and not E. */
    private Result dense(String size) {
        Expression expression = new All(List.of(
                new Has(tags[0]),
                new Has(tags[1]),
                new Any(List.of(new Has(tags[2]), new Has(tags[3]))),
                new None(List.of(new Has(tags[4])))));
        long[][] bits = new long[5][contacts / 64 + 1];
        for (int tag = 0; tag < bits.length; tag++) {
            long[] its = bits[tag];
            index.members(new Has(tags[tag])).forEach((int contact) -> its[contact >>> 6] |= 1L << contact);
        }
        Samples millis = new Samples("ms");
        for (int round = 0; round < 20 + ROUNDS * 4; round++) {
            long begin = System.nanoTime();
            long count = index.count(expression);
            long between = System.nanoTime();
            long right = loop(bits);
            long end = System.nanoTime();
            wrong += count == right ? 0 : 1;
            if (round >= 20) { // warm
                millis.add("index", (between - begin) / 1e6);
                millis.add("loop over bits", (end - between) / 1e6);
            }
        }
        Result result = millis.beside("count of five dense tags" + size, "index", "loop over bits");
        return result.withGoal("<= 2.5x", result.ratio() != null && result.ratio() <= 2.5);
    }

    private static long loop(long[][] bits) {
        long count = 0;
        for (int i = 0; i < bits[0].length; i++) {
            count += Long.bitCount(bits[0][i] & bits[1][i] & (bits[2][i] | bits[3][i]) & ~bits[4][i]);
        }
        return count;
    }

    /** What a checkpoint takes, but for the database. */
    private List<Result> file(String size) throws IOException {
        settings.progress().accept("writing and reading a file" + size);
        Path file = Files.createTempFile("bitmaps", ".bin");
        try {
            long begin = System.nanoTime();
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), BUFFER)) {
                BitmapFile.write(index, out);
            }
            long between = System.nanoTime();
            CorpIndex again = new CorpIndex();
            try (InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER)) {
                again.add(BitmapFile.read(in, Set.of(0)));
            }
            double read = (System.nanoTime() - between) / 1e9;
            for (Term tag : tags) {
                wrong += again.count(new Has(tag)) == index.count(new Has(tag)) ? 0 : 1;
            }
            Result reading = Result.of("bitmaps read from a file" + size, read, "s");
            return List.of(
                    Result.of("bitmaps written to a file" + size, (between - begin) / 1e9, "s"),
                    Result.of("size of the file" + size, Files.size(file) / 1e6, "MB"),
                    contacts == 10_000_000 ? reading.withGoal("<= 5", read <= 5) : reading);
        } finally {
            Files.delete(file);
        }
    }

    /** Contacts that were read again, each with one other tag, as many at once as a poll of events brings. */
    private List<Result> updates(String size) {
        settings.progress().accept("updating" + size);
        return List.of(updates(size, 500), updates(size, 5_000));
    }

    private Result updates(String size, int atOnce) {
        Samples rate = new Samples("tags/s");
        for (int round = 0; round < ROUNDS; round++) {
            long taken = 0;
            int batches = settings.smoke() ? 2 : 10;
            for (int batch = 0; batch < batches; batch++) {
                Facts facts = new Facts();
                for (int i = 0; i < atOnce; i++) {
                    tell(facts, random.nextInt(contacts), 1 + round);
                }
                long begin = cpuNanos();
                index.set(facts);
                taken += cpuNanos() - begin;
            }
            rate.add("set", (long) batches * atOnce * DRAWS / (taken / 1e9));
        }
        double median = rate.median("set");
        Result result = rate.alone(
                "tags compared and set again, %,d contacts at once, a second and core%s".formatted(atOnce, size),
                "set");
        return atOnce == 5_000 ? result.withGoal(">= 1 M", median >= 1e6) : result;
    }
}
