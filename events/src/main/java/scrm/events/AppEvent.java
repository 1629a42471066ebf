package scrm.events;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What members did with our app. Source: documents 90240, 90238. */
public sealed interface AppEvent extends WeComEvent {
    /** The member who acted; {@code sys} when WeCom itself did. */
    UserId userId();

    @Override
    default Topic topic() {
        return Topic.APP;
    }

    @Override
    default String key() {
        return corpId().value() + "|" + userId().value();
    }

    /**
     * {@code template_card_event}.
     *
     * @param userId the member
     * @param agentId the app
     * @param eventKey the key of the button
     * @param taskId the card
     * @param cardType the kind of card
     * @param responseCode the right to update the card once within 72 h
     * @param selectedItems answers; may be empty
     */
    record TemplateCardClicked(
            EventId id,
            CorpId corpId,
            Instant occurredAt,
            UserId userId,
            @Nullable String agentId,
            @Nullable String eventKey,
            @Nullable String taskId,
            @Nullable String cardType,
            @Nullable String responseCode,
            List<SelectedItem> selectedItems)
            implements AppEvent {
        public TemplateCardClicked {
            selectedItems = List.copyOf(selectedItems);
        }
    }

    /**
     * {@code template_card_menu_event}.
     *
     * @param userId the member
     * @param agentId the app
     * @param eventKey the key of the button
     * @param taskId the card
     * @param cardType the kind of card
     * @param responseCode the right to update the card once within 72 h
     */
    record TemplateCardMenuClicked(
            EventId id,
            CorpId corpId,
            Instant occurredAt,
            UserId userId,
            @Nullable String agentId,
            @Nullable String eventKey,
            @Nullable String taskId,
            @Nullable String cardType,
            @Nullable String responseCode)
            implements AppEvent {}

    /**
     * Any other event of the app: {@code subscribe}, {@code enter_agent}, {@code click}, {@code close_inactive_agent}
     * and their like.
     *
     * @param userId the member
     * @param agentId the app
     * @param event WeCom's name for it
     * @param eventKey its key
     */
    record AppEventReceived(
            EventId id,
            CorpId corpId,
            Instant occurredAt,
            UserId userId,
            @Nullable String agentId,
            String event,
            @Nullable String eventKey)
            implements AppEvent {}

    /**
     * One answer on a card.
     *
     * @param questionKey the question
     * @param optionIds the options that were chosen
     */
    record SelectedItem(String questionKey, List<String> optionIds) {
        public SelectedItem {
            optionIds = List.copyOf(optionIds);
        }
    }
}
