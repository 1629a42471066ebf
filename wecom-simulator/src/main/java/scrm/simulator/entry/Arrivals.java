package scrm.simulator.entry;

import java.util.Map;
import org.jspecify.annotations.Nullable;

import scrm.simulator.contact.Contact;
import scrm.simulator.contact.Contacts;
import scrm.simulator.contact.Relation;
import scrm.simulator.contact.Relation.Origin;
import scrm.simulator.server.World;

/** How people become friends of members, with the callbacks of that. */
public final class Arrivals {
    private static final int BY_QR_CODE = 1;
    private static final int BY_PHONE_SEARCH = 2;
    private static final int BY_LINK = 16;

    private final World world;
    private final Contacts contacts;
    private final ContactWays ways;
    private final AcquisitionLinks links;
    private final Welcomes welcomes;

    public Arrivals(World world, Contacts contacts, ContactWays ways, AcquisitionLinks links, Welcomes welcomes) {
        this.world = world;
        this.contacts = contacts;
        this.ways = ways;
        this.links = links;
        this.welcomes = welcomes;
    }

    /** A relation that arose, with its welcome code if one was issued. */
    public record Arrival(Relation relation, @Nullable String welcomeCode) {}

    public Arrival scan(String configIdOrState, Contact contact) {
        ContactWay way = way(configIdOrState);
        String userId = way.nextMember();
        Relation existing = contacts.find(userId, contact.externalUserId()).orElse(null);
        if (existing != null && existing.mutual()) {
            return new Arrival(existing, null);
        }
        way.used();
        Origin origin = new Origin(BY_QR_CODE, way.state(), contact.externalUserId());
        return way.skipVerify()
                ? added(contacts.befriend(userId, contact, origin))
                : new Arrival(contacts.request(userId, contact, origin), null);
    }

    public Arrival halfAdd(String configIdOrState, Contact contact) {
        ContactWay way = way(configIdOrState);
        way.used();
        Origin origin = new Origin(BY_QR_CODE, way.state(), contact.externalUserId());
        Relation relation = contacts.halfBefriend(way.nextMember(), contact, origin);
        String code = welcomes.issue(relation);
        world.tell(world.events()
                .addHalfExternalContact(relation.userId(), contact.externalUserId(), relation.state(), code));
        return new Arrival(relation, code);
    }

    public Arrival confirm(String userId, String externalUserId) {
        Relation relation = contacts.find(userId, externalUserId)
                .orElseThrow(() -> new IllegalArgumentException("nothing to confirm"));
        contacts.confirm(relation);
        return added(relation);
    }

    public Arrival addByMember(String userId, Contact contact) {
        return added(contacts.befriend(userId, contact, new Origin(BY_PHONE_SEARCH, null, userId)));
    }

    public Arrival followLink(String linkId, @Nullable String channel, Contact contact) {
        String userId = links.nextMember(linkId);
        String state = channel == null ? null : AcquisitionLinks.truncated(channel);
        world.tell(world.events()
                .customerAcquisition(
                        "friend_request",
                        state == null ? Map.of("LinkId", linkId) : Map.of("LinkId", linkId, "State", state)));
        Relation relation = contacts.befriend(userId, contact, new Origin(BY_LINK, state, contact.externalUserId()));
        links.cameIn(linkId, relation);
        return added(relation);
    }

    private Arrival added(Relation relation) {
        String code = welcomes.issue(relation);
        world.tell(world.events()
                .addExternalContact(relation.userId(), relation.externalUserId(), relation.state(), code));
        return new Arrival(relation, code);
    }

    private ContactWay way(String configIdOrState) {
        ContactWay way = ways.find(configIdOrState);
        if (way == null) {
            throw new IllegalArgumentException("no living contact way has config_id or state " + configIdOrState);
        }
        return way;
    }
}
