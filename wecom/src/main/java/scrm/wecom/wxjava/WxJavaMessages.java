package scrm.wecom.wxjava;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

import scrm.events.UserId;
import scrm.wecom.Caller;
import scrm.wecom.Messages;

final class WxJavaMessages implements Messages {
    private static final int OPEN_URL = 1;

    private final WxJavaCalls calls;

    WxJavaMessages(WxJavaCalls calls) {
        this.calls = calls;
    }

    @Override
    public Sent send(Caller caller, Message message) {
        Body body = body(message.content());
        Integer interval = message.duplicateCheck() == null
                ? null
                : Math.toIntExact(message.duplicateCheck().toSeconds());
        Send request = new Send(
                joined(message.users().stream().map(UserId::value).toList()),
                joined(message.departments().stream().map(String::valueOf).toList()),
                calls.corp(caller).agentId(),
                body.msgtype,
                body.text,
                body.markdown,
                body.textcard,
                body.news,
                body.templateCard,
                interval == null ? null : 1,
                interval);
        return calls.post(caller, Api.SEND_MESSAGE, request, Answer.class, WxJavaMessages::sent);
    }

    @Override
    public void recall(Caller caller, String msgid) {
        calls.post(caller, Api.RECALL_MESSAGE, new Recall(msgid));
    }

    @Override
    public void replaceButton(Caller caller, List<UserId> userIds, String responseCode, String text) {
        calls.post(
                caller,
                Api.UPDATE_TEMPLATE_CARD,
                new UpdateCard(
                        WxJavaJson.values(userIds), calls.corp(caller).agentId(), responseCode, new Replacement(text)));
    }

    private static Sent sent(Answer answer) {
        return new Sent(
                answer.msgid == null ? "" : answer.msgid,
                split(answer.invaliduser),
                split(answer.invalidparty),
                split(answer.unlicenseduser),
                WxJavaJson.text(answer.responseCode));
    }

    private static Body body(Content content) {
        return switch (content) {
            case Content.Text c -> new Body("text", new WxJavaMessage.Text(c.content()), null, null, null, null);
            case Content.Markdown c ->
                new Body("markdown", null, new WxJavaMessage.Text(c.content()), null, null, null);
            case Content.TextCard c ->
                new Body(
                        "textcard",
                        null,
                        null,
                        new TextCardFields(c.title(), c.description(), c.url(), c.button()),
                        null,
                        null);
            case Content.News c ->
                new Body(
                        "news",
                        null,
                        null,
                        null,
                        new NewsFields(c.articles().stream()
                                .map(a -> new ArticleFields(a.title(), a.description(), a.url(), a.picUrl()))
                                .toList()),
                        null);
            case Content.NoticeCard c ->
                card(new CardFields(
                        "text_notice",
                        new TitleFields(c.title(), c.description()),
                        new ActionFields(OPEN_URL, c.url()),
                        null,
                        null));
            case Content.ButtonCard c ->
                card(new CardFields(
                        "button_interaction",
                        new TitleFields(c.title(), c.description()),
                        null,
                        c.taskId(),
                        c.buttons().stream()
                                .map(button -> new ButtonFields(button.text(), button.key()))
                                .toList()));
        };
    }

    private static Body card(CardFields card) {
        return new Body("template_card", null, null, null, null, card);
    }

    private static @Nullable String joined(List<String> ids) {
        return ids.isEmpty() ? null : ids.stream().collect(Collectors.joining("|"));
    }

    private static List<String> split(@Nullable String ids) {
        return ids == null || ids.isEmpty()
                ? List.of()
                : Arrays.stream(ids.split("\\|")).toList();
    }

    private record Body(
            String msgtype,
            WxJavaMessage.@Nullable Text text,
            WxJavaMessage.@Nullable Text markdown,
            @Nullable TextCardFields textcard,
            @Nullable NewsFields news,
            @Nullable CardFields templateCard) {}

    private record Send(
            @Nullable String touser,
            @Nullable String toparty,
            long agentid,
            String msgtype,
            WxJavaMessage.@Nullable Text text,
            WxJavaMessage.@Nullable Text markdown,
            @Nullable TextCardFields textcard,
            @Nullable NewsFields news,
            @Nullable CardFields templateCard,
            @Nullable Integer enableDuplicateCheck,
            @Nullable Integer duplicateCheckInterval) {}

    private record TextCardFields(
            String title,
            String description,
            URI url,
            @Nullable String btntxt) {}

    private record NewsFields(List<ArticleFields> articles) {}

    private record ArticleFields(
            String title,
            @Nullable String description,
            URI url,
            @Nullable URI picurl) {}

    private record CardFields(
            String cardType,
            TitleFields mainTitle,
            @Nullable ActionFields cardAction,
            @Nullable String taskId,
            @Nullable List<ButtonFields> buttonList) {}

    private record TitleFields(String title, @Nullable String desc) {}

    private record ActionFields(int type, URI url) {}

    private record ButtonFields(String text, String key) {}

    private record Answer(
            @Nullable String msgid,
            @Nullable String invaliduser,
            @Nullable String invalidparty,
            @Nullable String unlicenseduser,
            @Nullable String responseCode) {}

    private record Recall(String msgid) {}

    private record UpdateCard(@Nullable List<String> userids, long agentid, String responseCode, Replacement button) {}

    private record Replacement(String replaceName) {}
}
