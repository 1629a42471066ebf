package scrm.tag.surveyform;

import static org.assertj.core.api.Assertions.assertThat;
import static scrm.tag.surveyform.FilledFormTest.asking;
import static scrm.tag.surveyform.FilledFormTest.choice;
import static scrm.tag.surveyform.FilledFormTest.scale;
import static scrm.tag.surveyform.FilledFormTest.text;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

import scrm.tag.survey.LocalText;
import scrm.tag.survey.Questionnaire;
import scrm.tag.surveyform.SurveyPage.Notice;

class SurveyPageTest {
    private static final Questionnaire ASKED =
            asking(choice("a", true, false), choice("b", false, true), scale("c", true), text("d", true));

    @Test
    void everythingThatIsPutIntoATemplateIsEscaped() {
        assertThat(Markup.of("<b title=\"%s\">%s</b>%s", "\"'<", "&<>", Markup.of("<i>%s</i>", 1))
                        .html())
                .isEqualTo("<b title=\"&quot;&#39;&lt;\">&amp;&lt;&gt;</b><i>1</i>");
        assertThat(Markup.of("%s", "100 %s").html()).isEqualTo("100 %s");
    }

    @Test
    void everyFieldHasALabelAndEveryGroupALegend() throws Exception {
        Document page = parsed(SurveyPage.form(ASKED, 1, "x", FilledForm.EMPTY, Locale.ENGLISH));

        Set<String> labelled = new HashSet<>();
        for (Element label : all(page, "label")) {
            labelled.add(label.getAttribute("for"));
        }
        for (Element field : fields(page)) {
            boolean within = field.getParentNode().getNodeName().equals("label");
            assertThat(within || labelled.contains(field.getAttribute("id")))
                    .as(field.getAttribute("name"))
                    .isTrue();
        }
        assertThat(all(page, "fieldset"))
                .hasSize(3)
                .allSatisfy(
                        group -> assertThat(group.getFirstChild().getNodeName()).isEqualTo("legend"));
    }

    @Test
    void faultsAreToldOnTopAndLeadToTheirFields() throws Exception {
        FilledForm filled = FilledForm.of(ASKED, Map.of("q.d", new String[] {"too long for this"}));

        Document page = parsed(SurveyPage.form(ASKED, 1, "x", filled, Locale.ENGLISH));

        Set<String> ids = new HashSet<>();
        for (Element element : all(page, "*")) {
            assertThat(element.getAttribute("id").isEmpty() || ids.add(element.getAttribute("id")))
                    .as("an id stands for one thing")
                    .isTrue();
        }
        List<String> ways = new ArrayList<>();
        for (Element way : all(page, "a")) {
            if (way.getAttribute("href").startsWith("#")) {
                ways.add(way.getAttribute("href").substring(1));
            }
        }
        assertThat(ways).containsExactly("f-a", "f-c", "f-d");
        assertThat(ids).containsAll(ways);
        for (Element element : all(page, "*")) {
            for (String described : element.getAttribute("aria-describedby").split(" ", -1)) {
                assertThat(described.isEmpty() || ids.contains(described)).isTrue();
            }
        }
        assertThat(all(page, "textarea").getFirst().getAttribute("aria-invalid"))
                .isEqualTo("true");
    }

    @ParameterizedTest
    @EnumSource(Notice.class)
    void everyWordIsThereInBothLanguages(Notice notice) throws Exception {
        Document chinese = parsed(SurveyPage.of(notice, Locale.SIMPLIFIED_CHINESE));
        Document english = parsed(SurveyPage.of(notice, Locale.ENGLISH));
        assertThat(chinese.getDocumentElement().getAttribute("lang")).isEqualTo("zh-CN");
        assertThat(all(chinese, "h1").getFirst().getTextContent()).matches(".*\\p{IsHan}.*");
        assertThat(english.getDocumentElement().getAttribute("lang")).isEqualTo("en");
        assertThat(all(english, "h1").getFirst().getTextContent()).doesNotMatch(".*\\p{IsHan}.*");
    }

    @Test
    void thanksAreTheSurveysOwnIfItHasAny() {
        Questionnaire own = new Questionnaire(
                new LocalText("问", null), null, new LocalText("多谢", null), false, null, null, List.of());
        assertThat(SurveyPage.thanks(own, Locale.ENGLISH).html()).contains("<span lang=\"zh-CN\">多谢</span>");
        assertThat(SurveyPage.thanks(ASKED, Locale.ENGLISH).html()).contains("Your answers have been received.");
    }

    @Test
    void coloursCanBeToldFromWhatTheyStandOn() {
        for (String[] pair : new String[][] {
            {"#1f2329", "#f5f6f7"},
            {"#1f2329", "#ffffff"},
            {"#0b57d0", "#f5f6f7"},
            {"#51565d", "#ffffff"},
            {"#b3261e", "#ffffff"},
            {"#ffffff", "#0b57d0"}
        }) {
            assertThat(contrast(pair[0], pair[1])).as(String.join(" on ", pair)).isGreaterThanOrEqualTo(4.5);
        }
        assertThat(contrast("#6f757d", "#ffffff")).as("borders of fields").isGreaterThanOrEqualTo(3);
        String style = SurveyPage.of(Notice.THANKS, Locale.ENGLISH).html();
        assertThat(Pattern.compile("#[0-9a-f]{3,6}\\b")
                        .matcher(style.substring(0, style.indexOf("</style>")))
                        .results())
                .extracting(MatchResult::group)
                .containsOnly("#1f2329", "#f5f6f7", "#0b57d0", "#51565d", "#b3261e", "#fff", "#6f757d");
    }

    /** WCAG 2.2, contrast ratio. */
    private static double contrast(String one, String other) {
        double a = luminance(one);
        double b = luminance(other);
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    }

    private static double luminance(String colour) {
        double[] weights = {0.2126, 0.7152, 0.0722};
        double sum = 0;
        for (int i = 0; i < 3; i++) {
            double value = Integer.parseInt(colour.substring(1 + 2 * i, 3 + 2 * i), 16) / 255.0;
            sum += weights[i] * (value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4));
        }
        return sum;
    }

    private static List<Element> fields(Document page) {
        List<Element> fields = new ArrayList<>(all(page, "textarea"));
        all(page, "input").stream()
                .filter(input -> !input.getAttribute("type").equals("hidden"))
                .forEach(fields::add);
        return fields;
    }

    private static List<Element> all(Document page, String name) {
        NodeList nodes = page.getElementsByTagName(name);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            elements.add((Element) nodes.item(i));
        }
        return elements;
    }

    /** What holds as XML once its empty elements are closed has no tag left open and no attribute left loose. */
    private static Document parsed(SurveyPage page) throws Exception {
        String xml = page.html()
                .replace("<!DOCTYPE html>", "")
                .replaceAll("<(meta|input)([^>]*)>", "<$1$2/>")
                .replaceAll(" (checked|novalidate)(?=[ />])", " $1=\"\"");
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
    }
}
