package scrm.channel.report;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Relations that began in the same week, and how many of them were not lost within so many weeks. Null as long as one
 * cannot know it of all of them.
 *
 * @param monday first day of the week (ISO 8601), in the corp's time zone
 * @param size how many began
 */
record Cohort(
        LocalDate monday,
        long size,
        @Nullable Long after1Week,
        @Nullable Long after2Weeks,
        @Nullable Long after4Weeks,
        @Nullable Long after8Weeks,
        @Nullable Long after12Weeks) {}
