package scrm.sop.result;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import scrm.rest.page.Chart;
import scrm.rest.page.PrintedPage;
import scrm.sop.result.ReportResults.WholeReport;

/** A plan's report as a page to print. */
record PlanReportPage(Definitions texts, WholeReport whole) {
    private static final List<String> COLUMNS = List.of(
            "planned", "sent", "delivered", "failed", "skipped", "late", "converted", "clicked", "replied", "opened");

    PrintedPage page() {
        PrintedPage page = new PrintedPage(texts.language(), whole.name(), about()).tiles(tiles());
        days(page);
        steps(page);
        reasons(page);
        return page.definitions(texts.of("page.definitions"), definitions());
    }

    private String about() {
        return "%s – %s  ·  %s %d"
                .formatted(
                        whole.question().from(),
                        whole.question().until(),
                        texts.of("page.window"),
                        whole.question().windowDays());
    }

    private Map<String, String> tiles() {
        Map<String, String> tiles = new LinkedHashMap<>();
        tiles.put(texts.of("label.enrolled"), number(whole.enrolled()));
        figures(whole.report().total()).forEach((name, value) -> tiles.put(texts.of("label." + name), number(value)));
        Lift lift = whole.report().lift();
        if (lift != null) {
            tiles.put(texts.of("label.heldOut"), number(whole.heldOut()));
            tiles.put(
                    texts.of("label.lift"),
                    "%s (%s – %s)".formatted(points(lift.difference()), points(lift.low()), points(lift.high())));
        }
        return tiles;
    }

    private static Map<String, Long> figures(ResultLine line) {
        Map<String, Long> figures = new LinkedHashMap<>();
        figures.put("planned", line.planned());
        figures.put("sent", line.sent());
        figures.put("delivered", line.delivered());
        figures.put("failed", line.refused() + line.failed());
        figures.put("skipped", line.skipped());
        figures.put("late", line.late());
        figures.put("converted", line.converted());
        figures.put("clicked", line.clicked());
        figures.put("replied", line.replied());
        figures.put("lostWithinDay", line.lostWithinDay());
        figures.put("opened", Objects.requireNonNullElse(line.opened(), 0L));
        return figures;
    }

    private String number(long number) {
        return String.format(texts.language(), "%,d", number);
    }

    private String points(double share) {
        return String.format(texts.language(), "%+.1f%%", 100 * share);
    }

    private void days(PrintedPage page) {
        if (whole.days().isEmpty()) {
            return;
        }
        Chart chart = new Chart(whole.question().from(), whole.question().until());
        String svg = chart.twoWays(
                day -> Math.toIntExact(
                        whole.days().getOrDefault(day, Results.Day.NONE).delivered()),
                day -> Math.toIntExact(
                        whole.days().getOrDefault(day, Results.Day.NONE).ended()));
        page.figure(texts.of("page.days"), svg);
    }

    private void steps(PrintedPage page) {
        List<String> head = new ArrayList<>(List.of(texts.of("label.line")));
        COLUMNS.forEach(column -> head.add(texts.of("label." + column)));
        List<List<String>> rows = new ArrayList<>();
        Map<String, Long> delivered = new LinkedHashMap<>();
        for (ResultLine line : whole.report().lines()) {
            String key = Objects.requireNonNullElse(line.line(), "");
            Map<String, Long> figures = figures(line);
            List<String> row = new ArrayList<>(List.of(key));
            COLUMNS.forEach(column -> row.add(number(figures.getOrDefault(column, 0L))));
            rows.add(row);
            delivered.put(key, line.delivered());
        }
        if (!rows.isEmpty()) {
            page.figure(texts.of("page.steps"), Chart.bars(delivered)).numbers(texts.of("page.figures"), head, rows);
        }
    }

    private void reasons(PrintedPage page) {
        List<List<String>> rows = whole.report().reasons().stream()
                .map(reason -> List.of(reason.state() + " " + reason.reason(), number(reason.steps())))
                .toList();
        if (!rows.isEmpty()) {
            page.numbers(texts.of("page.reasons"), List.of("", texts.of("label.planned")), rows);
        }
    }

    private Map<String, String> definitions() {
        Map<String, String> definitions = new LinkedHashMap<>();
        figures(whole.report().total())
                .keySet()
                .forEach(name -> definitions.put(texts.of("label." + name), texts.of(name)));
        if (whole.report().lift() != null) {
            definitions.put(texts.of("label.lift"), texts.of("lift"));
        }
        return definitions;
    }
}
