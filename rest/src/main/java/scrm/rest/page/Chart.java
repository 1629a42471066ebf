package scrm.rest.page;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToIntFunction;

/** Charts as SVG within a {@link PrintedPage}: days from left to right. */
public record Chart(LocalDate first, LocalDate last) {
    private static final int WIDTH = 720;
    private static final int HEIGHT = 180;
    private static final int LEFT = 40;
    private static final int BOTTOM = 20;
    private static final int BAR = 26;
    private static final int LABEL = 130;

    private List<LocalDate> days() {
        return first.datesUntil(last.plusDays(1)).toList();
    }

    private double step() {
        return (double) (WIDTH - LEFT) / days().size();
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    private static String svg(int height, String inside) {
        return "<svg viewBox=\"0 0 %d %d\" xmlns=\"http://www.w3.org/2000/svg\">%n%s</svg>%n"
                .formatted(WIDTH, height, inside);
    }

    private static String text(double x, double y, String anchor, String text) {
        return "<text x=\"%s\" y=\"%s\" text-anchor=\"%s\">%s</text>%n"
                .formatted(number(x), number(y), anchor, PrintedPage.escaped(text));
    }

    private static String rect(String type, double x, double y, double width, double height) {
        return "<rect class=\"%s\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\"/>%n"
                .formatted(type, number(x), number(y), number(width), number(height));
    }

    private static String axis(double y) {
        return "<line class=\"axis\" x1=\"%d\" x2=\"%d\" y1=\"%s\" y2=\"%s\"/>%n"
                .formatted(LEFT, WIDTH, number(y), number(y));
    }

    private String ends() {
        return text(LEFT, HEIGHT - 4, "start", first.toString()) + text(WIDTH, HEIGHT - 4, "end", last.toString());
    }

    /** One figure upwards, one downwards. */
    public String twoWays(ToIntFunction<LocalDate> up, ToIntFunction<LocalDate> down) {
        List<LocalDate> days = days();
        int most = Math.max(
                1,
                days.stream()
                        .mapToInt(day -> Math.max(up.applyAsInt(day), down.applyAsInt(day)))
                        .max()
                        .orElse(1));
        double middle = (HEIGHT - BOTTOM) / 2.0;
        double unit = (middle - 12) / most;
        StringBuilder svg = new StringBuilder();
        for (int i = 0; i < days.size(); i++) {
            double x = LEFT + i * step();
            double width = Math.max(1, step() * 0.8);
            int above = up.applyAsInt(days.get(i));
            int below = down.applyAsInt(days.get(i));
            if (above > 0) {
                svg.append(rect("up", x, middle - above * unit, width, above * unit));
            }
            if (below > 0) {
                svg.append(rect("down", x, middle, width, below * unit));
            }
        }
        svg.append(axis(middle))
                .append(text(LEFT - 4, 14, "end", "+" + most))
                .append(text(LEFT - 4, HEIGHT - BOTTOM, "end", "−" + most))
                .append(ends());
        return svg(HEIGHT, svg.toString());
    }

    /** A figure as a line. */
    public String line(ToIntFunction<LocalDate> figure) {
        List<LocalDate> days = days();
        int most = Math.max(1, days.stream().mapToInt(figure).max().orElse(1));
        double floor = HEIGHT - BOTTOM;
        StringBuilder points = new StringBuilder();
        for (int i = 0; i < days.size(); i++) {
            double y = floor - figure.applyAsInt(days.get(i)) * (floor - 12) / most;
            points.append(number(LEFT + (i + 0.5) * step()))
                    .append(',')
                    .append(number(y))
                    .append(' ');
        }
        return svg(
                HEIGHT,
                axis(floor)
                        + "<polyline class=\"line\" points=\"%s\"/>%n"
                                .formatted(points.toString().strip())
                        + text(LEFT - 4, 14, "end", Integer.toString(most))
                        + ends());
    }

    /** Figures by name, one below the other. */
    public static String bars(Map<String, Long> figures) {
        long most = Math.max(
                1, figures.values().stream().mapToLong(Long::longValue).max().orElse(1));
        StringBuilder svg = new StringBuilder();
        int row = 0;
        for (Map.Entry<String, Long> bar : figures.entrySet()) {
            double y = (double) BAR * row++;
            double width = (double) (WIDTH - LABEL - 60) * bar.getValue() / most;
            svg.append(text(LABEL - 8, y + 17, "end", bar.getKey()))
                    .append(rect("bar", LABEL, y + 4, width, BAR - 8))
                    .append(text(
                            LABEL + width + 6, y + 17, "start", bar.getValue().toString()));
        }
        return svg(BAR * figures.size(), svg.toString());
    }
}
