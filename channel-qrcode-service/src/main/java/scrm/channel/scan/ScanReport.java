package scrm.channel.scan;

import java.time.LocalDate;
import java.util.List;

/**
 * How often the link of a live code was opened in a period, by day, by device and by place; what has no scans is left
 * out.
 *
 * @param days in their order, in the corp's time zone
 * @param devices the most frequent first
 * @param places the {@link #MOST_PLACES} most frequent, those first; an empty name is of links that name none,
 *     {@code *} of places past the 100 that a link has in a day
 */
record ScanReport(List<Day> days, List<OfDevice> devices, List<OfPlace> places) {
    static final int MOST_PLACES = 100;

    record Day(LocalDate day, long scans) {}

    record OfDevice(Device device, long scans) {}

    record OfPlace(String place, long scans) {}

    long total() {
        return days.stream().mapToLong(Day::scans).sum();
    }
}
