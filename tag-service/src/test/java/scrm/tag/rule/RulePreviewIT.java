package scrm.tag.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

import scrm.events.ChatId;
import scrm.events.CorpId;
import scrm.events.EventId;
import scrm.events.ExternalUserId;
import scrm.events.TagId;
import scrm.events.UserId;
import scrm.tag.TagServiceIT;
import scrm.tag.rule.Condition.AddedBy;
import scrm.tag.rule.Condition.All;
import scrm.tag.rule.Condition.Any;
import scrm.tag.rule.Condition.Did;
import scrm.tag.rule.Condition.FollowedBy;
import scrm.tag.rule.Condition.Happened;
import scrm.tag.rule.Condition.HasTag;
import scrm.tag.rule.Condition.InGroup;
import scrm.tag.rule.Condition.None;
import scrm.tag.rule.Condition.OnLevel;
import scrm.tag.rule.ContactFacts.CameBy;
import scrm.tag.rule.ContactFacts.Deed;

/** What the database says of a condition is what the domain says of it, one behaviour after the other. */
class RulePreviewIT extends TagServiceIT {
    private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");
    private static final Instant FROM = NOW.minus(Duration.ofDays(20));
    private static final List<String> KINDS =
            List.of("ADDED", "ATTRIBUTED", "GROUP_JOINED", "LINK_CLICKED", "PURCHASED", "CUSTOM");

    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private JdbcPreviews previews;

    @Test
    void randomConditionsOverRandomHistoriesFindTheSameContacts() {
        Random random = new Random(4711);
        Map<String, ContactFacts> contacts = new HashMap<>();
        for (int i = 0; i < 60; i++) {
            contacts.put("wm" + i, contact("wm" + i, random));
        }
        int found = 0;
        for (int round = 0; round < 300; round++) {
            Condition condition = condition(random, 3);
            Set<String> expected = new TreeSet<>();
            contacts.forEach((contact, facts) -> {
                if (!facts.followers().isEmpty() && expected(contact, facts, condition)) {
                    expected.add(contact);
                }
            });
            Previews.Question question = new Previews.Question(new CorpId(corpId()), condition, FROM, NOW);
            assertThat(previews.sample(question, 100))
                    .as(condition.toString())
                    .extracting(ExternalUserId::value)
                    .containsExactlyElementsOf(expected);
            assertThat(previews.count(question)).isEqualTo(expected.size());
            found += expected.isEmpty() ? 0 : 1;
        }
        assertThat(found).isGreaterThan(100);
    }

    private boolean expected(String contact, ContactFacts facts, Condition condition) {
        boolean onBehaviour = facts.deeds().stream()
                .filter(deed -> deed.at().isAfter(FROM) && !deed.at().isAfter(NOW))
                .map(deed -> trigger(
                        contact,
                        deed.at(),
                        new Trigger.Behaved(deed.kind(), deed.subject(), deed.amount(), deed.currency())))
                .anyMatch(trigger -> condition.touchedBy(trigger, true) && condition.holds(trigger, facts));
        boolean byOthers = condition
                .leaves(true)
                .map(Condition.Leaf::condition)
                .anyMatch(leaf -> leaf instanceof HasTag
                        || leaf instanceof OnLevel
                        || leaf instanceof Condition.Idle
                        || leaf instanceof FollowedBy
                        || leaf instanceof AddedBy);
        return onBehaviour || (byOthers && condition.holds(trigger(contact, NOW, new Trigger.Levelled()), facts));
    }

    private Trigger trigger(String contact, Instant at, Trigger.Cause cause) {
        return new Trigger(
                EventId.derived(contact), new CorpId(corpId()), new ExternalUserId(contact), null, at, cause);
    }

    private static Condition condition(Random random, int depth) {
        int kind = random.nextInt(depth == 0 ? 8 : 12);
        return switch (kind) {
            case 0 -> new HasTag(new TagId("t" + random.nextInt(3)));
            case 1 -> new OnLevel(Set.of(random.nextBoolean() ? "S" : "C"));
            case 2, 3 -> did(random);
            case 4 -> new Condition.Idle(1 + random.nextInt(25));
            case 5 -> random.nextBoolean() ? new FollowedBy(Set.of(new UserId("u1"))) : new AddedBy(Set.of(1, 3));
            case 6 -> new InGroup(random.nextBoolean() ? null : new ChatId("wr1"));
            case 7 -> happened(random);
            case 8, 9 -> new All(some(random, depth));
            case 10 -> new Any(some(random, depth));
            default -> new None(some(random, depth));
        };
    }

    private static Condition did(Random random) {
        String kind = KINDS.get(random.nextInt(KINDS.size()));
        boolean sum = kind.equals("PURCHASED") && random.nextBoolean();
        return new Did(
                kind,
                random.nextInt(3) == 0 ? "s1" : null,
                1 + random.nextInt(15),
                sum ? null : 1L + random.nextInt(3),
                sum ? 150L : null,
                sum ? "CNY" : null);
    }

