package scrm.tag.index;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import scrm.events.CorpId;
import scrm.messaging.JdbcTime;
import scrm.tag.bitmap.DayFact;
import scrm.tag.bitmap.Facts;
import scrm.tag.bitmap.Term;
import scrm.tag.bitmap.Term.Kind;
import scrm.wecom.Corp;
import scrm.wecom.Corps;

/**
 * Reads what is true of contacts: of some by name, or of all between two, which is a scan of each table's primary key.
 */
@Repository
class JdbcFacts {
    /** After each table's name. */
    static final String NAMED = " WHERE corp_id = :corpId AND external_userid IN (:contacts)";

    /** After each table's name. */
    static final String BETWEEN = " WHERE corp_id = :corpId AND external_userid BETWEEN :first AND :last";

    static final String RELATIONS =
            "SELECT external_userid, userid, added_at, ended_at IS NULL AS lasting FROM follow_user";
    static final String TAGS = "SELECT external_userid, tag_id FROM follow_user_tag";
    static final String PERSONAL_TAGS = "SELECT external_userid, userid, tag_name FROM personal_tag";
    static final String CHANNELS = "SELECT external_userid, channel_id, live_code_id FROM contact_channel";
    static final String GROUP_CHATS = "SELECT external_userid, chat_id, joined_at, left_at FROM group_membership";
    static final String ACTIVITY = "SELECT external_userid, last_active_at FROM contact_activity";
    static final String GROWTH = "SELECT external_userid, level FROM contact_growth";

    private final JdbcClient client;
    private final Corps corps;

    JdbcFacts(JdbcClient client, Corps corps) {
        this.client = client;
        this.corps = corps;
    }

    /**
     * Whom to read.
     *
     * @param ordinals by external_userid
     * @param span where they lie, if it is worth reading all that lies there; absent: they are read by name
     */
    record Contacts(Map<String, Integer> ordinals, @Nullable Span span) {}

    /** From one external_userid to another, in the database's order. */
    record Span(String first, String last) {}

    /** Sets what is true of these contacts. */
    void read(CorpId corpId, Contacts contacts, Facts facts) {
        if (!contacts.ordinals().isEmpty()) {
            new Reading(corpId, contacts, facts).run();
        }
    }

    private final class Reading {
        private final CorpId corpId;
        private final Contacts contacts;
        private final Facts facts;
        private final ZoneId zone;

        Reading(CorpId corpId, Contacts contacts, Facts facts) {
            this.corpId = corpId;
            this.contacts = contacts;
            this.facts = facts;
            this.zone = corps.find(corpId).map(Corp::timezone).orElse(ZoneOffset.UTC);
        }

        void run() {
            relations();
            each(TAGS, (row, ordinal) -> facts.set(new Term(Kind.TAG, row.getString("tag_id")), ordinal));
            each(
                    PERSONAL_TAGS,
                    (row, ordinal) -> facts.set(
                            new Term(Kind.PERSONAL_TAG, row.getString("userid") + "|" + row.getString("tag_name")),
                            ordinal));
            each(CHANNELS, (row, ordinal) -> {
                facts.set(new Term(Kind.CHANNEL, row.getString("channel_id")), ordinal);
                facts.set(new Term(Kind.LIVE_CODE, row.getString("live_code_id")), ordinal);
            });
            each(GROUP_CHATS, (row, ordinal) -> {
                if (isMember(JdbcTime.getNullable(row, "joined_at"), JdbcTime.getNullable(row, "left_at"))) {
                    facts.set(new Term(Kind.GROUP_CHAT, row.getString("chat_id")), ordinal);
                    facts.set(Term.of(Kind.ANY_GROUP_CHAT), ordinal);
                }
            });
            each(
                    ACTIVITY,
                    (row, ordinal) ->
                            facts.set(DayFact.LAST_ACTIVE, day(JdbcTime.get(row, "last_active_at")), ordinal));
            each(GROWTH, (row, ordinal) -> facts.set(new Term(Kind.GROWTH_LEVEL, row.getString("level")), ordinal));
        }

        private void relations() {
            RoaringBitmap followedEver = new RoaringBitmap();
            RoaringBitmap followed = new RoaringBitmap();
            Map<Integer, Instant> added = new HashMap<>();
            each(RELATIONS, (row, ordinal) -> {
                followedEver.add(ordinal);
                if (row.getBoolean("lasting")) {
                    followed.add(ordinal);
                    facts.set(new Term(Kind.FOLLOWED_BY, row.getString("userid")), ordinal);
                }
                Instant addedAt = JdbcTime.getNullable(row, "added_at");
                if (addedAt != null) {
                    added.merge(ordinal, addedAt, (one, other) -> one.isBefore(other) ? one : other);
                }
            });
            RoaringBitmap.andNot(followedEver, followed)
                    .forEach((int ordinal) -> facts.set(Term.of(Kind.LOST), ordinal));
            added.forEach((ordinal, at) -> facts.set(DayFact.ADDED, day(at), ordinal));
        }

        private LocalDate day(Instant at) {
            return LocalDate.ofInstant(at, zone);
        }

        private void each(String select, FactRow factRow) {
            RowCallbackHandler handler = row -> {
                Integer ordinal = contacts.ordinals().get(row.getString("external_userid"));
                if (ordinal != null) {
                    factRow.read(row, ordinal);
                }
            };
            Span span = contacts.span();
            if (span != null) {
                client.sql(select + BETWEEN)
                        .param("corpId", corpId.value())
                        .param("first", span.first())
                        .param("last", span.last())
                        .query(handler);
                return;
            }
            for (List<String> some :
                    JdbcOrdinals.slices(List.copyOf(contacts.ordinals().keySet()))) {
                client.sql(select + NAMED)
                        .param("corpId", corpId.value())
                        .param("contacts", some)
                        .query(handler);
            }
        }
    }

    /** A row about a contact. */
    @FunctionalInterface
    private interface FactRow {
        void read(ResultSet row, int ordinal) throws SQLException;
    }

    /** The newer word wins. */
    private static boolean isMember(@Nullable Instant joinedAt, @Nullable Instant leftAt) {
        return joinedAt != null && (leftAt == null || joinedAt.isAfter(leftAt));
    }
}
