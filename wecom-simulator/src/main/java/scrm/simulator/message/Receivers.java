package scrm.simulator.message;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import scrm.simulator.contact.Contacts;
import scrm.simulator.contact.Relation;
import scrm.simulator.directory.Directory;
import scrm.simulator.directory.Member;
import scrm.simulator.group.GroupChat;
import scrm.simulator.group.GroupChats;
import scrm.simulator.server.Fields;
import scrm.simulator.server.WeComError;

/** Finds out who sends a mass message to whom. Source: document 92135. */
final class Receivers {
    private static final int CONTACTS = 10_000;
    private static final int CHATS = 2_000;
    private static final int TAGS = 100;

    private final Directory directory;
    private final Contacts contacts;
    private final GroupChats chats;

    Receivers(Directory directory, Contacts contacts, GroupChats chats) {
        this.directory = directory;
        this.contacts = contacts;
        this.chats = chats;
    }

    /**
     * Whom a request reaches.
     *
     * @param senders the sending member by receiver
     * @param failed receivers that were named but cannot be reached
     */
    record Found(Map<String, String> senders, List<String> failed) {}

    Found groups(Fields body) {
        String sender = directory.member(body.required("sender")).userId();
        List<String> asked = body.texts("chat_id_list");
        if (asked.size() > CHATS) {
            throw new WeComError(40035, "chat_id_list holds at most " + CHATS);
        }
        List<String> owned = chats.ownedBy(sender).stream().map(GroupChat::id).toList();
        Found found = new Found(new LinkedHashMap<>(), new ArrayList<>());
        for (String chatId : asked.isEmpty() ? owned : asked) {
            if (owned.contains(chatId)) {
                found.senders.put(chatId, sender);
            } else {
                found.failed.add(chatId);
            }
        }
        return found;
    }

    Found contacts(Fields body) {
        List<String> asked = body.texts("external_userid");
        String sender = body.text("sender", "");
        if (asked.size() > CONTACTS) {
            throw new WeComError(40035, "external_userid holds at most " + CONTACTS);
        }
        if (!sender.isEmpty()) {
            directory.member(sender);
        }
        Found found = new Found(new LinkedHashMap<>(), new ArrayList<>());
        if (asked.isEmpty()) {
            candidates(body, sender).forEach(relation -> prefer(found, relation));
            return found;
        }
        for (String externalUserId : asked) {
            Optional<Relation> relation = sender.isEmpty()
                    ? lastChatted(externalUserId)
                    : contacts.find(sender, externalUserId).filter(Relation::mutual);
            relation.ifPresentOrElse(
                    r -> found.senders.put(externalUserId, r.userId()), () -> found.failed.add(externalUserId));
        }
        return found;
    }

    private List<Relation> candidates(Fields body, String sender) {
        List<Fields> filter = body.object("tag_filter").objects("group_list");
        if (sender.isEmpty() && filter.isEmpty()) {
            throw new WeComError(41048, "no sender, no receivers, no tag_filter");
        }
        List<String> members = sender.isEmpty()
                ? directory.members().stream().map(Member::userId).toList()
                : List.of(sender);
        return members.stream()
                .flatMap(userId -> contacts.of(userId).stream())
                .filter(relation -> relation.mutual() && matches(filter, relation))
                .toList();
    }

    /** OR inside a group of tags, AND between groups. */
    private static boolean matches(List<Fields> filter, Relation relation) {
        for (Fields group : filter) {
            List<String> tags = group.texts("tag_list");
            if (tags.size() > TAGS) {
                throw new WeComError(40035, "tag_list holds at most " + TAGS);
            }
            if (tags.stream().noneMatch(relation::hasTag)) {
                return false;
            }
        }
        return true;
    }

    /** Of several members the one who last chatted with the contact sends. */
    private void prefer(Found found, Relation relation) {
        String id = relation.externalUserId();
        String rival = found.senders.get(id);
        if (rival == null || contacts.relation(rival, id).lastChat() < relation.lastChat()) {
            found.senders.put(id, relation.userId());
        }
    }

    private Optional<Relation> lastChatted(String externalUserId) {
        return contacts.knows(externalUserId)
                ? contacts.followers(contacts.contact(externalUserId)).stream()
                        .max(Comparator.comparingLong(Relation::lastChat).thenComparingLong(Relation::createTime))
                : Optional.empty();
    }
}
