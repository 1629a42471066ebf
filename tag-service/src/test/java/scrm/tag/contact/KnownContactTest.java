package scrm.tag.contact;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.events.TagId;
import scrm.events.UserId;
import scrm.tag.contact.Sighting.SeenFollowUser;

class KnownContactTest {
    private static final ExternalUserId CONTACT = new ExternalUserId("wm1");
    private static final UserId ZHANG = new UserId("zhang");
    private static final UserId LI = new UserId("li");
    private static final TagId VIP = new TagId("vip");
    private static final TagId NEW = new TagId("new");

    @Test
    void theFirstReadingCreatesTheRelation() {
        ContactChange change = unread().seen(reading(at(100), seen(ZHANG, at(10))));

        assertThat(change.profile()).isNotNull();
        assertThat(change.followUsers()).singleElement().satisfies(followUser -> {
            assertThat(followUser.created()).isTrue();
            assertThat(followUser.after().relation().addedAt()).isEqualTo(at(10));
        });
    }

    @Test
    void aReadingWithoutNewsChangesNothing() {
        KnownContact known = after(unread(), unread().seen(reading(at(100), seen(ZHANG, at(10)))));

        assertThat(known.seen(reading(at(200), seen(ZHANG, at(10)))).any()).isFalse();
    }

    @Test
    void theNewerReadingWinsWhicheverIsStoredFirst() {
        KnownContact known = after(unread(), unread().seen(reading(at(200), seen(ZHANG, at(10), VIP))));

        assertThat(known.seen(reading(at(100), seen(ZHANG, at(10), NEW))).any()).isFalse();
    }

    @Test
    void aReadingThatBeganBeforeOurMarkTagDoesNotTakeTheTagAway() {
        KnownContact known = after(unread(), unread().seen(reading(at(100), seen(ZHANG, at(10)))));
        FollowUser before = known.followUsers().get(ZHANG);
        FollowUser marked =
                new FollowUser(ZHANG, before.relation(), null, before.refreshedAt(), at(150), Set.of(VIP), Set.of());

        assertThat(marked.seen(seen(ZHANG, at(10)), at(149)).tags()).containsExactly(VIP);
        assertThat(marked.seen(seen(ZHANG, at(10)), at(151)).tags()).isEmpty();
    }

    @Test
    void aLossKeepsTheRelationWithWhoEndedIt() {
        KnownContact known = after(unread(), unread().seen(reading(at(100), seen(ZHANG, at(10)))));
        KnownContact lost = after(known, known.ended(ZHANG, new Ending(Ending.By.CONTACT, at(120))));

        assertThat(lost.followUsers().get(ZHANG).ending()).isEqualTo(new Ending(Ending.By.CONTACT, at(120)));
        // WeCom goes on showing a relation that the contact ended.
        assertThat(lost.seen(reading(at(130), seen(ZHANG, at(10)))).any()).isFalse();
    }

    @Test
    void aLaterAdditionRevivesTheRelationAndCreatesItAnew() {
        KnownContact lost = after(unread(), unread().ended(ZHANG, new Ending(Ending.By.MEMBER, at(50))));

        ContactChange change = lost.seen(reading(at(100), seen(ZHANG, at(60))));

        assertThat(change.followUsers()).singleElement().satisfies(followUser -> {
            assertThat(followUser.after().ending()).isNull();
            assertThat(followUser.created()).isTrue();
        });
    }

    @Test
    void aLossThatIsOlderThanTheAdditionBelongsToAnEarlierRelation() {
        KnownContact known = after(unread(), unread().seen(reading(at(100), seen(ZHANG, at(60)))));

        assertThat(known.ended(ZHANG, new Ending(Ending.By.MEMBER, at(50))).any())
                .isFalse();
    }

    @Test
    void aRelationThatIsNoLongerShownHasEndedUntilACallbackTellsHow() {
        KnownContact known = after(unread(), unread().seen(reading(at(100), seen(ZHANG, at(10)), seen(LI, at(20)))));
        KnownContact later = after(known, known.seen(reading(at(200), seen(ZHANG, at(10)))));

        assertThat(later.followUsers().get(LI).ending()).isEqualTo(new Ending(Ending.By.UNSEEN, at(200)));

        KnownContact told = after(later, later.ended(LI, new Ending(Ending.By.MEMBER, at(150))));
        assertThat(told.followUsers().get(LI).ending()).isEqualTo(new Ending(Ending.By.MEMBER, at(150)));
    }

