package scrm.tag.segment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.roaringbitmap.RoaringBitmap;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

import scrm.events.CorpId;
import scrm.events.EventId;
import scrm.events.ExternalUserId;
import scrm.events.TaggingEvent.ContactErased;
import scrm.events.TaggingEvent.ExternalContactTagged;
import scrm.events.UserId;
import scrm.harness.Answer;
import scrm.messaging.Outbox;
import scrm.tag.TagServiceIT;
import scrm.tag.contact.PersonalData;

class SegmentIT extends TagServiceIT {
    private static final Map<String, ?> EVERYBODY = Map.of("none", List.of(Map.of("channelId", "none")));

    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private Outbox outbox;

    @Autowired
    private List<PersonalData> personalData;

    @Autowired
    private Snapshots snapshots;

    @Test
    void whoIsMeantIsWhoTheDatabaseMeansWhateverTheConditionAndAfterEveryChange() {
        RandomContacts contacts = contacts(300);
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < 40; i++) {
                Map<String, ?> condition = contacts.condition(3);
                assertThat(preview(condition)).as("%s", condition).isEqualTo(contacts.meant(condition));
            }
            for (int i = 0; i < 100; i++) {
                String contact = RandomContacts.name(i * 3 % 330);
                change(contact, () -> contacts.write(contact));
            }
            int all = jdbc.queryForObject(
                    "SELECT COUNT(*) FROM external_contact WHERE corp_id = ?", Integer.class, corpId());
            // The last event is the last that is seen.
            String last = "wm-last-" + round;
            change(last, () -> contacts.write(last));
            soon().untilAsserted(() -> assertThat(count(EVERYBODY)).isEqualTo(all + 1));
        }
    }

    @Test
    void noAnswerIsCaughtInTheMidstOfAChange() {
        contacts(0);
        for (int i = 0; i < 50; i++) {
            move(RandomContacts.name(i), "t0");
        }
        Map<String, ?> one = Map.of("any", List.of(Map.of("tagId", "t0"), Map.of("tagId", "t1")));
        Map<String, ?> both = Map.of("all", List.of(Map.of("tagId", "t0"), Map.of("tagId", "t1")));
        soon().untilAsserted(() -> assertThat(count(one)).isEqualTo(50));

        for (int i = 0; i < 300; i++) {
            move(RandomContacts.name(i % 50), i / 50 % 2 == 0 ? "t1" : "t0");
            if (i % 5 == 0) {
                assertThat(count(one)).isEqualTo(50);
                assertThat(count(both)).isZero();
            }
        }
    }

    @Test
    void aChangeIsVisibleWithinASecond() {
        contacts(0);
        List<Duration> delays = new ArrayList<>();
        for (int i = 1; i <= 50; i++) {
            int number = i;
            move(RandomContacts.name(i), "t0");
            long committed = System.nanoTime();
            soon().pollInterval(Duration.ofMillis(5)).until(() -> count(Map.of("tagId", "t0")) == number);
            delays.add(Duration.ofNanos(System.nanoTime() - committed));
        }
        delays.sort(null);
        // The slowest but one: what is built beside us may take the processor for a while.
        assertThat(delays.get(48)).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void aSegmentIsKeptEditedOnItsVersionAndDeleted() {
        contacts(30);
        Answer created = post("/segments", segment("老客", Map.of("tagId", "t1")));
        assertThat(created.status()).isEqualTo(201);
        String path = "/segments/" + created.json().path("id").asString();
        assertThat(get(path).json().path("definition").toString()).isEqualTo("{\"tagId\":\"t1\"}");
        assertThat(post("/segments", segment("老客", Map.of("tagId", "t2")))
                        .json()
                        .path("reason")
                        .asString())
                .isEqualTo("segment_name_taken");

        Answer edited = put(path, created.etag(), segment("新客", Map.of("tagId", "t2")));
        assertThat(edited.json().path("version").asInt()).isEqualTo(2);
        assertThat(put(path, created.etag(), segment("旧", Map.of("tagId", "t3")))
                        .status())
                .isEqualTo(412);
        assertThat(get(path).json().path("name").asString()).isEqualTo("新客");
        assertThat(all("/segments")).hasSize(1);
        assertThat(names(all(path + "/members"))).isEqualTo(preview(Map.of("tagId", "t2")));
        assertThat(get(path + "/members?count=exact").json().path("total").asLong())
                .isEqualTo(count(Map.of("tagId", "t2")));

        assertThat(delete(path, created.etag()).status()).isEqualTo(412);
        assertThat(delete(path, edited.etag()).status()).isEqualTo(204);
        assertThat(get(path + "/members").status()).isEqualTo(404);
    }

    @Test
    void whoOfSomeContactsIsInASegmentIsWhoIsAmongItsMembers() {
        contacts(60);
        Map<String, ?> definition = Map.of("tagId", "t1");
        String path = "/segments/"
                + post("/segments", segment("some", definition))
                        .json()
                        .path("id")
                        .asString();
        List<String> in = preview(definition);
        List<String> asked = new ArrayList<>(List.of("wm-nobody"));
        for (int i = 0; i < 60; i += 2) {
            asked.add(RandomContacts.name(i));
        }
        List<String> expected = asked.stream().filter(in::contains).toList();
        assertThat(expected).isNotEmpty().hasSizeLessThan(30);

        Answer found = post(path + "/members/check", Map.of("externalUserIds", asked));

        assertThat(found.status()).isEqualTo(200);
        List<String> ids = new ArrayList<>();
        found.json().path("externalUserIds").forEach(id -> ids.add(id.asString()));
        assertThat(ids).isEqualTo(expected);
        assertThat(fields(post(path + "/members/check", Map.of("externalUserIds", List.of()))))
                .hasSize(1);
        assertThat(post("/segments/999999/members/check", Map.of("externalUserIds", asked))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void aSnapshotStaysAsItWasTakenWithoutThoseWhoWereErased() {
        contacts(40);
        String path = "/segments/"
                + post("/segments", segment("all", EVERYBODY)).json().path("id").asString();
        Answer taken = post(path + "/snapshots", Map.of());
        assertThat(taken.status()).isEqualTo(201);
        assertThat(taken.json().path("count").asLong()).isEqualTo(40);
        String snapshot = path + "/snapshots/" + taken.json().path("id").asString();
        List<String> before = names(all(snapshot + "/members"));
        assertThat(before).hasSize(40).doesNotHaveDuplicates();

        String erased = before.get(7);
        erase(erased);
        RandomContacts later = new RandomContacts(jdbc, corpId(), 9);
        change("wm-later", () -> later.write("wm-later"));
        soon().untilAsserted(() -> assertThat(count(EVERYBODY)).isEqualTo(40));

        assertThat(preview(EVERYBODY)).doesNotContain(erased).contains("wm-later");
        List<String> after = new ArrayList<>(before);
        after.remove(erased);
        assertThat(names(all(snapshot + "/members"))).isEqualTo(after);
        assertThat(get(snapshot).json().path("count").asLong()).isEqualTo(40);
        assertThat(all(path + "/snapshots")).hasSize(1);
        assertThat(get("/segments/999999/snapshots/" + taken.json().path("id").asString())
                        .status())
                .isEqualTo(404);
    }

    @Test
    void aSnapshotOfManyPartsIsReadFromAnywhere() {
        RoaringBitmap members = new RoaringBitmap();
        for (int i = 0; i < 40; i++) {
            members.add(i * 50_021);
        }
        members.add(1_000_000L, 1_200_000L);
        Segment segment = new Segment(new SegmentId(1), "many", null, 1, Instant.EPOCH, Instant.EPOCH);
        Snapshot taken = snapshots.add(new CorpId(corpId()), segment, members, Instant.EPOCH);

        assertThat(taken.contacts()).isEqualTo(members.getCardinality());
        for (long from : List.of(0L, 1L, 50_021L, 999_999L, 1_150_000L, 1_950_819L, 1_950_820L, 1L << 31)) {
            RoaringBitmap rest = members.clone();
            rest.remove(0L, from);
            assertThat(snapshots.members(new CorpId(corpId()), taken.id(), from, 30))
                    .as("from %d", from)
                    .isEqualTo(rest.limit(30));
        }
    }

    @Test
    void whatCannotBeEvaluatedIsRefusedByItsPathAndChangesNothing() {
        contacts(0);
        Map<String, ?> broken = Map.of(
                "all", List.of(Map.of("tagId", "t1"), Map.of("any", List.of(Map.of("tagId", "gone"), Map.of()))));
        Map<String, ?> deleted = Map.of("all", List.of(Map.of("tagId", "t1"), Map.of("tagId", "gone")));
        assertThat(fields(post("/segments", segment("x", broken))))
                .containsExactly("definition.all[1].any[1] one_condition");
        assertThat(fields(post("/segments", segment("x", deleted))))
                .containsExactly("definition.all[1].tagId not_found");
        assertThat(fields(post(
                        "/segments/preview", Map.of("definition", Map.of("all", List.of(Map.of("tagid", "t1")))))))
                .containsExactly("definition.all[0].tagid unknown");
        assertThat(fields(post("/segments/preview", Map.of()))).containsExactly("definition required");
        assertThat(all("/segments")).isEmpty();

        Answer kept = post("/segments", segment("x", Map.of("tagId", "t7")));
        String path = "/segments/" + kept.json().path("id").asString();
        jdbc.update("UPDATE corp_tag SET deleted_at = '2026-01-02' WHERE corp_id = ? AND tag_id = 't7'", corpId());
        assertThat(fields(post(path + "/snapshots", Map.of()))).containsExactly("definition.tagId not_found");
        assertThat(all(path + "/snapshots")).isEmpty();
    }

    private RandomContacts contacts(int number) {
        RandomContacts contacts = new RandomContacts(jdbc, corpId(), 20261130);
        contacts.tags();
        for (int i = 0; i < number; i++) {
            String contact = RandomContacts.name(i);
            change(contact, () -> contacts.write(contact));
        }
        soon().untilAsserted(() -> assertThat(count(EVERYBODY)).isEqualTo(number));
        return contacts;
    }

    /** As every feature does it: the change and the word of it in one transaction. */
    private void change(String contact, Runnable change) {
        transaction.executeWithoutResult(_ -> {
            change.run();
            outbox.append(new ExternalContactTagged(
                    EventId.derived("test", UUID.randomUUID().toString()),
                    new CorpId(corpId()),
                    Instant.EPOCH,
                    new UserId("zhang"),
                    new ExternalUserId(contact),
                    List.of(),
                    List.of(),
                    "TEST"));
        });
    }

    /** Gives a contact one tag only. */
    private void move(String contact, String tag) {
        change(contact, () -> {
            jdbc.update(
                    "INSERT IGNORE INTO external_contact (corp_id, external_userid) VALUES (?, ?)", corpId(), contact);
            jdbc.update("DELETE FROM follow_user_tag WHERE corp_id = ? AND external_userid = ?", corpId(), contact);
            jdbc.update(
                    "INSERT INTO follow_user_tag VALUES (?, ?, 'zhang', ?, 'TEST', '2026-01-01')",
                    corpId(),
                    contact,
                    tag);
        });
    }

    private void erase(String contact) {
        transaction.executeWithoutResult(_ -> {
            personalData.forEach(data -> data.erase(new CorpId(corpId()), new ExternalUserId(contact)));
            for (String table : List.of("external_contact", "follow_user", "follow_user_tag", "personal_tag")) {
                jdbc.update("DELETE FROM " + table + " WHERE corp_id = ? AND external_userid = ?", corpId(), contact);
            }
            outbox.append(new ContactErased(
                    EventId.derived("test", UUID.randomUUID().toString()),
                    new CorpId(corpId()),
                    Instant.EPOCH,
                    new ExternalUserId(contact)));
        });
    }

    private static Map<String, ?> segment(String name, Map<String, ?> definition) {
        return Map.of("name", name, "definition", definition);
    }

    private static List<String> fields(Answer refused) {
        assertThat(refused.status()).isEqualTo(400);
        List<String> fields = new ArrayList<>();
        refused.json()
                .path("errors")
                .forEach(error -> fields.add(error.path("field").asString() + " "
                        + error.path("code").asString()));
        return fields;
    }

    private long count(Map<String, ?> condition) {
        JsonNode answer = post("/segments/preview?limit=1", Map.of("definition", condition))
                .json();
        return answer.path("count").asLong(-1);
    }

    /** All whom it means, page by page; their number must be the count. */
    private List<String> preview(Map<String, ?> condition) {
        List<String> all = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = post("/segments/preview?limit=37" + cursor, Map.of("definition", condition))
                    .json();
            assertThat(page.path("count").isNumber()).as("%s", page).isTrue();
            all.addAll(names(page.path("items").valueStream().toList()));
            String next = page.path("next").asString("");
            cursor = next.isEmpty() ? "" : "&cursor=" + next;
            if (cursor.isEmpty()) {
                assertThat(page.path("count").asInt()).isEqualTo(all.size());
            }
        } while (!cursor.isEmpty());
        assertThat(all).doesNotHaveDuplicates();
        return all;
    }

    private static List<String> names(List<JsonNode> members) {
        return members.stream()
                .map(member -> member.path("externalUserId").asString())
                .toList();
    }
}
