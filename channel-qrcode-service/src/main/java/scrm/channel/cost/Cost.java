package scrm.channel.cost;

import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

import scrm.channel.channel.ChannelId;
import scrm.rest.InvalidRequest;

/**
 * What a channel costs in a period.
 *
 * @param channelId where it stands; it counts for the channels above as well
 * @param kind what the amount is for
 * @param currency ISO 4217
 * @param amount in minor units, not negative
 * @param period its days
 * @param note for people
 */
public record Cost(
        ChannelId channelId,
        Kind kind,
        String currency,
        long amount,
        Period period,
        @Nullable String note) {
    /** Most characters of a note. */
    static final int NOTE_LENGTH = 200;

    /** What an amount is for. */
    public enum Kind {
        /** The whole period, evenly for each of its days. */
        FIXED,
        /** Each contact that the channel brought in the period. */
        PER_ADD,
        /** Each scan of the channel's codes that was counted in the period. */
        PER_CLICK
    }

    /**
     * Days in the corp's time zone.
     *
     * @param from the first
     * @param until the last
     */
    public record Period(LocalDate from, LocalDate until) {
        private static final LocalDate FIRST = LocalDate.of(2000, 1, 1);
        private static final LocalDate LAST = LocalDate.of(2100, 12, 31);

        public Period {
            if (until.isBefore(from)) {
                throw new IllegalArgumentException("a period ends after it begins");
            }
        }

        /**
         * Days as a client gives them, in fields {@code from} and {@code until}.
         *
         * @throws InvalidRequest if the last is before the first, or one is not of this century
         */
        public static Period requested(LocalDate from, LocalDate until) {
            checkCentury("from", from);
            checkCentury("until", until);
            if (until.isBefore(from)) {
                throw InvalidRequest.field("until", "ends_before_start");
            }
            return new Period(from, until);
        }

        private static void checkCentury(String field, LocalDate day) {
            if (day.isBefore(FIRST) || day.isAfter(LAST)) {
                throw InvalidRequest.field(field, "out_of_range", FIRST, LAST);
            }
        }

        /** Its first moment. */
        public Instant start(ZoneId zone) {
            return from.atStartOfDay(zone).toInstant();
        }

        /** The first moment after it. */
        public Instant end(ZoneId zone) {
            return until.plusDays(1).atStartOfDay(zone).toInstant();
        }

        /** The days that both have. */
        public Optional<Period> overlap(Period other) {
            LocalDate first = from.isAfter(other.from) ? from : other.from;
            LocalDate last = until.isBefore(other.until) ? until : other.until;
            return last.isBefore(first) ? Optional.empty() : Optional.of(new Period(first, last));
        }

        /** How many days it has. */
        public long days() {
            return ChronoUnit.DAYS.between(from, until) + 1;
        }
    }

    /**
     * What it comes to in a part of its period, rounded half up to minor units.
     *
     * @param part within its period
     * @param count what there was in that part of that which each costs the amount; a fixed cost asks for nothing
     */
    public long within(Period part, long count) {
        return switch (kind) {
            case FIXED -> {
                BigInteger days = BigInteger.valueOf(period.days());
                yield BigInteger.valueOf(amount)
                        .multiply(BigInteger.valueOf(part.days()))
                        .multiply(BigInteger.TWO)
                        .add(days)
                        .divide(days.multiply(BigInteger.TWO))
                        .longValueExact();
            }
            case PER_ADD, PER_CLICK -> Math.multiplyExact(amount, count);
        };
    }

    /** A cost as it is kept. */
    public record Kept(CostId id, Cost cost, Instant createdAt) {}
}
