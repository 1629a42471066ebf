package scrm.channel.bulk;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

import scrm.channel.livecode.LiveCode;
import scrm.channel.livecode.OpenPlainLiveCode;
import scrm.channel.livecode.PlainLiveCode;
import scrm.events.CorpId;
import scrm.rest.InvalidRequest;
import scrm.rest.csv.CsvFile;
import scrm.rest.csv.CsvRow;

/** A row of a file of live codes. */
final class LiveCodeRow {
    /** What such a file looks like. */
    static final CsvFile FILE =
            new CsvFile(List.of("channelId", "name", "users"), List.of("kind", "skipVerify", "welcomeText"), 5_000);

    private static final int NAME = 50;
    private static final Pattern BETWEEN_USERS = Pattern.compile("[;；,，\\s]+");

    private LiveCodeRow() {}

    private static List<String> users(String cell) {
        return BETWEEN_USERS.splitAsStream(cell).filter(user -> !user.isEmpty()).toList();
    }

    /** Empty if something is wrong with it, which is noted. */
    static Optional<PlainLiveCode> read(CorpId corpId, CsvRow row, OpenPlainLiveCode openLiveCode) {
        Long channelId = row.required("channelId", Long::valueOf, "wrong_format", "12");
        String name = row.required("name", LiveCodeRow::name, "too_long", NAME);
        List<String> users = row.required("users", LiveCodeRow::users, "wrong_format", "zhangsan;lisi");
        LiveCode.@Nullable Kind kind =
                row.optional("kind", LiveCodeRow::kind, "not_allowed", "CONTACT, ACQUISITION_LINK");
        Boolean skipVerify = row.optional("skipVerify", LiveCodeRow::truth, "not_allowed", "true, false");
        if (channelId == null
                || name == null
                || users == null
                || (kind == null && !row.cell("kind").isEmpty())
                || (skipVerify == null && !row.cell("skipVerify").isEmpty())) {
            return Optional.empty();
        }
        String welcome = row.cell("welcomeText");
        PlainLiveCode liveCode = new PlainLiveCode(
                channelId,
                kind == null ? LiveCode.Kind.CONTACT : kind,
                name,
                users,
                skipVerify == null || skipVerify,
                welcome.isEmpty() ? null : welcome);
        try {
            openLiveCode.check(corpId, liveCode);
            return Optional.of(liveCode);
        } catch (InvalidRequest e) {
            row.note(e);
            return Optional.empty();
        }
    }

    private static String name(String cell) {
        if (cell.codePointCount(0, cell.length()) > NAME) {
            throw new IllegalArgumentException("too long");
        }
        return cell;
    }

    private static LiveCode.Kind kind(String cell) {
        LiveCode.Kind kind = LiveCode.Kind.valueOf(cell);
        if (kind == LiveCode.Kind.GROUP || kind == LiveCode.Kind.FRIEND_THEN_GROUP) {
            throw new IllegalArgumentException("needs more than a row");
        }
        return kind;
    }

    private static boolean truth(String cell) {
        return switch (cell) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("neither true nor false");
        };
    }
}
