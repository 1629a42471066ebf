package scrm.group.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

import scrm.events.ChatId;
import scrm.group.activity.GroupDay;
import scrm.group.activity.GroupDay.Reach;
import scrm.group.activity.GroupDay.Talk;
import scrm.group.report.Question.By;
import scrm.group.report.Question.Filter;

class ReportPageTest {
    private static final LocalDate FIRST = LocalDate.parse("2026-10-01");
    private static final LocalDate LAST = LocalDate.parse("2026-11-29");

    @ParameterizedTest
    @ValueSource(strings = {"zh-CN", "en"})
    void aPageIsWellFormedNeedsNothingFromElsewhereAndDrawsEveryDay(String language) throws Exception {
        String html = page(language, "<script>alert(1)</script> & \"团购\"", 9L);
        Files.createDirectories(Path.of("target", "report-pages"));
        Files.writeString(Path.of("target", "report-pages", language + ".html"), html);

        Document page = parsed(html);
        assertThat(page.getElementsByTagName("script").getLength()).isZero();
        assertThat(page.getElementsByTagName("h1").item(0).getTextContent())
                .isEqualTo("<script>alert(1)</script> & \"团购\"");
        assertThat(page.getDocumentElement().getAttribute("lang")).isEqualTo(language);
        assertThat(html).doesNotContain("http-equiv", " src=", " href=", "url(");
        assertThat(page.getElementsByTagName("svg").getLength()).isEqualTo(3);
        List<String> bars = classes(page, "rect");
        assertThat(bars).filteredOn("up"::equals).hasSize(50);
        assertThat(bars).filteredOn("down"::equals).hasSize(30);
        assertThat(bars).filteredOn("bar"::equals).hasSize(5);
        Element line = (Element) page.getElementsByTagName("polyline").item(0);
        assertThat(line.getAttribute("points").split(" ")).hasSize(60);
    }

    @Test
    void whatNobodyKnowsIsSaidToBeUnknownAndNotDrawn() throws Exception {
        Document page = parsed(page("en", "group", null));

        assertThat(page.getDocumentElement().getTextContent()).contains("unknown");
        assertThat(page.getElementsByTagName("polyline").getLength()).isZero();
    }

    @Test
    void everyFigureHasALabelAndADefinitionInBothLanguages() {
        for (Locale language : List.of(Locale.ENGLISH, Locale.SIMPLIFIED_CHINESE)) {
            Texts texts = new Texts(language);
            for (var figure : ReportController.GroupLineView.class.getRecordComponents()) {
                assertThat(texts.of("definition." + figure.getName())).isNotBlank();
                assertThat(texts.of("label." + figure.getName())).isNotBlank();
            }
        }
    }

    private static String page(String language, String name, Long messages) {
        TreeMap<LocalDate, GroupDay> days = new TreeMap<>();
        for (int i = 0; i < 60; i++) {
            int joins = i < 50 ? 1 + i % 7 : 0;
            int quits = i < 30 ? 0 : 1 + i % 4;
            days.put(
                    FIRST.plusDays(i),
                    new GroupDay(
                            new GroupDay.Moves(joins, GroupDay.Ways.NONE, quits, 0, 0, 0, 0, 0),
                            Reach.NONE,
                            0,
                            0,
                            new Talk(20 + 13 * i % 17, 4)));
        }
        Figures figures = new Figures(
                1,
                186,
                new Figures.Moves(194, new GroupDay.Ways(20, 30, 140), 76, 5, 0, 180, 20, 120, 30),
                new Figures.Activity(12, 1, 88, 17, messages, 64),
                new Figures.Sales(31, 22, 1_234_500, 9_900),
                null);
        Reports.Group group = new Reports.Group(
                new ChatId("wrx"),
                name,
                "zhang",
                61,
                "WEAKENING",
                Map.of("LEADER", 3L, "ACTIVE", 61L, "NEWCOMER", 9L, "AT_RISK", 27L, "LURKER", 86L));
        Question asked = new Question(FIRST, LAST, By.GROUP, Filter.ALL, "CNY");
        return new ReportPage(new Texts(Locale.forLanguageTag(language)), group, asked, figures)
                .page(days)
                .html();
    }

    /** The page is written so that it is well-formed XML too. */
    private static Document parsed(String html) throws Exception {
        String xml = html.replace("<!DOCTYPE html>\n", "").replaceAll("<meta ([^>]*)>", "<meta $1/>");
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
    }

    private static List<String> classes(Document page, String tag) {
        List<String> classes = new ArrayList<>();
        NodeList found = page.getElementsByTagName(tag);
        for (int i = 0; i < found.getLength(); i++) {
            classes.add(((Element) found.item(i)).getAttribute("class"));
        }
        return classes;
    }
}
