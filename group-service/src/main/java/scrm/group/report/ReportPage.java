package scrm.group.report;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import org.jspecify.annotations.Nullable;

import scrm.group.activity.GroupDay;
import scrm.group.report.Reports.Group;
import scrm.rest.page.Chart;
import scrm.rest.page.PrintedPage;

/** A group's report as a page to print. */
record ReportPage(Texts texts, Group group, Question asked, Figures figures) {
    private static final List<String> TIERS = List.of("LEADER", "ACTIVE", "NEWCOMER", "AT_RISK", "LURKER");

    /** @param days of the period on which anything happened */
    PrintedPage page(NavigableMap<LocalDate, GroupDay> days) {
        String title = group.name().isEmpty() ? group.chatId().value() : group.name();
        PrintedPage page = new PrintedPage(texts.language(), title, about()).tiles(labelled());
        moves(page, days);
        messages(page, days);
        members(page);
        return page.definitions(texts.of("page.definitions"), definitions());
    }

    private String about() {
        List<String> about = new ArrayList<>();
        about.add(asked.first() + " – " + asked.last());
        if (group.owner() != null) {
            about.add(texts.of("page.owner") + " " + group.owner());
        }
        if (group.score() != null && group.band() != null) {
            about.add(texts.of("page.health") + " " + group.score() + " · " + texts.of("band." + group.band()));
        }
        return String.join("  ·  ", about);
    }

    private Map<String, String> labelled() {
        Map<String, String> labelled = new LinkedHashMap<>();
        shown().forEach((name, value) -> labelled.put(texts.of("label." + name), value));
        return labelled;
    }

    /** The figures by their names in the report; what nobody knows is said so. */
    private Map<String, String> shown() {
        Map<String, String> shown = new LinkedHashMap<>();
        Figures.Moves moves = figures.moves();
        Figures.Activity activity = figures.activity();
        shown.put("contacts", number(figures.contacts()));
        shown.put("joins", number(moves.joins()));
        shown.put("quits", number(moves.quits()));
        shown.put("quitsRemoved", number(moves.removals()));
        shown.put("stayedFor7Days", share(moves.due7() - moves.left7(), moves.due7()));
        shown.put("stayedFor30Days", share(moves.due30() - moves.left30(), moves.due30()));
        shown.put("activeMembers", number(activity.active()));
        shown.put("messages", number(activity.messages()));
        shown.put("sent", number(activity.sent()));
        shown.put("clicks", number(activity.clicks()));
        shown.put("answers", number(activity.answers()));
        shown.put("orders", number(figures.sales().orders()));
        shown.put("revenue", money(figures.sales().revenue()));
        shown.put("cost", money(figures.cost()));
        shown.put("costPerActiveMember", money(figures.costPerActive().orElse(null)));
        return shown;
    }

    private String number(@Nullable Long number) {
        return number == null ? texts.of("page.unknown") : String.format(texts.language(), "%,d", number);
    }

    private String share(long some, long all) {
        return all == 0 ? texts.of("page.unknown") : String.format(texts.language(), "%.0f%%", 100.0 * some / all);
    }

    private String money(@Nullable Long minorUnits) {
        return minorUnits == null
                ? texts.of("page.unknown")
                : asked.currency() + " " + String.format(texts.language(), "%,." + digits() + "f", amount(minorUnits));
    }

    private BigDecimal amount(long minorUnits) {
        return BigDecimal.valueOf(minorUnits, digits());
    }

    private int digits() {
        return Currency.getAvailableCurrencies().stream()
                .filter(currency -> currency.getCurrencyCode().equals(asked.currency()))
                .mapToInt(Currency::getDefaultFractionDigits)
                .filter(digits -> digits >= 0)
                .findFirst()
                .orElse(2);
    }

    private void moves(PrintedPage page, NavigableMap<LocalDate, GroupDay> days) {
        Chart chart = new Chart(asked.first(), asked.last());
        String svg = chart.twoWays(
                day -> days.getOrDefault(day, GroupDay.NONE).moves().joins(),
                day -> days.getOrDefault(day, GroupDay.NONE).moves().quits());
        page.figure(texts.of("page.moves"), svg);
    }

    /** Only where somebody told of messages. */
    private void messages(PrintedPage page, NavigableMap<LocalDate, GroupDay> days) {
        if (figures.activity().messages() == null) {
            return;
        }
        Chart chart = new Chart(asked.first(), asked.last());
        String svg = chart.line(day -> {
            GroupDay.Talk talk = days.getOrDefault(day, GroupDay.NONE).talk();
            return talk == null ? 0 : talk.messages();
        });
        page.figure(texts.of("page.messages"), svg);
    }

    private void members(PrintedPage page) {
        if (group.tiers().isEmpty()) {
            return;
        }
        Map<String, Long> bars = new LinkedHashMap<>();
        TIERS.forEach(tier -> bars.put(texts.of("tier." + tier), group.tiers().getOrDefault(tier, 0L)));
        page.figure(texts.of("page.tiers"), Chart.bars(bars));
    }

    private Map<String, String> definitions() {
        Map<String, String> definitions = new LinkedHashMap<>();
        shown().keySet().forEach(name -> definitions.put(texts.of("label." + name), texts.of("definition." + name)));
        return definitions;
    }
}
