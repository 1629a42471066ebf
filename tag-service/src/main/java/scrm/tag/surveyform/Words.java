package scrm.tag.surveyform;

import java.util.Locale;

/** What the page itself says. */
enum Words {
    REQUIRED_MARK("（必填）", "(required)"),
    SEVERAL_HINT("可多选", "Choose all that apply"),
    TEXT_HINT("最多 %s 个字", "%s characters at most"),
    SUBMIT("提交", "Submit"),
    LEAVE_EMPTY("请勿填写此项", "Leave this empty"),
    ERROR_TITLE("请检查以下内容", "Please check your answers"),
    ERROR_PREFIX("有误：", "Error: "),
    MISSING("请回答这一题", "Please answer this question"),
    TOO_LONG("最多 %s 个字，请缩短", "Use %s characters at most"),
    NOT_AN_OPTION("请重新选择", "Please choose again"),
    THANKS_TITLE("提交成功", "Thank you"),
    THANKS_TEXT("感谢您的回答。", "Your answers have been received."),
    UNKNOWN_TITLE("没有找到这个页面", "There is nothing here"),
    UNKNOWN_TEXT("请检查链接是否完整。", "Please check that the link is complete."),
    NOT_YET_TITLE("问卷尚未开始", "This survey has not begun yet"),
    NOT_YET_TEXT("请稍后再来。", "Please come back later."),
    CLOSED_TITLE("问卷已结束", "This survey is over"),
    CLOSED_TEXT("感谢您的关注，现在已不再接受回答。", "Thank you for your interest. It takes no more answers."),
    ANSWERED_TITLE("您已回答过", "You have answered already"),
    ANSWERED_TEXT("感谢您，这份问卷每人只需回答一次。", "Thank you. This survey takes one answer from each person."),
    TOO_MANY_TITLE("提交过于频繁", "Too many at once"),
    TOO_MANY_TEXT("请返回上一页，一分钟后再提交。", "Please go back and try again in a minute."),
    NOT_NOW_TITLE("暂时无法打开问卷", "The survey cannot be shown right now"),
    NOT_NOW_TEXT("请稍后再试；已填写的内容可返回上一页查看。", "Please try again in a moment; go back to see what you have filled in.");

    private final String chinese;
    private final String english;

    Words(String chinese, String english) {
        this.chinese = chinese;
        this.english = english;
    }

    String in(Locale language, Object... parts) {
        return (language.getLanguage().equals(Locale.CHINESE.getLanguage()) ? chinese : english).formatted(parts);
    }
}
