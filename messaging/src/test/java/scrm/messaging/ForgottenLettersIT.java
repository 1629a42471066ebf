package scrm.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.events.Topic;
import scrm.messaging.erasure.EraseContacts;
import scrm.messaging.erasure.ErasedContacts;
import scrm.stores.TestStores;

/** What is left of contacts whose data is deleted, in topics and at consumers. */
class ForgottenLettersIT {
    private final Map<String, String> stores = TestStores.settings();

    @Test
    void lettersThatNameAContactGoAndTheOthersThatWaitStay() {
        var broken = new AtomicBoolean(true);
        var consumer = new RecordingConsumer("tagging", Set.of(Topic.EXTERNAL_CONTACT), _ -> {
            if (broken.get()) {
                throw new IllegalStateException("broken");
            }
        });
        try (var service = TestService.on(stores).with(consumer).start()) {
            DeadLetters letters = service.get(DeadLetters.class);
            service.publish(Events.edit("wmReplayed", 0));
            await().atMost(TestService.PATIENCE)
                    .untilAsserted(() -> assertThat(letters.list("tagging")).hasSize(1));
            broken.set(false);
            assertThat(letters.replay("tagging")).isEqualTo(1);
            await().atMost(TestService.PATIENCE).until(() -> consumer.handled.size() == 1);
            broken.set(true);
            for (int i = 1; i <= 3; i++) {
                service.publish(Events.edit("wmStays", i));
                service.publish(Events.edit("wmGoes", i));
            }
            await().atMost(TestService.PATIENCE)
                    .untilAsserted(() -> assertThat(letters.list("tagging")).hasSize(6));

            assertThat(letters.forget("wmGoes")).isEqualTo(3);

            assertThat(letters.list("tagging")).hasSize(3);
            assertThat(letters.forget("wmGoes")).isZero();
            broken.set(false);
            assertThat(letters.replay("tagging")).isEqualTo(3);
            await().atMost(TestService.PATIENCE)
                    .untilAsserted(() -> assertThat(consumer.handled)
                            .extracting(
                                    event -> event.key().substring(event.key().indexOf('|') + 1))
                            .containsExactlyInAnyOrder("wmReplayed", "wmStays", "wmStays", "wmStays"));
        }
    }

    @Test
    void eventsOfAnErasedContactReachNobodyUntilItMayComeInAgain() {
        var consumer = new RecordingConsumer("tagging", Topic.EXTERNAL_CONTACT);
        ExternalUserId erased = new ExternalUserId("wmErased");
        CorpId corpId = Events.CORP;
        try (var service = TestService.on(stores).with(consumer).start()) {
            EraseContacts erase = service.get(EraseContacts.class);
            assertThat(service.fromTransaction(() -> erase.erase(corpId, erased)))
                    .isTrue();
            assertThat(service.fromTransaction(() -> erase.erase(corpId, erased)))
                    .isFalse();
            assertThat(service.get(ErasedContacts.class).among(corpId, List.of(erased, new ExternalUserId("wmOther"))))
                    .containsExactly(erased);

            service.publish(Events.edit("wmErased", 1));
            service.publish(Events.edit("wmOther", 2));
            service.publish(Events.edit("wmErased", 3));
            service.publish(Events.edit("wmOther", 4));
            await().atMost(TestService.PATIENCE).until(() -> consumer.handled.size() == 2);
            assertThat(consumer.arrived).allMatch(event -> event.key().endsWith("wmOther"));

            assertThat(service.fromTransaction(() -> erase.readmit(corpId, erased)))
                    .isTrue();
            service.publish(Events.edit("wmErased", 5));
            await().atMost(TestService.PATIENCE).until(() -> consumer.handled.size() == 3);
            assertThat(consumer.handled).extracting(Events::number).contains(5).doesNotContain(1, 3);
        }
    }
}
