package scrm.sop.material;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VariableTextTest {
    @Test
    void valuesStandWhereVariablesStood() {
        VariableText text = new VariableText("{contactName}您好，我是{memberName}，您有{own_points|0}分");

        assertThat(text.render(Map.of("contactName", "小李", "memberName", "张三", "own_points", "120")))
                .isEqualTo("小李您好，我是张三，您有120分");
        assertThat(text.render(Map.of("contactName", "小李", "memberName", "张三"))).isEqualTo("小李您好，我是张三，您有0分");
    }

    @Test
    void whatHasNoValueAndNothingInItsPlaceIsNamed() {
        VariableText text = new VariableText("{contactName|您}：{remark}{memberName}{remark}");

        assertThat(text.missing(Map.of("memberName", " "))).containsExactly("remark", "memberName");
    }

    @Test
    void aTagIsNamedByItsGroupWhateverThatIsCalled() {
        VariableText text = new VariableText("尊敬的{tag:会员 等级(2026)|会员}：{tag:etgCITY}");

        assertThat(VariableText.tagGroups(text.variables())).containsExactlyInAnyOrder("会员 等级(2026)", "etgCITY");
        assertThat(text.unknown()).isEmpty();
        assertThat(text.missing(Map.of())).containsExactly("tag:etgCITY");
        assertThat(text.render(Map.of("tag:etgCITY", "上海"))).isEqualTo("尊敬的会员：上海");
        assertThat(new VariableText("{tag:} {tag:|x}").variables()).isEmpty();
    }

    @Test
    void aValueThatLooksLikeAVariableStaysAValue() {
        VariableText text = new VariableText("{contactName}");

        assertThat(text.render(Map.of("contactName", "{memberName} $1 \\"))).isEqualTo("{memberName} $1 \\");
    }

    @Test
    void nothingMayStandInForAValueToo() {
        assertThat(new VariableText("您好{contactName|}！").render(Map.of())).isEqualTo("您好！");
    }

    @Test
    void variablesThatNobodyFillsAreNamed() {
        assertThat(new VariableText("{name} {own_x} {own} {contactName} {channelName|x} {} {你}").unknown())
                .containsExactly("channelName", "name", "own");
    }

    @Test
    void aTextThatGrewTooLongIsRefused() {
        Material.Content content =
                new Material.Content(new VariableText("好".repeat(1333) + "{contactName}"), List.of());

        assertThat(Rendering.of(content, Map.of("contactName", "a"))).isInstanceOf(Rendering.Ready.class);
        assertThat(Rendering.of(content, Map.of("contactName", "ab")))
                .isEqualTo(new Rendering.Refused("TEXT_TOO_LONG", List.of()));
    }
}