    private static Condition happened(Random random) {
        String kind = KINDS.get(random.nextInt(KINDS.size()));
        boolean paid = kind.equals("PURCHASED") && random.nextBoolean();
        return new Happened(
                kind,
                random.nextInt(3) == 0 ? "s1" : null,
                kind.equals("ATTRIBUTED") && random.nextBoolean() ? "ch1" : null,
                paid ? 100L : null,
                paid ? "CNY" : null);
    }

    private static List<Condition> some(Random random, int depth) {
        return Stream.generate(() -> condition(random, depth - 1))
                .limit(1 + random.nextInt(3))
                .toList();
    }

    /** A contact with a random past, in the database and as the domain sees it. */
    private ContactFacts contact(String contact, Random random) {
        insert("external_contact", "corp_id, external_userid", corpId(), contact);
        Map<UserId, Integer> followers = new HashMap<>();
        Set<TagId> tags = new HashSet<>();
        for (int u = 0; u < 2; u++) {
            boolean lasts = random.nextBoolean();
            int addWay = random.nextInt(4);
            insert(
                    "follow_user",
                    "corp_id, external_userid, userid, add_way, added_at, ended_at",
                    corpId(),
                    contact,
                    "u" + u,
                    addWay,
                    time(NOW.minusSeconds(9_000)),
                    lasts ? null : time(NOW));
            Set<String> own = new HashSet<>();
            for (int t = 0; t < 3; t++) {
                if (random.nextInt(3) == 0) {
                    own.add("t" + t);
                }
            }
            for (String tagId : own) {
                insert(
                        "follow_user_tag",
                        "corp_id, external_userid, userid, tag_id, source, assigned_at",
                        corpId(),
                        contact,
                        "u" + u,
                        tagId,
                        "WECOM",
                        time(NOW));
                if (lasts) {
                    tags.add(new TagId(tagId));
                }
            }
            if (lasts) {
                followers.put(new UserId("u" + u), addWay);
            }
        }
        return new ContactFacts(
                tags,
                level(contact, random),
                active(contact, random),
                followers,
                groups(contact, random),
                channels(contact, random),
                deeds(contact, random));
    }

    private @Nullable String level(String contact, Random random) {
        String level =
                random.nextInt(3) == 0 ? null : List.of("S", "A", "B", "C").get(random.nextInt(4));
        if (level != null) {
            insert(
                    "contact_growth",
                    "corp_id, external_userid, level, levelled_at",
                    corpId(),
                    contact,
                    level,
                    time(NOW));
        }
        return level;
    }

    private @Nullable Instant active(String contact, Random random) {
        Instant at = random.nextInt(4) == 0 ? null : NOW.minus(Duration.ofHours(random.nextInt(600)));
        if (at != null) {
            insert("contact_activity", "corp_id, external_userid, last_active_at", corpId(), contact, time(at));
        }
        return at;
    }

    private Set<ChatId> groups(String contact, Random random) {
        Set<ChatId> groups = new HashSet<>();
        for (int g = 0; g < 2; g++) {
            boolean in = random.nextBoolean();
            insert(
                    "group_membership",
                    "corp_id, external_userid, chat_id, joined_at, left_at",
                    corpId(),
                    contact,
                    "wr" + g,
                    time(NOW.minusSeconds(9)),
                    in ? null : time(NOW));
            if (in) {
                groups.add(new ChatId("wr" + g));
            }
        }
        return groups;
    }

    private Set<CameBy> channels(String contact, Random random) {
        String channel = "ch" + random.nextInt(2);
        insert(
                "contact_channel",
                "corp_id, external_userid, userid, live_code_id, channel_id, attributed_at",
                corpId(),
                contact,
                "u1",
                "s1",
                channel,
                time(NOW));
        return Set.of(new CameBy("s1", channel));
    }

    private List<Deed> deeds(String contact, Random random) {
        List<Deed> deeds = new ArrayList<>();
        int many = random.nextInt(12);
        for (int i = 0; i < many; i++) {
            String kind = KINDS.get(random.nextInt(KINDS.size()));
            boolean paid = kind.equals("PURCHASED");
            Deed deed = new Deed(
                    kind,
                    "s" + random.nextInt(3),
                    paid ? 50L + random.nextInt(150) : null,
                    paid ? random.nextInt(4) == 0 ? "USD" : "CNY" : null,
                    NOW.minus(Duration.ofHours(random.nextInt(900))));
            deeds.add(deed);
            insert(
                    "behaviour",
                    "corp_id, external_userid, behaviour_key, kind, subject, amount, currency, happened_at",
                    corpId(),
                    contact,
                    "k" + i,
                    deed.kind(),
                    deed.subject(),
                    deed.amount(),
                    deed.currency(),
                    time(deed.at()));
        }
        return deeds;
    }

    private void insert(String table, String columns, @Nullable Object... values) {
        jdbc.update(
                "INSERT INTO " + table + " (" + columns + ") VALUES (?" + ", ?".repeat(values.length - 1) + ")",
                values);
    }

    private static Timestamp time(Instant instant) {
        return Timestamp.from(instant);
    }
}
