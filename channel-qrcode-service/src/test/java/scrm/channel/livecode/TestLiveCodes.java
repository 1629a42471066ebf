package scrm.channel.livecode;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

import scrm.channel.channel.ChannelId;
import scrm.events.ChatId;
import scrm.events.CorpId;
import scrm.events.State;
import scrm.events.UserId;

/** Live codes as they might be stored. */
public final class TestLiveCodes {
    private TestLiveCodes() {}

    /** A code that WeCom has made of two members. */
    public static LiveCode aContactCode(LiveCode.Status status, @Nullable String qrCode, @Nullable String link) {
        LiveCode.Draft draft = new LiveCode.Draft(
                LiveCode.Kind.CONTACT, "收银台", List.of(new UserId("zhang"), new UserId("li")), true, null, null, null);
        return code(status, draft, List.of(), qrCode, link);
    }

    /** A code that leads into groups, each of which is full with ten members. */
    public static LiveCode aGroupCode(List<ChatId> chatIds, List<ChatId> open) {
        LiveCode.Draft draft = new LiveCode.Draft(
                LiveCode.Kind.GROUP,
                "群码",
                List.of(),
                true,
                null,
                new LiveCode.Groups(chatIds, 10, false, null, null),
                null);
        return code(LiveCode.Status.ACTIVE, draft, open, "https://qr.example/1", null);
    }

    private static LiveCode code(
            LiveCode.Status status,
            LiveCode.Draft draft,
            List<ChatId> open,
            @Nullable String qrCode,
            @Nullable String link) {
        return new LiveCode(
                new LiveCodeId(1),
                new CorpId("ww1"),
                new ChannelId(2),
                new State("secret-state"),
                new ShortCode("abcdefABCDEF"),
                status,
                draft,
                null,
                open,
                false,
                "handle",
                qrCode,
                link,
                null,
                LiveCode.Sync.IN_SYNC,
                1,
                Instant.EPOCH,
                Instant.EPOCH);
    }
}
