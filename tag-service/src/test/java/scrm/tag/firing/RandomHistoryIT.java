package scrm.tag.firing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import scrm.events.EventId;
import scrm.tag.TagServiceIT;

/** Rules fire for random contacts exactly when somebody who knows all of their past says so. */
class RandomHistoryIT extends TagServiceIT {
    private static final List<String> KINDS = List.of("LIKE", "SHARE", "MESSAGE_SENT");

    @Autowired
    private JdbcClient jdbc;

    private record Told(String contact, String key, String kind, Instant at) {}

    @Test
    void rulesFireWhenTheirConditionsCameTrueAndAtNoOtherTime() {
        String tagId = people.consoleAddsTags("规则", List.of("A")).tagIds().getFirst();
        soon().untilAsserted(() -> assertThat(all("/corp-tags")).hasSize(1));
        List<String> contacts = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            contacts.add(people.memberAdds("zhang", "客" + i).externalUserId());
        }
        contacts.forEach(contact -> soon().untilAsserted(() ->
                assertThat(get("/external-contacts/" + contact).status()).isEqualTo(200)));
        Map<String, BiPredicate<List<Told>, Told>> rules = Map.of(
                create(tagId, Map.of("behaviour", Map.of("kind", "LIKE", "days", 3, "countAtLeast", 3))),
                (past, now) -> now.kind().equals("LIKE") && count(past, "LIKE", now.at(), 3) >= 3,
                create(
                        tagId,
                        Map.of(
                                "all",
                                List.of(
                                        Map.of("event", Map.of("kind", "SHARE")),
                                        Map.of(
                                                "none",
                                                List.of(Map.of(
                                                        "behaviour",
                                                        Map.of(
                                                                "kind",
                                                                "MESSAGE_SENT",
                                                                "days",
                                                                2,
                                                                "countAtLeast",
                                                                1))))))),
                (past, now) -> now.kind().equals("SHARE") && count(past, "MESSAGE_SENT", now.at(), 2) == 0,
                create(
                        tagId,
                        Map.of(
                                "any",
                                List.of(
                                        Map.of("event", Map.of("kind", "LIKE", "subject", "x")),
                                        Map.of("behaviour", Map.of("kind", "SHARE", "days", 5, "countAtLeast", 4))))),
                (past, now) -> (now.kind().equals("LIKE") && now.key().endsWith("x"))
                        || (now.kind().equals("SHARE") && count(past, "SHARE", now.at(), 5) >= 4));

        Random random = new Random(11);
        List<Told> all = new ArrayList<>();
        Instant at = WECOM.clock().instant().minus(Duration.ofDays(60));
        for (int i = 0; i < 160; i++) {
            at = at.plus(Duration.ofMinutes(random.nextInt(900)));
            String kind = KINDS.get(random.nextInt(3));
            boolean x = random.nextBoolean();
            Told told = new Told(contacts.get(random.nextInt(4)), "k" + i + (x ? "x" : ""), kind, at);
            all.add(told);
            assertThat(post(
                                    "/external-contacts/" + told.contact() + "/behaviours",
                                    Map.of("kind", kind, "key", told.key(), "subject", x ? "x" : "", "occurredAt", at))
                            .status())
                    .isEqualTo(201);
        }

        Set<String> expected = new TreeSet<>();
        for (int i = 0; i < all.size(); i++) {
            Told now = all.get(i);
            List<Told> past = all.subList(0, i + 1).stream()
                    .filter(one -> one.contact().equals(now.contact()))
                    .toList();
            String trigger = EventId.derived("behaved", corpId(), now.contact(), "CLIENT:" + now.key())
                    .value();
            rules.forEach((rule, fires) -> {
                if (fires.test(past, now)) {
                    expected.add(rule + " " + trigger);
                }
            });
        }
        assertThat(expected).hasSizeGreaterThan(30);
        soon().untilAsserted(() -> assertThat(fired()).containsExactlyElementsOf(expected));
    }

    private static long count(List<Told> past, String kind, Instant at, int days) {
        return past.stream()
                .filter(one -> one.kind().equals(kind))
                .filter(one -> one.at().isAfter(at.minus(Duration.ofDays(days))))
                .count();
    }

    private String create(String tagId, Map<String, Object> when) {
        return post("/tagging-rules", Map.of("name", "规则", "when", when, "then", Map.of("addTagIds", List.of(tagId))))
                .json()
                .path("id")
                .asString();
    }

    private Set<String> fired() {
        return new TreeSet<>(jdbc.sql("SELECT rule_id, LOWER(HEX(trigger_id)) FROM rule_firing WHERE corp_id = ?")
                .param(corpId())
                .query((row, _) -> row.getString(1) + " " + row.getString(2))
                .list());
    }
}
