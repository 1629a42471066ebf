package scrm.channel.report;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;

import scrm.channel.channel.ChannelId;
import scrm.channel.report.Figures.Acquired;
import scrm.channel.report.Figures.Sales;

/**
 * What became of the relations that began in a scope, by the channel of their first touch. Channels of which there is
 * nothing to tell are left out.
 */
interface Acquisitions {
    /** How many there were, how many of them lasted, and in how many the contact did something within so many days. */
    Map<ChannelId, Begun> begun(Scope scope, int windowDays, Instant now);

    /**
     * What their contacts bought within so many days. An order counts once: for the last relation of any channel that
     * began before it. Relations of no channel, handovers to another member above all, take nothing from those.
     */
    Map<ChannelId, Sales> sales(Scope scope, int windowDays, String currency);

    /** How many began on each day. */
    DailyCounts adds(Scope scope, ZoneId zone);

    /** Of those of all channels that began on each day, how many lasted for weeks. */
    Map<LocalDate, Stayed> stayed(Scope scope, ZoneId zone);

    /**
     * Relations that began.
     *
     * @param acquired how many they were, and how many of them lasted
     * @param joined those whose contact came into a group by any live code
     * @param answered those whose contact wrote to the member, as far as WeCom told it
     */
    record Begun(Acquired acquired, long joined, long answered) {
        static final Begun NONE = new Begun(Acquired.NONE, 0, 0);

        Begun plus(Begun other) {
            return new Begun(acquired.plus(other.acquired), joined + other.joined, answered + other.answered);
        }
    }

    /**
     * Relations that began together, and how many of them were not lost within so many weeks, as far as one knows yet.
     *
     * @param adds how many began
     */
    record Stayed(long adds, long week1, long week2, long week4, long week8, long week12) {
        static final Stayed NONE = new Stayed(0, 0, 0, 0, 0, 0);

        Stayed plus(Stayed other) {
            return new Stayed(
                    adds + other.adds,
                    week1 + other.week1,
                    week2 + other.week2,
                    week4 + other.week4,
                    week8 + other.week8,
                    week12 + other.week12);
        }
    }
}
