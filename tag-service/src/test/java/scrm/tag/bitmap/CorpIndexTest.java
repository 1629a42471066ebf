package scrm.tag.bitmap;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.roaringbitmap.RoaringBitmap;

import scrm.tag.bitmap.Expression.All;
import scrm.tag.bitmap.Expression.Any;
import scrm.tag.bitmap.Expression.Between;
import scrm.tag.bitmap.Expression.Has;
import scrm.tag.bitmap.Expression.None;
import scrm.tag.bitmap.Term.Kind;

class CorpIndexTest {
    private static final LocalDate DAY = LocalDate.of(2026, 1, 1);
    private static final int TERMS = 12;

    /** What is true of a contact, told plainly. */
    private record Contact(Set<Term> terms, LocalDate added) {}

    private final CorpIndex index = new CorpIndex();
    private final Map<Integer, Contact> contacts = new HashMap<>();

    @Test
    void itAnswersAsThePlainModelDoesWhateverIsAskedAndHoweverItCameToBe() {
        for (int seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            for (int step = 0; step < 15; step++) {
                change(random, step);
                Expression expression = expression(random, 3);
                BitSet expected = meant(expression);

                assertThat(index.count(expression)).as("%d.%d", seed, step).isEqualTo(expected.cardinality());
                assertThat(index.members(expression).toArray())
                        .isEqualTo(expected.stream().toArray());
                assertThat(paged(expression, 1 + random.nextInt(40)))
                        .isEqualTo(expected.stream().boxed().toList());
            }
        }
    }

    /** So many in each container that they are counted word by word, beside tags that few have. */
    @Test
    void whatManyHaveIsCountedAsThePlainModelDoes() {
        Random random = new Random(7);
        Facts facts = new Facts();
        for (int i = 0; i < 40_000; i++) {
            int ordinal = 3 * i;
            Set<Term> terms = new HashSet<>();
            for (int term = 0; term < TERMS; term++) {
                if (random.nextInt(TERMS) >= term) {
                    terms.add(tag(term));
                }
            }
            Contact contact = new Contact(terms, DAY.plusDays(random.nextInt(50)));
            contacts.put(ordinal, contact);
            facts.tellOf(ordinal, 0);
            terms.forEach(term -> facts.set(term, ordinal));
            facts.set(DayFact.ADDED, contact.added(), ordinal);
        }
        index.add(facts);
        for (int question = 0; question < 200; question++) {
            Expression expression = expression(random, 3);
            BitSet expected = meant(expression);

            assertThat(index.count(expression)).as("%s", expression).isEqualTo(expected.cardinality());
            assertThat(index.members(expression).getCardinality()).isEqualTo(expected.cardinality());
        }
    }

    @Test
    void whoIsGoneIsInNothing() {
        change(new Random(1), 0);
        Facts gone = new Facts();
        RoaringBitmap ordinals = new RoaringBitmap();
        contacts.keySet().forEach(ordinals::add);
        gone.tellOfGone(ordinals);
        index.set(gone);

        assertThat(index.size()).isZero();
        assertThat(index.bytes()).isZero();
    }

    @Test
    void whatIsForgottenIsForgottenWithItsPartitionAndNothingElseIs() {
        for (int ordinal = 0; ordinal < 1000; ordinal++) {
            Facts facts = new Facts();
            facts.tellOf(ordinal, ordinal % 3);
            facts.set(tag(1), ordinal);
            index.add(facts);
        }
        index.forget(List.of(0, 2));

        assertThat(index.members(new Has(tag(1))).stream().allMatch(ordinal -> ordinal % 3 == 1))
                .isTrue();
        assertThat(index.count(new Has(tag(1)))).isEqualTo(333);
    }

    /** Contacts far apart, so that they lie in several containers. */
    private void change(Random random, int step) {
        Facts facts = new Facts();
        for (int i = 0; i < 30; i++) {
            int ordinal = random.nextInt(100) * 5_003;
            Set<Term> terms = new HashSet<>();
            for (int term = 0; term < TERMS; term++) {
                if (random.nextInt(TERMS) >= term) {
                    terms.add(tag(term));
                }
            }
            Contact before = contacts.put(ordinal, new Contact(terms, DAY.plusDays(random.nextInt(50))));
            if (before != null && step == 0) {
                contacts.put(ordinal, before);
            }
        }
        contacts.forEach((ordinal, contact) -> {
            facts.tellOf(ordinal, 0);
            contact.terms().forEach(term -> facts.set(term, ordinal));
            facts.set(DayFact.ADDED, contact.added(), ordinal);
        });
        index.set(facts);
    }

    private static Term tag(int number) {
        return new Term(Kind.TAG, "t" + number);
    }

    private static Expression expression(Random random, int depth) {
        int kind = random.nextInt(depth == 0 ? 2 : 5);
        if (kind == 0) {
            return new Has(tag(random.nextInt(TERMS + 1)));
        }
        if (kind == 1) {
            LocalDate from = DAY.plusDays(random.nextInt(50));
            return new Between(
                    DayFact.ADDED,
                    random.nextBoolean() ? null : from,
                    random.nextBoolean() ? null : from.plusDays(random.nextInt(20)));
        }
        List<Expression> of = new ArrayList<>();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            of.add(expression(random, depth - 1));
        }
        return kind == 2 ? new All(of) : kind == 3 ? new Any(of) : new None(of);
    }

    private BitSet meant(Expression expression) {
        BitSet meant = new BitSet();
        contacts.forEach((ordinal, contact) -> meant.set(ordinal, isMeant(expression, contact)));
        return meant;
    }

    private static boolean isMeant(Expression expression, Contact contact) {
        return switch (expression) {
            case Has(Term term) -> contact.terms().contains(term);
            case Between between ->
                (between.from() == null || !contact.added().isBefore(between.from()))
                        && (between.until() == null || !contact.added().isAfter(between.until()));
            case All(List<Expression> of) -> of.stream().allMatch(one -> isMeant(one, contact));
            case Any(List<Expression> of) -> of.stream().anyMatch(one -> isMeant(one, contact));
            case None(List<Expression> of) -> of.stream().noneMatch(one -> isMeant(one, contact));
        };
    }

    private List<Integer> paged(Expression expression, int limit) {
        List<Integer> all = new ArrayList<>();
        for (long from = 0; ; ) {
            RoaringBitmap page = index.members(expression, from, limit);
            page.forEach((int ordinal) -> all.add(ordinal));
            if (page.getCardinality() < limit) {
                return all;
            }
            from = page.last() + 1L;
        }
    }
}
