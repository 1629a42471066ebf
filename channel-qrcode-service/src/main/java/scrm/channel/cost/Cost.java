package scrm.channel.cost;

import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

import scrm.channel.channel.ChannelId;

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
    /** What an amount is for. */
    public enum Kind {
        /** The whole period, evenly for each of its days. */
        FIXED,
        /** Each contact that the channel brought in the period. */
        PER_ADD
    }

    /**
     * Days in the corp's time zone.
     *
     * @param from the first
     * @param until the last
     */
    public record Period(LocalDate from, LocalDate until) {
        public Period {
            if (until.isBefore(from)) {
                throw new IllegalArgumentException("a period ends after it begins");
            }
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
     * @param adds contacts that the channel brought in that part
     */
    public long within(Period part, long adds) {
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
            case PER_ADD -> Math.multiplyExact(amount, adds);
        };
    }

    /** A cost as it is kept. */
    public record Kept(CostId id, Cost cost, Instant createdAt) {}
}
