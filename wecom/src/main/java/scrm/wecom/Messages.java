package scrm.wecom;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

import scrm.events.UserId;

/**
 * Messages of our app to members (应用消息). 30 a minute and 1,000 an hour per member, what is beyond is dropped; better
 * not at :00 and :30. Source: document 90236.
 */
public interface Messages {
    /** Sends, {@code message/send}. Must not be repeated blindly, unless a duplicate check covers it. */
    Sent send(Caller caller, Message message);

    /** Takes back what is younger than 24 h, {@code message/recall}. */
    void recall(Caller caller, String msgid);

    /**
     * Replaces the button of a card that was clicked, {@code message/update_template_card}.
     *
     * @param responseCode from the click or from {@link Sent}; 72 h, once
     */
    void replaceButton(Caller caller, List<UserId> userIds, String responseCode, String text);

    /**
     * What to send to whom.
     *
     * @param users 1000 at most
     * @param departments 100 at most
     * @param duplicateCheck within this time (4 h at most) WeCom drops the same message to the same receivers, which
     *     makes it harmless to send again; null: no check
     */
    record Message(
            List<UserId> users,
            List<Long> departments,
            Content content,
            @Nullable Duration duplicateCheck) {
        public Message {
            users = List.copyOf(users);
            departments = List.copyOf(departments);
        }

        public static Message to(UserId user, Content content) {
            return new Message(List.of(user), List.of(), content, null);
        }
    }

    /** Lengths are UTF-8 bytes. */
    sealed interface Content {
        /** 2048 bytes at most, what is beyond is cut off. */
        record Text(String content) implements Content {}

        /** 2048 bytes at most. */
        record Markdown(String content) implements Content {}

        /** Title 128, description 512, button 4 characters. */
        record TextCard(
                String title,
                String description,
                URI url,
                @Nullable String button) implements Content {}

        /** Articles, 8 at most. */
        record News(List<Article> articles) implements Content {
            public News {
                articles = List.copyOf(articles);
            }
        }

        /** A card that opens a page. */
        record NoticeCard(String title, @Nullable String description, URI url) implements Content {}

        /**
         * A card whose click comes back as {@code template_card_event}.
         *
         * @param taskId unique in the app, 128 of {@code [0-9A-Za-z_@-]} at most
         * @param buttons 6 at most
         */
        record ButtonCard(String title, @Nullable String description, String taskId, List<Button> buttons)
                implements Content {
            public ButtonCard {
                buttons = List.copyOf(buttons);
            }
        }
    }

    record Article(
            String title,
            @Nullable String description,
            URI url,
            @Nullable URI picUrl) {}

    /** @param key comes back with the click; 1024 bytes at most */
    record Button(String text, String key) {}

    /**
     * What WeCom took.
     *
     * @param invalidUsers receivers that it did not reach, in lower case as WeCom gives them back
     * @param unlicensedUsers receivers without a licence
     * @param responseCode of an interactive card
     */
    record Sent(
            String msgid,
            List<String> invalidUsers,
            List<String> invalidDepartments,
            List<String> unlicensedUsers,
            @Nullable String responseCode) {
        public Sent {
            invalidUsers = List.copyOf(invalidUsers);
            invalidDepartments = List.copyOf(invalidDepartments);
            unlicensedUsers = List.copyOf(unlicensedUsers);
        }
    }
}
