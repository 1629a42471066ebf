package scrm.tag.rule;

import static java.util.stream.Collectors.joining;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

import scrm.events.UserId;

/**
 * A condition as a statement that finds contacts whom somebody follows. It means what {@link Condition#holds} means, of
 * each behaviour as the trigger, and besides of the present without any event; a test holds the two against each other.
 */
final class ConditionSql {
    private static final String OF_CONTACT = ".corp_id = x.corp_id AND %1$s.external_userid = x.external_userid";

    private final Map<String, Object> parameters = new HashMap<>();
    private final String contacts;

    private ConditionSql(Condition condition) {
        contacts = Stream.of(onBehaviour(condition), now(condition))
                .flatMap(Optional::stream)
                .collect(joining(" UNION "));
    }

    static ConditionSql of(Condition condition) {
        return new ConditionSql(condition);
    }

    /**
     * Selects {@code external_userid}, each once. Parameters beside {@link #parameters}: {@code corpId}, {@code from},
     * {@code now}.
     */
    String contacts() {
        return contacts.isEmpty() ? "SELECT '' AS external_userid FROM (SELECT 1) none WHERE FALSE" : contacts;
    }

    Map<String, Object> parameters() {
        return Map.copyOf(parameters);
    }

    /** A behaviour made it true. */
    private Optional<String> onBehaviour(Condition condition) {
        List<String> touches = condition
                .leaves(true)
                .map(leaf -> touch(leaf.condition(), leaf.wanted()))
                .flatMap(Optional::stream)
                .toList();
        return touches.isEmpty()
                ? Optional.empty()
                : Optional.of("""
                        SELECT DISTINCT x.external_userid FROM behaviour x
                        WHERE x.corp_id = :corpId AND x.happened_at > :from AND x.happened_at <= :now
                            AND (%s) AND %s AND %s
                        """.formatted(String.join(" OR ", touches), sql(condition, true), lasting("TRUE")));
    }

    private Optional<String> touch(Condition leaf, boolean wanted) {
        return switch (leaf) {
            case Condition.Happened happened when wanted -> Optional.of(happened(happened));
            case Condition.Did did -> Optional.of(kind("x", did.kind(), did.subject()));
            case Condition.InGroup group ->
                Optional.of("(x.kind IN ('GROUP_JOINED', 'GROUP_LEFT')"
                        + (group.chatId() == null
                                ? ""
                                : " AND x.subject = " + bind(group.chatId().value())) + ")");
            default -> Optional.empty();
        };
    }

    /** It is true as things are, and something other than a behaviour may have made it so. */
    private Optional<String> now(Condition condition) {
        boolean byOthers = condition
                .leaves(true)
                .map(Condition.Leaf::condition)
                .anyMatch(leaf -> !(leaf instanceof Condition.Happened)
                        && !(leaf instanceof Condition.Did)
                        && !(leaf instanceof Condition.InGroup));
        return byOthers && !Boolean.FALSE.equals(withoutEvent(condition))
                ? Optional.of("SELECT x.external_userid FROM external_contact x WHERE x.corp_id = :corpId AND "
                        + sql(condition, false) + " AND " + lasting("TRUE"))
                : Optional.empty();
    }

    /** What is known of it when nothing has just happened; null: it depends. */
    private static @Nullable Boolean withoutEvent(Condition condition) {
        return switch (condition) {
            case Condition.Happened _ -> Boolean.FALSE;
            case Condition.All all -> all(all.of());
            case Condition.Any any -> not(all(negated(any.of())));
            case Condition.None none -> all(negated(none.of()));
            default -> null;
        };
    }

    private static List<Condition> negated(List<Condition> conditions) {
        return conditions.stream()
                .<Condition>map(one -> new Condition.None(List.of(one)))
                .toList();
    }

    private static @Nullable Boolean all(List<Condition> conditions) {
        boolean depends = false;
        for (Condition one : conditions) {
            // None of one is told apart here, so that this ends.
            Boolean known = (one instanceof Condition.None(List<Condition> of) && of.size() == 1)
                    ? not(withoutEvent(of.getFirst()))
                    : withoutEvent(one);
            if (Boolean.FALSE.equals(known)) {
                return false;
            }
            depends |= known == null;
        }
        return depends ? null : Boolean.TRUE;
    }

    private static @Nullable Boolean not(@Nullable Boolean known) {
        return known == null ? null : !known;
    }

