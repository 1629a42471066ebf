package scrm.tag.index;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.FastAggregation;
import org.roaringbitmap.RoaringBitmap;

import scrm.tag.index.Expression.All;
import scrm.tag.index.Expression.Any;
import scrm.tag.index.Expression.Between;
import scrm.tag.index.Expression.Has;
import scrm.tag.index.Expression.None;

/**
 * Evaluates expressions over bitmaps, all of them or a window. What it gives back may be one of these bitmaps: nobody
 * may change it.
 */
final class Evaluation {
    private static final RoaringBitmap NOBODY = new RoaringBitmap();

    private final Map<Term, RoaringBitmap> bitmaps;
    private final @Nullable Window window;

    /** Ordinals from one on, up to but without another. */
    private record Window(long from, long until) {}

    private Evaluation(Map<Term, RoaringBitmap> bitmaps, @Nullable Window window) {
        this.bitmaps = bitmaps;
        this.window = window;
    }

    /** Over all ordinals. */
    static Evaluation over(Map<Term, RoaringBitmap> bitmaps) {
        return new Evaluation(bitmaps, null);
    }

    /** Over some ordinals only. */
    static Evaluation over(Map<Term, RoaringBitmap> bitmaps, long from, long until) {
        return new Evaluation(bitmaps, new Window(from, until));
    }

    /** How many are meant; the last step counts without making a bitmap. */
    long count(Expression expression) {
        return switch (expression) {
            case All(List<Expression> all) -> count(operands(all));
            case Any(List<Expression> any)
            when any.size() == 2 -> RoaringBitmap.orCardinality(of(any.getFirst()), of(any.getLast()));
            default -> of(expression).getLongCardinality();
        };
    }

    private static long count(Operands operands) {
        if (!operands.without.isEmpty()) {
            RoaringBitmap last = operands.without.removeLast();
            return RoaringBitmap.andNotCardinality(combined(operands), last);
        }
        if (operands.within.size() > 1) {
            RoaringBitmap last = operands.within.removeLast();
            return RoaringBitmap.andCardinality(intersection(operands.within), last);
        }
        return operands.within.getFirst().getLongCardinality();
    }

    RoaringBitmap of(Expression expression) {
        return switch (expression) {
            case Has(Term term) -> bitmap(term);
            case Between between -> days(between);
            case All(List<Expression> all) -> combined(operands(all));
            case Any(List<Expression> any) -> union(any);
            case None(List<Expression> none) -> RoaringBitmap.andNot(bitmap(Term.EVERYONE), union(none));
        };
    }

    private RoaringBitmap bitmap(Term term) {
        RoaringBitmap whole = bitmaps.getOrDefault(term, NOBODY);
        return window == null ? whole : whole.selectRange(window.from, window.until);
    }

    /** What is intersected, the smallest first, and what is then taken away. */
    private record Operands(List<RoaringBitmap> within, List<RoaringBitmap> without) {}

    private Operands operands(List<Expression> all) {
        Operands operands = new Operands(new ArrayList<>(), new ArrayList<>());
        for (Expression one : all) {
            if (one instanceof None(List<Expression> none)) {
                none.forEach(each -> operands.without.add(of(each)));
            } else {
                operands.within.add(of(one));
            }
        }
        if (operands.within.isEmpty()) {
            operands.within.add(bitmap(Term.EVERYONE));
        }
        operands.within.sort(Comparator.comparingLong(RoaringBitmap::getLongCardinality));
        return operands;
    }

    private static RoaringBitmap combined(Operands operands) {
        RoaringBitmap result = intersection(operands.within);
        boolean ours = operands.within.size() > 1;
        for (RoaringBitmap excluded : operands.without) {
            if (ours) {
                result.andNot(excluded);
            } else {
                result = RoaringBitmap.andNot(result, excluded);
                ours = true;
            }
        }
        return result;
    }

    /** The very bitmap if there is one only. */
    private static RoaringBitmap intersection(List<RoaringBitmap> some) {
        RoaringBitmap result = some.getFirst();
        for (int i = 1; i < some.size() && !result.isEmpty(); i++) {
            if (i == 1) {
                result = RoaringBitmap.and(result, some.get(i));
            } else {
                result.and(some.get(i));
            }
        }
        return result.isEmpty() ? new RoaringBitmap() : result;
    }

    private RoaringBitmap union(List<Expression> any) {
        return any.size() == 1
                ? of(any.getFirst())
                : FastAggregation.or(any.stream().map(this::of).iterator());
    }

    private RoaringBitmap days(Between between) {
        RoaringBitmap known = bitmap(between.fact().known());
        RoaringBitmap result = known;
        if (between.until() != null) {
            result = before(between.fact(), known, DayFact.number(between.until()) + 1);
        }
        if (between.from() != null) {
            result = RoaringBitmap.andNot(result, before(between.fact(), known, DayFact.number(between.from())));
        }
        return result;
    }

    /** Those whose day has a lower number: digit by digit from the highest on, as one compares numbers by eye. */
    private RoaringBitmap before(DayFact fact, RoaringBitmap known, int number) {
        if (number >>> DayFact.DIGITS != 0) {
            return known;
        }
        RoaringBitmap lower = new RoaringBitmap();
        RoaringBitmap equal = known.clone();
        for (int digit = DayFact.DIGITS - 1; digit >= 0; digit--) {
            RoaringBitmap set = bitmap(fact.digit(digit));
            if ((number >>> digit & 1) == 1) {
                lower.or(RoaringBitmap.andNot(equal, set));
                equal.and(set);
            } else {
                equal.andNot(set);
            }
        }
        return lower;
    }
}
