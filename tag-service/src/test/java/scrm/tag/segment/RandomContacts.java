package scrm.tag.segment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.springframework.jdbc.core.JdbcTemplate;

/** Contacts of all kinds as rows, random conditions on them, and the same conditions as SQL. */
final class RandomContacts {
    private static final List<String> LEVELS = List.of("S", "A", "B", "C");

    private final JdbcTemplate jdbc;
    private final String corpId;
    private final Random random;

    RandomContacts(JdbcTemplate jdbc, String corpId, long seed) {
        this.jdbc = jdbc;
        this.corpId = corpId;
        this.random = new Random(seed);
    }

    static String name(int number) {
        return "wm%06d".formatted(number * 7919 % 1_000_000);
    }

    void tags() {
        jdbc.update(
                "INSERT INTO tag_group (corp_id, group_id, group_name, create_time, sort_order, seen_at)"
                        + " VALUES (?, 'g', 'g', '2026-01-01', 0, '2026-01-01')",
                corpId);
        for (int tag = 0; tag < 8; tag++) {
            jdbc.update(
                    "INSERT INTO corp_tag (corp_id, tag_id, group_id, name, create_time, sort_order, seen_at)"
                            + " VALUES (?, ?, 'g', ?, '2026-01-01', 0, '2026-01-01')",
                    corpId,
                    "t" + tag,
                    "t" + tag);
        }
    }

    /** Makes a contact, or makes it another one. */
    void write(String contact) {
        jdbc.update("INSERT IGNORE INTO external_contact (corp_id, external_userid) VALUES (?, ?)", corpId, contact);
        for (String table : List.of(
                "follow_user",
                "follow_user_tag",
                "personal_tag",
                "contact_channel",
                "group_membership",
                "contact_activity",
                "contact_growth")) {
            jdbc.update("DELETE FROM " + table + " WHERE corp_id = ? AND external_userid = ?", corpId, contact);
        }
        for (String user : List.of("zhang", "li")) {
            if (random.nextInt(3) > 0) {
                insert(
                        "follow_user (corp_id, external_userid, userid, added_at, ended_at)",
                        contact,
                        user,
                        random.nextInt(10) == 0 ? null : time(),
                        random.nextInt(3) == 0 ? time() : null);
                for (int tag = 0; tag < 8; tag++) {
                    if (random.nextInt(8) > tag) {
                        insert(
                                "follow_user_tag (corp_id, external_userid, userid, tag_id, source, assigned_at)",
                                contact,
                                user,
                                "t" + tag,
                                "WECOM",
                                time());
                    }
                }
                if (random.nextBoolean()) {
                    insert(
                            "personal_tag (corp_id, external_userid, userid, origin, tag_name)",
                            contact,
                            user,
                            random.nextBoolean() ? "WECOM" : "SCRM",
                            "p" + random.nextInt(2));
                }
            }
        }
        if (random.nextBoolean()) {
            int code = random.nextInt(4);
            insert(
                    "contact_channel (corp_id, external_userid, userid, live_code_id, channel_id, attributed_at)",
                    contact,
                    "zhang",
                    "" + code,
                    "" + code / 2,
                    time());
        }
        for (int chat = 0; chat < 2; chat++) {
            if (random.nextBoolean()) {
                insert(
                        "group_membership (corp_id, external_userid, chat_id, joined_at, left_at)",
                        contact,
                        "wr" + chat,
                        random.nextInt(5) == 0 ? null : time(),
                        random.nextBoolean() ? time() : null);
            }
        }
        if (random.nextBoolean()) {
            insert("contact_activity (corp_id, external_userid, last_active_at)", contact, time());
        }
        if (random.nextBoolean()) {
            insert(
                    "contact_growth (corp_id, external_userid, level, levelled_at)",
                    contact,
                    LEVELS.get(random.nextInt(4)),
                    time());
        }
    }

    private void insert(String table, String contact, Object... values) {
        List<Object> all = new ArrayList<>(List.of(corpId, contact));
        all.addAll(Arrays.asList(values));
        jdbc.update("INSERT INTO " + table + " VALUES (?, ?" + ", ?".repeat(values.length) + ")", all.toArray());
    }

    /** Around midnight in Shanghai as often as not. */
    private String time() {
        return "2026-01-%02d %02d:00:00".formatted(1 + random.nextInt(20), random.nextBoolean() ? 15 : 16);
    }

