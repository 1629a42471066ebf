package scrm.localstack.faults;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import scrm.localstack.Json;
import scrm.localstack.StackClient;

/**
 * When plans of corps in twelve time zones would do what, asked of the service, beside the clocks of those places
 * looked at minute by minute: where they leap, at the ends of months, on leap days.
 */
final class F24Schedules implements FaultRow {
    private static final List<String> ZONES = List.of(
            "Asia/Shanghai",
            "Europe/Berlin",
            "America/New_York",
            "America/Sao_Paulo",
            "Australia/Lord_Howe",
            "Pacific/Apia",
            "Asia/Kathmandu",
            "Africa/Casablanca",
            "America/St_Johns",
            "Europe/London",
            "Pacific/Chatham",
            "UTC");

    /** Up to here minutes are walked; the service looks further. */
    private static final Duration HORIZON = Duration.ofDays(430);

    private static final int TOLD = 20;

    @Override
    public String id() {
        return "F24";
    }

    @Override
    public String title() {
        return "schedules in 12 zones over DST, month end and leap day";
    }

    @Override
    public Result run(FaultContext context) {
        int wanted = context.size(10_000, 1_000_000);
        Random random = new Random(context.seed());
        StackClient client = context.stack().client();
        List<Json> corps = ZONES.stream()
                .map(zone -> {
                    String corpId = "wwfaultf24x" + ZONES.indexOf(zone) + "x" + context.seed();
                    client.addCorp(corpId, "故障演练", zone, false);
                    return client.rest(corpId);
                })
                .toList();
        corps.forEach(corp -> context.await(
                "a corp",
                Duration.ofMinutes(1),
                () -> corp.send("GET", "/plans", null).isOk()));
        int times = 0;
        int plans = 0;
        List<String> mismatches = new ArrayList<>();
        while (times < wanted && mismatches.size() < TOLD) {
            int at = random.nextInt(ZONES.size());
            ZoneId zone = ZoneId.of(ZONES.get(at));
            Spec spec = Spec.random(random, zone);
            Instant asked = Instant.now();
            JsonNode told = corps.get(at).post("/plans/preview", spec.plan());
            List<Instant> fires = instants(told.path("fires"));
            List<Instant> walked = spec.walk(asked, zone);
            // A minute that passed while it was asked about.
            if (!walked.isEmpty() && !walked.getFirst().isAfter(Instant.now()) && !fires.contains(walked.getFirst())) {
                walked.removeFirst();
            }
            int compared = Math.min(walked.size(), TOLD);
            if (!fires.subList(0, Math.min(compared, fires.size())).equals(walked.subList(0, compared))
                    || (fires.size() > compared && fires.get(compared).isBefore(asked.plus(spec.horizon())))) {
                mismatches.add("%s in %s: told %s, walked %s".formatted(spec, zone, fires, walked));
            }
            if (!fires.isEmpty() && !spec.stepAfter(fires.getFirst(), zone).equals(step(told))) {
                mismatches.add("a step of %s in %s: told %s".formatted(spec, zone, told));
            }
            times += compared + 1;
            plans++;
        }
        return new Result(
                String.format(
                        Locale.ROOT,
                        "%d times of %d plans in %d zones: mismatches %s",
                        times,
                        plans,
                        ZONES.size(),
                        FaultContext.count(mismatches)),
                "mismatches 0",
                mismatches.isEmpty());
    }

    private static List<Instant> instants(JsonNode fires) {
        return fires.valueStream()
                .map(fire -> OffsetDateTime.parse(fire.asString()).toInstant())
                .toList();
    }

    private static Instant step(JsonNode told) {
        return OffsetDateTime.parse(told.at("/steps/0/dueAt").asString()).toInstant();
    }

