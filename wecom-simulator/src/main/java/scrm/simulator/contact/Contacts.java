package scrm.simulator.contact;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

import scrm.simulator.contact.Relation.Origin;
import scrm.simulator.directory.Directory;
import scrm.simulator.server.WeComError;
import scrm.simulator.server.World;

/** All contacts of one corp with all relations: what is so, and how it changes. */
public final class Contacts {
    private final World world;
    private final Directory directory;
    private final Map<String, Contact> contacts = new LinkedHashMap<>();
    private final Map<String, NavigableMap<Long, Relation>> byMember = new HashMap<>();
    private final Map<String, Unassigned> unassigned = new LinkedHashMap<>();
    private final Map<String, Long> lastChats = new HashMap<>();
    private long relations;
    private long chats;

    public Contacts(World world, Directory directory) {
        this.world = world;
        this.directory = directory;
    }

    /** A leaver's relation that waits for a successor. */
    record Unassigned(Relation relation, long leftAt) {}

    /** Somebody whom no member knows yet. */
    public Contact appear(String name, int type) {
        Contact contact = new Contact(world.id(type == Contact.WECHAT ? "wm" : "wo", 30), name, type);
        contacts.put(contact.externalUserId(), contact);
        return contact;
    }

    /** A contact that must be there (40096). */
    public Contact contact(String externalUserId) {
        Contact contact = contacts.get(externalUserId);
        if (contact == null) {
            throw new WeComError(40096, "invalid external userid: " + externalUserId);
        }
        return contact;
    }

    public boolean knows(String externalUserId) {
        return contacts.containsKey(externalUserId);
    }

    Collection<Contact> all() {
        return contacts.values();
    }

    /** Makes a friendship, in place of what was left of an earlier one. */
    public Relation befriend(String userId, Contact contact, Origin origin) {
        directory.member(userId);
        end(userId, contact);
        Relation relation = new Relation(++relations, userId, contact, origin, world.now());
        // Who chatted in an earlier friendship has chatted: there is no welcome code then.
        relation.lastChat(lastChats.getOrDefault(key(userId, contact.externalUserId()), 0L));
        contact.relations.put(userId, relation);
        byMember.computeIfAbsent(userId, u -> new TreeMap<>()).put(relation.number(), relation);
        return relation;
    }

    /** The contact has added the member, who has not confirmed. */
    public Relation halfBefriend(String userId, Contact contact, Origin origin) {
        Relation relation = befriend(userId, contact, origin);
        relation.half = true;
        return relation;
    }

    /** The contact has asked to be added; WeCom tells nobody. */
    public Relation request(String userId, Contact contact, Origin origin) {
        Relation relation = befriend(userId, contact, origin);
        relation.requested = true;
        return relation;
    }

    public void confirm(Relation relation) {
        relation.half = false;
        relation.requested = false;
    }

    /** Whatever there is between the two, confirmed or not. */
    public Optional<Relation> find(String userId, String externalUserId) {
        Contact contact = contacts.get(externalUserId);
        return contact == null ? Optional.empty() : Optional.ofNullable(contact.relations.get(userId));
    }

    /** A relation as the API sees it (40096, 60111, 84061). */
    public Relation relation(String userId, String externalUserId) {
        directory.member(userId);
        Relation relation = contact(externalUserId).relations.get(userId);
        if (relation == null || !relation.visible()) {
            throw new WeComError(84061, "not external contact");
        }
        return relation;
    }

    /** The relations of a member that the API sees, oldest first. */
    public List<Relation> of(String userId) {
        return from(userId, 0).values().stream().filter(Relation::visible).toList();
    }

    /** The relations of a member above a number. */
    NavigableMap<Long, Relation> from(String userId, long number) {
        NavigableMap<Long, Relation> all = byMember.get(userId);
        return all == null ? new TreeMap<>() : all.tailMap(number, false);
    }

    /** Those who follow a contact and can reach it. */
    public List<Relation> followers(Contact contact) {
        return contact.relations.values().stream().filter(Relation::mutual).toList();
    }

    /** The member removes the contact. */
    public void end(String userId, Contact contact) {
        Relation ended = contact.relations.remove(userId);
        NavigableMap<Long, Relation> all = byMember.get(userId);
        if (ended != null && all != null) {
            all.remove(ended.number());
        }
    }

    /** The contact removes the member. */
    public void endByContact(Relation relation) {
        relation.contactDeleted = true;
    }

    public void chat(Relation relation) {
        relation.chatted(++chats, world.now());
        lastChats.put(key(relation.userId(), relation.externalUserId()), chats);
    }

    public void remark(Relation relation, String remark) {
        relation.remark = remark;
    }

    public void tagPersonally(Relation relation, String tagName) {
        relation.tagPersonally(tagName);
    }

    /** Takes a leaver's relations out of sight until they are assigned. */
    public void leave(String userId) {
        for (Relation relation : new ArrayList<>(from(userId, 0).values())) {
            end(userId, relation.contact());
            unassigned.put(key(userId, relation.externalUserId()), new Unassigned(relation, world.now()));
        }
    }

    Collection<Unassigned> unassigned() {
        return unassigned.values();
    }

    @Nullable
    Unassigned unassigned(String userId, String externalUserId) {
        return unassigned.get(key(userId, externalUserId));
    }

    void assigned(String userId, String externalUserId) {
        unassigned.remove(key(userId, externalUserId));
    }

    private static String key(String userId, String externalUserId) {
        return userId + " " + externalUserId;
    }
}
