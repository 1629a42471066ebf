package scrm.channel.livecode;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

import scrm.attachment.KeepAttachments;
import scrm.channel.channel.ChannelId;
import scrm.channel.channel.Channels;
import scrm.channel.script.WelcomeRequest;
import scrm.events.CorpId;
import scrm.events.UserId;
import scrm.rest.InvalidRequest;

/** Opens live codes that are told in a row of a table. */
@Service
public class OpenPlainLiveCode {
    private static final Pattern USER_ID = Pattern.compile(UserId.PATTERN);

    private final Channels channels;
    private final OpenLiveCode openLiveCode;
    private final KeepAttachments keepAttachments;

    OpenPlainLiveCode(Channels channels, OpenLiveCode openLiveCode, KeepAttachments keepAttachments) {
        this.channels = channels;
        this.openLiveCode = openLiveCode;
        this.keepAttachments = keepAttachments;
    }

    /**
     * Looks whether one could be opened; changes nothing, for without attachments nothing is kept.
     *
     * @throws InvalidRequest naming everything that is wrong with it
     */
    public void check(CorpId corpId, PlainLiveCode liveCode) {
        List<String> users = liveCode.users();
        if (users.isEmpty()) {
            throw InvalidRequest.field("users", "required");
        }
        for (String user : users) {
            if (!USER_ID.matcher(user).matches()) {
                throw InvalidRequest.field("users", "wrong_format", "zhangsan;lisi");
            }
        }
        OpenLiveCode.checkChannel(channels, corpId, new ChannelId(liveCode.channelId()));
        request(liveCode).draft(corpId, liveCode.kind(), keepAttachments);
    }

    /** Opens one that has been checked, in the running transaction. */
    public void open(CorpId corpId, PlainLiveCode liveCode) {
        openLiveCode.open(corpId, new ChannelId(liveCode.channelId()), liveCode.kind(), request(liveCode));
    }

    private static LiveCodeRequest request(PlainLiveCode liveCode) {
        @Nullable String text = liveCode.welcomeText();
        return new LiveCodeRequest(
                liveCode.name(),
                liveCode.users(),
                liveCode.skipVerify(),
                text == null ? null : new WelcomeRequest(text, null, null, null, null),
                null,
                null);
    }
}
