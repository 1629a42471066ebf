package scrm.tag.bitmap;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which contacts are meant. */
public sealed interface Expression {
    /** Those of which a term is true. */
    record Has(Term term) implements Expression {}

    /**
     * Those with such a day in a range.
     *
     * @param from first day; absent: the beginning
     * @param until last day; absent: the end
     */
    record Between(
            DayFact fact,
            @Nullable LocalDate from,
            @Nullable LocalDate until) implements Expression {}

    /** Those whom all of these mean; everybody if there are none. */
    record All(List<Expression> of) implements Expression {
        public All {
            of = List.copyOf(of);
        }
    }

    /** Those whom one of these means. */
    record Any(List<Expression> of) implements Expression {
        public Any {
            of = List.copyOf(of);
        }
    }

    /** Those whom none of these means. */
    record None(List<Expression> of) implements Expression {
        public None {
            of = List.copyOf(of);
        }
    }
}