    Map<String, ?> condition(int depth) {
        int kind = random.nextInt(depth == 0 ? 11 : 16);
        return switch (kind) {
            case 0, 1, 2 -> Map.of("tagId", "t" + random.nextInt(8));
            case 3 -> Map.of("personalTag", Map.of("userId", user(), "name", "p" + random.nextInt(2)));
            case 4 ->
                random.nextBoolean()
                        ? Map.of("channelId", "" + random.nextInt(2))
                        : Map.of("liveCodeId", "" + random.nextInt(4));
            case 5 -> Map.of("followedBy", user());
            case 6 -> Map.of("added", days());
            case 7 -> Map.of("lastActive", days());
            case 8 -> Map.of("growthLevel", LEVELS.get(random.nextInt(4)));
            case 9 ->
                random.nextBoolean()
                        ? Map.of("groupChat", "wr" + random.nextInt(2))
                        : Map.of("inGroupChat", random.nextBoolean());
            case 10 -> Map.of("lost", random.nextBoolean());
            default -> Map.of(List.of("all", "any", "none").get(kind % 3), conditions(depth - 1));
        };
    }

    private List<Map<String, ?>> conditions(int depth) {
        List<Map<String, ?>> some = new ArrayList<>();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            some.add(condition(depth));
        }
        return some;
    }

    private String user() {
        return random.nextBoolean() ? "zhang" : "li";
    }

    private Map<String, String> days() {
        int from = 1 + random.nextInt(20);
        String first = "2026-01-%02d".formatted(from);
        String last = "2026-01-%02d".formatted(Math.min(31, from + random.nextInt(8)));
        return switch (random.nextInt(3)) {
            case 0 -> Map.of("from", first);
            case 1 -> Map.of("until", last);
            default -> Map.of("from", first, "until", last);
        };
    }

    /** Whom it means, in the database's own words. */
    List<String> meant(Map<String, ?> condition) {
        return jdbc.queryForList(
                "SELECT external_userid FROM external_contact c WHERE corp_id = '" + corpId + "' AND " + sql(condition)
                        + " ORDER BY ordinal",
                String.class);
    }

    private static String sql(Map<String, ?> condition) {
        var part = condition.entrySet().iterator().next();
        Object value = part.getValue();
        return switch (part.getKey()) {
            case "all" -> "(" + String.join(" AND ", each(value)) + ")";
            case "any" -> "(" + String.join(" OR ", each(value)) + ")";
            case "none" -> "NOT (" + String.join(" OR ", each(value)) + ")";
            case "tagId" -> exists("follow_user_tag", "tag_id = '" + value + "'");
            case "personalTag" -> {
                Map<?, ?> tag = (Map<?, ?>) value;
                yield exists(
                        "personal_tag",
                        "userid = '" + tag.get("userId") + "' AND tag_name = '" + tag.get("name") + "'");
            }
            case "channelId" -> exists("contact_channel", "channel_id = '" + value + "'");
            case "liveCodeId" -> exists("contact_channel", "live_code_id = '" + value + "'");
            case "followedBy" -> exists("follow_user", "userid = '" + value + "' AND ended_at IS NULL");
            case "growthLevel" -> exists("contact_growth", "level = '" + value + "'");
            case "groupChat" -> exists("group_membership", "chat_id = '" + value + "' AND " + MEMBER);
            case "inGroupChat" -> (value.equals(true) ? "" : "NOT ") + exists("group_membership", MEMBER);
            case "lost" ->
                (value.equals(true) ? "" : "NOT ") + "(" + exists("follow_user", "TRUE") + " AND NOT "
                        + exists("follow_user", "ended_at IS NULL") + ")";
            case "added" ->
                between(
                        "(SELECT MIN(t.added_at) FROM follow_user t WHERE t.corp_id = c.corp_id"
                                + " AND t.external_userid = c.external_userid)",
                        (Map<?, ?>) value);
            case "lastActive" ->
                between(
                        "(SELECT t.last_active_at FROM contact_activity t WHERE t.corp_id = c.corp_id"
                                + " AND t.external_userid = c.external_userid)",
                        (Map<?, ?>) value);
            default -> throw new IllegalArgumentException(part.getKey());
        };
    }

    private static final String MEMBER = "joined_at IS NOT NULL AND (left_at IS NULL OR joined_at > left_at)";

    private static List<String> each(Object conditions) {
        return ((List<?>) conditions).stream().map(one -> sql(as(one))).toList();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, ?> as(Object condition) {
        return (Map<String, ?>) condition;
    }

    private static String exists(String table, String where) {
        return "EXISTS (SELECT 1 FROM " + table + " t WHERE t.corp_id = c.corp_id"
                + " AND t.external_userid = c.external_userid AND " + where + ")";
    }

    /** Shanghai is eight hours ahead. */
    private static String between(String time, Map<?, ?> days) {
        String day = "DATE(" + time + " + INTERVAL 8 HOUR)";
        return "COALESCE(" + day + " >= '" + (days.containsKey("from") ? days.get("from") : "1000-01-01") + "' AND "
                + day + " <= '" + (days.containsKey("until") ? days.get("until") : "9999-01-01") + "', FALSE)";
    }
}