    private String sql(Condition condition, boolean onBehaviour) {
        return switch (condition) {
            case Condition.All all -> joined(all.of(), " AND ", onBehaviour);
            case Condition.Any any -> joined(any.of(), " OR ", onBehaviour);
            case Condition.None none -> "NOT " + joined(none.of(), " OR ", onBehaviour);
            case Condition.Happened happened -> onBehaviour ? happened(happened) : "FALSE";
            case Condition.HasTag tag -> hasTag(tag);
            case Condition.OnLevel level -> exists("contact_growth", "g", "g.level IN (" + bind(level.levels()) + ")");
            case Condition.Did did -> did(did, onBehaviour ? "x.happened_at" : ":now");
            case Condition.Idle idle ->
                exists(
                        "contact_activity",
                        "a",
                        "a.last_active_at <= " + before(onBehaviour ? "x.happened_at" : ":now", idle.days()));
            case Condition.FollowedBy by ->
                lasting("f.userid IN ("
                        + bind(by.userIds().stream().map(UserId::value).toList()) + ")");
            case Condition.AddedBy by -> lasting("f.add_way IN (" + bind(by.addWays()) + ")");
            case Condition.InGroup group ->
                exists(
                        "group_membership",
                        "m",
                        "m.joined_at IS NOT NULL AND m.left_at IS NULL"
                                + (group.chatId() == null
                                        ? ""
                                        : " AND m.chat_id = "
                                                + bind(group.chatId().value())));
        };
    }

    private String joined(List<Condition> conditions, String by, boolean onBehaviour) {
        return conditions.stream().map(one -> sql(one, onBehaviour)).collect(joining(by, "(", ")"));
    }

    /** Without nulls, for what it says may be negated. */
    private String happened(Condition.Happened happened) {
        StringBuilder sql = new StringBuilder("(" + kind("x", happened.kind(), happened.subject()));
        if (happened.amountAtLeast() != null) {
            sql.append(" AND COALESCE(x.amount, 0) >= ").append(bind(happened.amountAtLeast()));
        }
        if (happened.currency() != null) {
            sql.append(" AND COALESCE(x.currency, '') = ").append(bind(happened.currency()));
        }
        if (happened.channelId() != null) {
            sql.append(" AND ")
                    .append(exists(
                            "contact_channel",
                            "c",
                            "c.live_code_id = x.subject AND c.channel_id = " + bind(happened.channelId())));
        }
        return sql.append(")").toString();
    }

    private String kind(String alias, String kind, @Nullable String subject) {
        return "(" + alias + ".kind = " + bind(kind)
                + (subject == null ? "" : " AND " + alias + ".subject = " + bind(subject)) + ")";
    }

    private String hasTag(Condition.HasTag tag) {
        return """
                EXISTS (SELECT 1 FROM follow_user_tag t
                    LEFT JOIN follow_user f ON f.corp_id = t.corp_id AND f.external_userid = t.external_userid
                        AND f.userid = t.userid
                    WHERE t.corp_id = x.corp_id AND t.external_userid = x.external_userid AND t.tag_id = %s
                        AND f.ended_at IS NULL)
                """.formatted(bind(tag.tagId().value()));
    }

    private String did(Condition.Did did, String at) {
        String from = " FROM behaviour d WHERE d" + OF_CONTACT.formatted("d") + " AND "
                + kind("d", did.kind(), did.subject())
                + (did.currency() == null ? "" : " AND COALESCE(d.currency, '') = " + bind(did.currency()))
                + " AND d.happened_at > " + before(at, did.days()) + " AND d.happened_at <= " + at + ")";
        String count = "(SELECT COUNT(*)" + from + " >= ";
        String sum = "(SELECT COALESCE(SUM(d.amount), 0)" + from + " >= ";
        return Stream.of(
                        did.countAtLeast() == null ? null : count + bind(did.countAtLeast()),
                        did.sumAtLeast() == null ? null : sum + bind(did.sumAtLeast()))
                .filter(part -> part != null)
                .collect(joining(" AND ", "(", ")"));
    }

    private static String before(String at, int days) {
        return at + " - INTERVAL " + days + " DAY";
    }

    private String lasting(String which) {
        return exists("follow_user", "f", "f.added_at IS NOT NULL AND f.ended_at IS NULL AND " + which);
    }

    private static String exists(String table, String alias, String which) {
        return "EXISTS (SELECT 1 FROM " + table + " " + alias + " WHERE " + alias + OF_CONTACT.formatted(alias)
                + " AND " + which + ")";
    }

    private String bind(Object value) {
        String name = "p" + parameters.size();
        parameters.put(name, value instanceof Collection<?> many ? List.copyOf(many) : value);
        return ":" + name;
    }
}