    @Test
    void aReadingOfOneMemberSaysNothingOfTheOthers() {
        KnownContact known = after(unread(), unread().seen(reading(at(100), seen(ZHANG, at(10)), seen(LI, at(20)))));
        Sighting partial = new Sighting(CONTACT, profile(), List.of(seen(ZHANG, at(10))), false, at(200));

        assertThat(known.seen(partial).any()).isFalse();
    }

    /** F15: losses 1-5 times in any order, readings at any time after: what is held is what happened. */
    @Test
    void anyOrderOfCallbacksGivesWhatHappened() {
        for (long seed = 0; seed < 10_000; seed++) {
            Random random = new Random(seed);
            World world = new World();
            List<Loss> losses = new ArrayList<>();
            for (int second = 1; second < 3 + random.nextInt(10); second++) {
                UserId userId = random.nextBoolean() ? ZHANG : LI;
                world.live(userId, at(second * 10L), random).ifPresent(losses::add);
            }
            List<Loss> arrivals = new ArrayList<>();
            losses.forEach(loss -> arrivals.addAll(Collections.nCopies(1 + random.nextInt(5), loss)));
            Collections.shuffle(arrivals, random);

            KnownContact known = unread();
            long now = 1_000;
            for (Loss loss : arrivals) {
                if (random.nextInt(3) == 0) {
                    known = after(known, known.seen(world.reading(at(now++))));
                }
                known = after(known, known.ended(loss.userId(), loss.ending()));
            }
            known = after(known, known.seen(world.reading(at(now))));

            assertThat(endings(known)).as("seed %d", seed).isEqualTo(world.endings());
        }
    }

    private record Loss(UserId userId, Ending ending) {}

    /** What happens, and what WeCom shows of it in the end. */
    private static final class World {
        private final Map<UserId, Instant> addedAt = new HashMap<>();
        private final Map<UserId, Ending> endings = new HashMap<>();

        Optional<Loss> live(UserId userId, Instant at, Random random) {
            if (!addedAt.containsKey(userId) || endings.containsKey(userId)) {
                addedAt.put(userId, at);
                endings.remove(userId);
                return Optional.empty();
            }
            Ending ending = new Ending(random.nextBoolean() ? Ending.By.MEMBER : Ending.By.CONTACT, at);
            endings.put(userId, ending);
            return Optional.of(new Loss(userId, ending));
        }

        Sighting reading(Instant readAt) {
            List<SeenFollowUser> shown = new ArrayList<>();
            addedAt.forEach((userId, at) -> {
                Ending ending = endings.get(userId);
                if (ending == null || ending.by() == Ending.By.CONTACT) {
                    shown.add(seen(userId, at));
                }
            });
            return shown.isEmpty()
                    ? Sighting.nobody(CONTACT, readAt)
                    : new Sighting(CONTACT, profile(), shown, true, readAt);
        }

        Map<String, String> endings() {
            Map<String, String> all = new TreeMap<>();
            addedAt.keySet().forEach(userId -> all.put(userId.value(), String.valueOf(endings.get(userId))));
            return all;
        }
    }

    private static Map<String, String> endings(KnownContact known) {
        Map<String, String> all = new TreeMap<>();
        known.followUsers().forEach((userId, f) -> all.put(userId.value(), String.valueOf(f.ending())));
        return all;
    }

    private static KnownContact after(KnownContact before, ContactChange change) {
        Map<UserId, FollowUser> followUsers = new HashMap<>(before.followUsers());
        change.followUsers().forEach(f -> followUsers.put(f.after().userId(), f.after()));
        return new KnownContact(
                before.key(),
                change.profile() == null ? before.profile() : change.profile(),
                change.profile() == null ? before.refreshedAt() : change.readAt(),
                followUsers);
    }

    private static KnownContact unread() {
        return KnownContact.unread(new ContactKey(new CorpId("ww1"), CONTACT));
    }

    private static Sighting reading(Instant readAt, SeenFollowUser... followUsers) {
        return new Sighting(CONTACT, profile(), List.of(followUsers), true, readAt);
    }

    private static SeenFollowUser seen(UserId userId, Instant addedAt, TagId... tags) {
        return new SeenFollowUser(
                userId, new Relation("", "", List.of(), 1, null, null, addedAt), Set.of(tags), Set.of());
    }

    private static Profile profile() {
        return new Profile("李雷", null, 1, 1, null, null);
    }

    private static Instant at(long second) {
        return Instant.ofEpochSecond(1_790_000_000L + second);
    }
}
