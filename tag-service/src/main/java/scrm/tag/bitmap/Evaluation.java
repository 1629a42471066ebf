package scrm.tag.bitmap;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.BitmapContainer;
import org.roaringbitmap.Container;
import org.roaringbitmap.ContainerPointer;
import org.roaringbitmap.RoaringBitmap;

import scrm.tag.bitmap.Expression.All;
import scrm.tag.bitmap.Expression.Any;
import scrm.tag.bitmap.Expression.Between;
import scrm.tag.bitmap.Expression.Has;
import scrm.tag.bitmap.Expression.None;

/**
 * One evaluation of an expression over bitmaps, container by container of 65,536 ordinals: what lies between stays in
 * the processor's cache, and a container in which the smallest operand has nobody costs nothing.
 *
 * <p>Where even the smallest operand has many, they are counted word by word in arrays that are used again for the next
 * container: containers of Roaring would be made and counted after each step.
 */
final class Evaluation {
    private static final int CONTAINER_BITS = 16;
    private static final int WORDS = 1 << (CONTAINER_BITS - 6);

    private final Map<Term, RoaringBitmap> bitmaps;
    private final Node root;

    Evaluation(Map<Term, RoaringBitmap> bitmaps, Expression expression) {
        this.bitmaps = bitmaps;
        this.root = node(expression);
    }

    /** How many are meant. */
    long count() {
        long count = 0;
        for (ContainerPointer all = everyone().getContainerPointer(); all.getContainer() != null; all.advance()) {
            count += root.count(all.key());
        }
        return count;
    }

    /** The first who are meant, from an ordinal on. */
    RoaringBitmap members(long from, int limit) {
        RoaringBitmap found = new RoaringBitmap();
        long foundSoFar = 0;
        for (ContainerPointer all = everyone().getContainerPointer();
                all.getContainer() != null && foundSoFar < limit;
                all.advance()) {
            Container here = all.key() < from >>> CONTAINER_BITS ? null : root.at(all.key());
            if (here != null) {
                found.append(all.key(), here.clone());
                if (all.key() == from >>> CONTAINER_BITS) {
                    found.remove(0L, from);
                }
                foundSoFar = found.getLongCardinality();
            }
        }
        return foundSoFar <= limit ? found : found.limit(limit);
    }

    private RoaringBitmap everyone() {
        return bitmaps.getOrDefault(Term.EVERYONE, new RoaringBitmap());
    }

    /** A part of the expression. Asked for containers in rising order, not for each. */
    private abstract static class Node {
        /** Those in a container, null if there are none; not to be changed. */
        abstract @Nullable Container at(char key);

        /** Those among some of a container, null if there are none; costs no more than the some are. */
        @Nullable
        Container among(char key, Container some) {
            Container here = at(key);
            return here == null ? null : some(some.and(here));
        }

        /** About how many it means, to begin with the fewest. */
        abstract long estimate();

        /** Whether so many are in a container that word by word is the shorter way. */
        boolean isDense(char key) {
            return at(key) instanceof BitmapContainer;
        }

        /** Writes those in a container as bits, over whatever was there; false if there are none. */
        boolean write(char key, long[] words) {
            Container here = at(key);
            if (here == null) {
                return false;
            }
            if (!(here instanceof BitmapContainer)) {
                Arrays.fill(words, 0);
            }
            here.copyBitmapTo(words, 0);
            return true;
        }

        long count(char key) {
            Container here = at(key);
            return here == null ? 0 : here.getCardinality();
        }
    }

    /** A part that is made of others. */
    private abstract static class Combination extends Node {
        final long[] operand = new long[WORDS];
        private final long[] result = new long[WORDS];

        @Override
        abstract boolean isDense(char key);

        @Override
        abstract boolean write(char key, long[] words);

        @Override
        final long count(char key) {
            if (!isDense(key)) {
                return super.count(key);
            }
            long count = 0;
            if (write(key, result)) {
                for (long word : result) {
                    count += Long.bitCount(word);
                }
            }
            return count;
        }
    }

    private Node node(Expression expression) {
        return switch (expression) {
            case Has(Term term) -> new Leaf(bitmaps.getOrDefault(term, new RoaringBitmap()));
            case All(List<Expression> of) -> intersection(of);
            case Any(List<Expression> of) -> new Union(nodes(of));
            case None _ -> intersection(List.of(expression));
            case Between between -> new Days(between);
        };
    }

    private List<Node> nodes(List<Expression> some) {
        return some.stream().map(this::node).toList();
    }

    private Node intersection(List<Expression> all) {
        List<Node> within = new ArrayList<>();
        List<Node> without = new ArrayList<>();
        for (Expression one : all) {
            if (one instanceof None(List<Expression> none)) {
                without.addAll(nodes(none));
            } else {
                within.add(node(one));
            }
        }
        if (within.isEmpty()) {
            within.add(new Leaf(everyone()));
        }
        within.sort(Comparator.comparingLong(Node::estimate));
        return new Intersection(within, without);
    }

    private static final class Leaf extends Node {
        private final ContainerPointer pointer;
        private final long cardinality;

        Leaf(RoaringBitmap bitmap) {
            this.pointer = bitmap.getContainerPointer();
            this.cardinality = bitmap.getLongCardinality();
        }