    /**
     * A rhythm and one step after it.
     *
     * @param cron of five fields
     * @param hits whether the clocks show a time of it
     * @param day of the step, counted from the one that begins
     * @param at of the step
     * @param horizon up to where its times are compared
     */
    private record Spec(String cron, Predicate<LocalDateTime> hits, int day, LocalTime at, Duration horizon) {
        static Spec random(Random random, ZoneId zone) {
            int minute = random.nextInt(60);
            int hour = random.nextBoolean() ? random.nextInt(4) : random.nextInt(24);
            LocalTime at =
                    LocalTime.of(random.nextBoolean() ? random.nextInt(4) : random.nextInt(24), random.nextInt(60));
            int day = 1 + random.nextInt(4);
            LocalTime time = LocalTime.of(hour, minute);
            Predicate<LocalDateTime> atTime = shown -> shown.toLocalTime().equals(time);
            String clock = minute + " " + hour + " ";
            return switch (random.nextInt(4)) {
                case 0 -> {
                    LocalDate leap = leap(random, zone);
                    yield new Spec(
                            clock + leap.getDayOfMonth() + " " + leap.getMonthValue() + " *",
                            atTime.and(shown -> shown.getDayOfMonth() == leap.getDayOfMonth()
                                    && shown.getMonthValue() == leap.getMonthValue()),
                            day,
                            at,
                            beyond(leap, zone));
                }
                case 1 -> {
                    int last = 28 + random.nextInt(4);
                    yield new Spec(
                            clock + last + " * *",
                            atTime.and(shown -> shown.getDayOfMonth() == last),
                            day,
                            at,
                            HORIZON);
                }
                case 2 -> {
                    DayOfWeek weekday = DayOfWeek.of(1 + random.nextInt(7));
                    yield new Spec(
                            clock + "* * " + weekday.getValue() % 7,
                            atTime.and(shown -> shown.getDayOfWeek() == weekday),
                            day,
                            at,
                            HORIZON);
                }
                default -> new Spec(clock + "* * *", atTime, day, at, HORIZON);
            };
        }

        /** A day on which the clocks of the place leap soon, or the next 29th of February. */
        private static LocalDate leap(Random random, ZoneId zone) {
            Instant now = Instant.now();
            List<LocalDate> leaps = new ArrayList<>(Stream.iterate(
                            zone.getRules().nextTransition(now),
                            Spec::isThere,
                            leap -> zone.getRules().nextTransition(leap.getInstant()))
                    .limit(3)
                    .map(leap -> leap.getDateTimeBefore().toLocalDate())
                    .toList());
            LocalDate today = LocalDate.ofInstant(now, zone);
            leaps.add(Stream.iterate(today.plusDays(1), day -> day.plusDays(1))
                    .filter(day -> day.getMonthValue() == 2 && day.getDayOfMonth() == 29)
                    .findFirst()
                    .orElseThrow());
            return leaps.get(random.nextInt(leaps.size()));
        }

        /** The usual horizon, or that day if it lies behind it. */
        private static Duration beyond(LocalDate day, ZoneId zone) {
            Duration until = Duration.between(Instant.now(), day.plusDays(2).atStartOfDay(zone));
            return until.compareTo(HORIZON) > 0 ? until : HORIZON;
        }

        private static boolean isThere(@Nullable ZoneOffsetTransition leap) {
            return leap != null;
        }

        Map<String, Object> plan() {
            Map<String, Object> step =
                    Map.of("when", Map.of("day", day, "at", at.toString()), "content", Map.of("text", "到点"));
            return Map.of("name", "演练", "trigger", Map.of("type", "CRON", "cron", cron), "steps", List.of(step));
        }

        /**
         * The first instants at which the clocks come to a time of it; what they leap over they come to all at once.
         */
        List<Instant> walk(Instant after, ZoneId zone) {
            List<Instant> found = new ArrayList<>();
            Instant minute =
                    Instant.ofEpochSecond(after.getEpochSecond() / 60 * 60).minus(Duration.ofDays(1));
            LocalDateTime reached = LocalDateTime.ofInstant(minute, zone);
            while (found.size() < TOLD && minute.isBefore(after.plus(horizon))) {
                minute = minute.plusSeconds(60);
                LocalDateTime shown = LocalDateTime.ofInstant(minute, zone);
                boolean comes = false;
                while (reached.isBefore(shown)) {
                    reached = reached.plusMinutes(1);
                    comes |= hits.test(reached);
                }
                if (comes && minute.isAfter(after)) {
                    found.add(minute);
                }
            }
            return found;
        }

        /** When the clocks first show the step's date and time, or a later one. */
        Instant stepAfter(Instant fire, ZoneId zone) {
            LocalDateTime due = LocalDateTime.ofInstant(fire, zone)
                    .toLocalDate()
                    .plusDays(day)
                    .atTime(at);
            Instant minute = due.toInstant(ZoneOffset.ofHours(18));
            while (LocalDateTime.ofInstant(minute, zone).isBefore(due)) {
                minute = minute.plusSeconds(60);
            }
            return minute;
        }

        @Override
        public String toString() {
            return "%s, then day %d at %s".formatted(cron, day, at);
        }
    }
}
