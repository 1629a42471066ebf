package scrm.channel.livecode;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import scrm.channel.channel.ChannelId;
import scrm.channel.script.JdbcScripts;
import scrm.events.ChatId;
import scrm.events.CorpId;
import scrm.events.Id;
import scrm.events.State;
import scrm.events.UserId;
import scrm.messaging.JdbcTime;

/** A live code as a row holds it. */
final class JdbcLiveCodeRow {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final TypeReference<List<String>> TEXTS = new TypeReference<>() {};

    private JdbcLiveCodeRow() {}

    /** The columns that people decide. */
    static Map<String, @Nullable Object> columns(LiveCode.Draft draft, List<ChatId> openGroups) {
        LiveCode.Groups groups = draft.groups();
        LiveCodeId invitesTo = draft.invitesTo();
        Map<String, @Nullable Object> columns = new HashMap<>();
        columns.put("name", draft.name());
        columns.put("users", texts(draft.users()));
        columns.put("skipVerify", draft.skipVerify());
        columns.put("welcome", JdbcScripts.write(draft.welcome()));
        columns.put("groups", groups == null ? null : groups(groups));
        columns.put("openGroups", groups == null ? null : texts(openGroups));
        columns.put("invitesTo", invitesTo == null ? null : invitesTo.value());
        return columns;
    }

    static LiveCode read(ResultSet row, int number) throws SQLException {
        String failure = row.getString("failure_reason");
        String assigned = row.getString("assigned");
        return new LiveCode(
                new LiveCodeId(row.getLong("id")),
                new CorpId(row.getString("corp_id")),
                new ChannelId(row.getLong("channel_id")),
                new State(row.getString("state")),
                new ShortCode(row.getString("short_code")),
                LiveCode.Status.valueOf(row.getString("status")),
                draft(row),
                assigned == null ? null : texts(assigned).map(UserId::new).toList(),
                texts(row.getString("open_groups")).map(ChatId::new).toList(),
                row.getBoolean("exhausted"),
                row.getString("handle"),
                row.getString("qr_code"),
                row.getString("link"),
                failure == null ? null : new LiveCode.Failure(failure, row.getInt("failure_errcode")),
                LiveCode.Sync.valueOf(row.getString("sync")),
                row.getInt("version"),
                JdbcTime.get(row, "created_at"),
                JdbcTime.get(row, "updated_at"));
    }

    private static LiveCode.Draft draft(ResultSet row) throws SQLException {
        String groups = row.getString("chat_groups");
        long invitesTo = row.getLong("invites_to");
        return new LiveCode.Draft(
                LiveCode.Kind.valueOf(row.getString("kind")),
                row.getString("name"),
                texts(row.getString("users")).map(UserId::new).toList(),
                row.getBoolean("skip_verify"),
                JdbcScripts.read(row.getString("welcome")),
                groups == null ? null : JSON.readValue(groups, GroupsRow.class).groups(),
                invitesTo == 0 ? null : new LiveCodeId(invitesTo));
    }

    static String groups(LiveCode.Groups groups) {
        return JSON.writeValueAsString(GroupsRow.of(groups));
    }

    static String texts(List<? extends Id> ids) {
        return JSON.writeValueAsString(ids.stream().map(Id::value).toList());
    }

    static Stream<String> texts(@Nullable String json) {
        return json == null ? Stream.empty() : JSON.readValue(json, TEXTS).stream();
    }

    /** Groups as their column holds them. */
    private record GroupsRow(
            List<String> chatIds,
            int softCap,
            boolean autoCreate,
            @Nullable String roomBaseName,
            @Nullable Long roomBaseId) {
        static GroupsRow of(LiveCode.Groups groups) {
            return new GroupsRow(
                    groups.chatIds().stream().map(ChatId::value).toList(),
                    groups.softCap(),
                    groups.autoCreate(),
                    groups.roomBaseName(),
                    groups.roomBaseId());
        }

        LiveCode.Groups groups() {
            return new LiveCode.Groups(
                    chatIds.stream().map(ChatId::new).toList(), softCap, autoCreate, roomBaseName, roomBaseId);
        }
    }
}