        @Override
        @Nullable
        Container at(char key) {
            while (pointer.getContainer() != null && pointer.key() < key) {
                pointer.advance();
            }
            return pointer.getContainer() != null && pointer.key() == key ? pointer.getContainer() : null;
        }

        @Override
        long estimate() {
            return cardinality;
        }
    }

    private static final class Intersection extends Combination {
        private final List<Node> within;
        private final List<Node> without;

        Intersection(List<Node> within, List<Node> without) {
            this.within = within;
            this.without = without;
        }

        @Override
        @Nullable
        Container at(char key) {
            return narrowed(key, within.getFirst().at(key), 1);
        }

        @Override
        @Nullable
        Container among(char key, Container some) {
            return narrowed(key, some, 0);
        }

        private @Nullable Container narrowed(char key, @Nullable Container some, int firstOfWithin) {
            Container result = some;
            for (int i = firstOfWithin; i < within.size() && result != null; i++) {
                result = within.get(i).among(key, result);
            }
            for (int i = 0; i < without.size() && result != null; i++) {
                Container excluded = without.get(i).among(key, result);
                result = excluded == null ? result : some(result.andNot(excluded));
            }
            return result;
        }

        @Override
        boolean isDense(char key) {
            return within.getFirst().isDense(key);
        }

        @Override
        boolean write(char key, long[] words) {
            if (!within.getFirst().write(key, words)) {
                return false;
            }
            for (int i = 1; i < within.size(); i++) {
                if (!within.get(i).write(key, operand)) {
                    return false;
                }
                for (int word = 0; word < WORDS; word++) {
                    words[word] &= operand[word];
                }
            }
            for (Node excluded : without) {
                if (excluded.write(key, operand)) {
                    for (int word = 0; word < WORDS; word++) {
                        words[word] &= ~operand[word];
                    }
                }
            }
            return true;
        }

        @Override
        long estimate() {
            return within.getFirst().estimate();
        }
    }

    private static final class Union extends Combination {
        private final List<Node> of;

        Union(List<Node> of) {
            this.of = of;
        }

        @Override
        @Nullable
        Container at(char key) {
            Container result = null;
            for (Node one : of) {
                Container here = one.at(key);
                result = result == null ? here : here == null ? result : result.or(here);
            }
            return result;
        }

        @Override
        @Nullable
        Container among(char key, Container some) {
            Container result = null;
            for (Node one : of) {
                Container here = one.among(key, some);
                result = result == null ? here : here == null ? result : result.or(here);
            }
            return result;
        }

        @Override
        boolean isDense(char key) {
            return of.stream().anyMatch(one -> one.isDense(key));
        }

        @Override
        boolean write(char key, long[] words) {
            boolean any = false;
            for (Node one : of) {
                if (!any) {
                    any = one.write(key, words);
                } else if (one.write(key, operand)) {
                    for (int word = 0; word < WORDS; word++) {
                        words[word] |= operand[word];
                    }
                }
            }
            return any;
        }

        @Override
        long estimate() {
            return of.stream().mapToLong(Node::estimate).sum();
        }
    }

    /** A range of days: those before its end, without those before its beginning. */
    private final class Days extends Node {
        private final Node known;
        private final List<Node> digits;
        private final int from;
        private final int until;

        Days(Between between) {
            known = node(new Has(between.fact().known()));
            digits = IntStream.range(0, DayFact.DIGITS)
                    .mapToObj(digit -> node(new Has(between.fact().digit(digit))))
                    .toList();
            from = between.from() == null ? 0 : DayFact.number(between.from());
            until = between.until() == null ? 1 << DayFact.DIGITS : DayFact.number(between.until()) + 1;
        }

        @Override
        @Nullable
        Container at(char key) {
            return within(key, known.at(key));
        }

        @Override
        @Nullable
        Container among(char key, Container some) {
            return within(key, known.among(key, some));
        }

        private @Nullable Container within(char key, @Nullable Container all) {
            if (all == null) {
                return null;
            }
            List<@Nullable Container> here = new ArrayList<>();
            digits.forEach(digit -> here.add(digit.at(key)));
            Container early = before(all, here, from);
            Container result = before(all, here, until);
            return result == null || early == null ? result : some(result.andNot(early));
        }

        /** Those whose day has a lower number: digit by digit from the highest on, as one compares numbers by eye. */
        private @Nullable Container before(Container all, List<@Nullable Container> here, int number) {
            if (number >>> DayFact.DIGITS != 0) {
                return all;
            }
            Container lower = null;
            Container equal = all;
            for (int digit = DayFact.DIGITS - 1; digit >= 0 && equal != null; digit--) {
                Container ones = here.get(digit);
                Container zeros = ones == null ? equal : some(equal.andNot(ones));
                if ((number >>> digit & 1) == 0) {
                    equal = zeros;
                } else {
                    lower = lower == null ? zeros : zeros == null ? lower : lower.or(zeros);
                    equal = ones == null ? null : some(equal.and(ones));
                }
            }
            return lower;
        }

        @Override
        long estimate() {
            return known.estimate();
        }
    }

    private static @Nullable Container some(Container container) {
        return container.isEmpty() ? null : container;
    }
}
