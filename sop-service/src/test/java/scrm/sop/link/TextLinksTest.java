package scrm.sop.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import scrm.sop.material.VariableText;

class TextLinksTest {
    /** What is in brackets is what is to be found. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "⟦https://a.cn⟧",
                "⟦http://a.cn/⟧",
                "⟦HTTPS://A.cn/X⟧",
                "看⟦https://a.cn/p?a=1&b=2#top⟧",
                "点击⟦https://a.cn/p⟧查看",
                "⟦https://a.cn⟧这里",
                "详情：⟦https://a.cn/p⟧。还有⟦https://b.cn/q⟧！",
                "（⟦https://a.cn/p⟧）",
                "「⟦https://a.cn/p⟧」、《⟦https://b.cn⟧》",
                "⟦https://a.cn/p⟧，⟦https://b.cn/q⟧；⟦https://c.cn/r⟧",
                "⟦https://a.cn/p⟧,⟦https://b.cn/q⟧;⟦http://c.cn⟧",
                "⟦https://a.cn/p⟧．⟦https://b.cn⟧　⟦https://c.cn⟧",
                "⟦https://a.cn/p⟧\n⟦https://b.cn/q⟧\t⟦https://c.cn⟧",
                "See ⟦https://a.cn/p⟧.",
                "See ⟦https://a.cn/p⟧, or not?",
                "Really ⟦https://a.cn/p⟧?!",
                "wait ⟦https://a.cn/p⟧...",
                "(see ⟦https://a.cn/p⟧).",
                "[⟦https://a.cn/p⟧]",
                "'⟦https://a.cn/p⟧'",
                "\"⟦https://a.cn/p⟧\"",
                "<⟦https://a.cn/p⟧>",
                "*⟦https://a.cn/p⟧*",
                "⟦https://zh.wikipedia.org/wiki/A_(B)⟧",
                "(⟦https://zh.wikipedia.org/wiki/A_(B)⟧)",
                "⟦https://a.cn/p?q=%E4%B8%AD&r=a,b;c⟧",
                "⟦https://a.cn/?to=https://b.cn/q⟧",
                "⟦https://a.cn:8443/p⟧",
                "⟦https://1.2.3.4/p⟧",
                "⟦https://a.cn/⟧产品",
                "1.⟦https://a.cn/p⟧",
                "here:⟦https://a.cn/p⟧",
                "⟦https://a.cn/p⟧🎉⟦https://b.cn/q⟧😀",
                "⟦https://a.cn/p⟧１２３ａｂｃ",
                "⟦https://a.cn/p_-~=+$@/⟧|x"
            })
    void aLinkEndsWhereTheTextGoesOn(String marked) {
        String text = marked.replace("⟦", "").replace("⟧", "");

        assertThat(TextLinks.replace(text, link -> "⟦" + link + "⟧")).isEqualTo(marked);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "没有链接",
                "www.a.cn",
                "a@b.cn",
                "ftp://a.cn",
                "mailto:a@b.cn",
                "https://",
                "https:// a.cn",
                "https://例子.cn/p",
                "https://a例子.cn/p",
                "http://localhost/p",
                "svn+http://a.cn",
                "xhttp://a.cn",
                "http：//a.cn",
                "https://...",
                "{own_link}"
            })
    void whatIsNoLinkStaysAsItIs(String text) {
        assertThat(TextLinks.in(text)).isEmpty();
        assertThat(TextLinks.replace(text, _ -> "x")).isEqualTo(text);
    }

    /** What is in brackets is the same for everybody. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{contactName}，看⟦https://a.cn/p⟧",
                "⟦https://a.cn/p⟧ {contactName}",
                "⟦https://a.cn/p⟧，{contactName}",
                "⟦https://a.cn/p⟧{}",
                "https://a.cn/{own_path}",
                "https://a.cn/?u={own_id}&x=1",
                "https://a.cn/?n={contactName|李明}",
                "https://a.cn/p{own_x|}",
                "https://a.cn/p.{own_x}",
                "https://a.cn/{tag:等级|会员}",
                "https://a.cn/p{own_x|}，⟦https://b.cn/q⟧",
                "https://a.cn/p.{own_x}，https://a.cn/p"
            })
    void aLinkThatAVariableFollowsIsNobodysForNobodyCanTellWhereItEnds(String marked) {
        VariableText text = new VariableText(marked.replace("⟦", "").replace("⟧", ""));

        assertThat(TextLinks.in(text.template(), text::isVariableAt))
                .isEqualTo(Pattern.compile("(?<=⟦)[^⟧]*")
                        .matcher(marked)
                        .results()
                        .map(MatchResult::group)
                        .collect(Collectors.toSet()));
    }

    @Test
    void theSameLinkTwiceIsOne() {
        assertThat(TextLinks.in("https://a.cn 和 https://b.cn 和 https://a.cn"))
                .containsExactly("https://a.cn", "https://b.cn");
    }

    @Test
    void aTextThatLooksLikeATemplateIsNone() {
        assertThat(TextLinks.replace("$1 \\ https://a.cn/$2", link -> "$0\\" + link.length()))
                .isEqualTo("$1 \\ $0\\15");
    }
}
