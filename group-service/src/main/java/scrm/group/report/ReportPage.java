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

/** A group's report as a page to print, on A4 and on a phone alike. */
record ReportPage(Texts texts, Group group, Question asked, Figures figures) {
    private static final List<String> TIERS = List.of("LEADER", "ACTIVE", "NEWCOMER", "AT_RISK", "LURKER");

    private static final String STYLE = """
            @page { size: A4; margin: 15mm }
            body { font: 14px/1.5 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif;
                color: #1f2933; max-width: 60em; margin: 2em auto; padding: 0 1em }
            h1 { font-size: 1.6em; margin-bottom: 0; overflow-wrap: anywhere } h2 { font-size: 1.1em; margin-top: 2em }
            .about { color: #52606d }
            .tiles { display: grid; grid-template-columns: repeat(auto-fill, minmax(9em, 1fr)); gap: .75em }
            .tile { border: 1px solid #cbd2d9; border-radius: 6px; padding: .5em .75em; break-inside: avoid }
            .tile b { display: block; font-size: 1.5em } .tile span { color: #52606d }
            figure { margin: 1em 0; break-inside: avoid } svg { width: 100%; height: auto }
            svg text { font-size: 11px; fill: #52606d }
            .up { fill: #2f7d4f } .down { fill: #b3372f } .line { fill: none; stroke: #1f5fa8; stroke-width: 2 }
            .bar { fill: #1f5fa8 } .axis { stroke: #9aa5b1 }
            table { border-collapse: collapse; width: 100% } td { border-top: 1px solid #e4e7eb; padding: .35em .5em;
                vertical-align: top } td:first-child { white-space: nowrap }
            """;

    /** @param days of the period on which anything happened */
    String html(NavigableMap<LocalDate, GroupDay> days) {
        String title = group.name().isEmpty() ? group.chatId().value() : group.name();
        return """
                <!DOCTYPE html>
                <html lang="%s">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>%s</title>
                <style>
                %s</style>
                </head>
                <body>
                <h1>%s</h1>
                <p class="about">%s</p>
                <div class="tiles">
                %s</div>
                %s%s%s<h2>%s</h2>
                <table>
                %s</table>
                </body>
                </html>
                """.formatted(
                        texts.language().toLanguageTag(),
                        escaped(title),
                        STYLE,
                        escaped(title),
                        escaped(about()),
                        tiles(),
                        moves(days),
                        messages(days),
                        members(),
                        escaped(texts.of("page.definitions")),
                        definitions());
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

    private String tiles() {
        StringBuilder tiles = new StringBuilder();
        shown().forEach((name, value) -> tiles.append("<div class=\"tile\"><b>%s</b><span>%s</span></div>\n"
                .formatted(escaped(value), escaped(texts.of("label." + name)))));
        return tiles.toString();
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

    private String moves(NavigableMap<LocalDate, GroupDay> days) {
        Chart chart = new Chart(asked.first(), asked.last());
        String svg = chart.twoWays(
                day -> days.getOrDefault(day, GroupDay.NONE).moves().joins(),
                day -> days.getOrDefault(day, GroupDay.NONE).moves().quits());
        return figure("page.moves", svg);
    }

    /** Only where somebody told of messages. */
    private String messages(NavigableMap<LocalDate, GroupDay> days) {
        if (figures.activity().messages() == null) {
            return "";
        }
        Chart chart = new Chart(asked.first(), asked.last());
        return figure("page.messages", chart.line(day -> {
            GroupDay.Talk talk = days.getOrDefault(day, GroupDay.NONE).talk();
            return talk == null ? 0 : talk.messages();
        }));
    }

    private String members() {
        if (group.tiers().isEmpty()) {
            return "";
        }
        Map<String, Long> bars = new LinkedHashMap<>();
        TIERS.forEach(tier -> bars.put(texts.of("tier." + tier), group.tiers().getOrDefault(tier, 0L)));
        return figure("page.tiers", Chart.bars(bars));
    }

    private String figure(String title, String svg) {
        return """
                <h2>%1$s</h2>
                <figure role="img" aria-label="%1$s">
                %2$s</figure>
                """.formatted(escaped(texts.of(title)), svg);
    }

    private String definitions() {
        StringBuilder rows = new StringBuilder();
        shown().keySet()
                .forEach(name -> rows.append("<tr><td>%s</td><td>%s</td></tr>\n"
                        .formatted(escaped(texts.of("label." + name)), escaped(texts.of("definition." + name)))));
        return rows.toString();
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
