package scrm.simulator.message;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import scrm.simulator.contact.Contacts;
import scrm.simulator.contact.Relation;
import scrm.simulator.directory.Directory;
import scrm.simulator.directory.Member;
import scrm.simulator.media.Attachments;
import scrm.simulator.message.Moment.Reaction;
import scrm.simulator.message.Moment.Share;
import scrm.simulator.server.Fields;
import scrm.simulator.server.WeComError;
import scrm.simulator.server.World;

/** Moments of one corp; nothing is published until members do so. Source: document 95094. */
public final class Moments {
    private static final int PER_MINUTE = 10;
    private static final int PER_MONTH = 100_000;

    private final World world;
    private final Directory directory;
    private final Contacts contacts;
    private final Attachments attachments;
    private final Map<String, Moment> moments = new LinkedHashMap<>();

    public Moments(World world, Directory directory, Contacts contacts, Attachments attachments) {
        this.world = world;
        this.directory = directory;
        this.contacts = contacts;
        this.attachments = attachments;
    }

    Moment make(Fields body) {
        long now = world.now();
        YearMonth month = month(now);
        if (moments.values().stream().filter(m -> m.createTime() > now - 60).count() >= PER_MINUTE) {
            throw new WeComError(41067, "more than " + PER_MINUTE + " jobs a minute");
        }
        if (moments.size() >= PER_MONTH
                && moments.values().stream()
                                .filter(m -> month(m.createTime()).equals(month))
                                .count()
                        >= PER_MONTH) {
            throw new WeComError(41210, "more than " + PER_MONTH + " moments a month");
        }
        Fields range = body.object("visible_range");
        List<String> users = range.object("sender_list").texts("user_list");
        List<Long> parties = range.object("sender_list").numbers("department_list");
        List<String> tags = range.object("external_contact_list").texts("tag_list");
        List<String> invalid = users.stream().filter(u -> !directory.has(u)).toList();
        List<String> senders = users.isEmpty() && parties.isEmpty()
                ? directory.members().stream().map(Member::userId).toList()
                : directory.expand(users.stream().filter(directory::has).toList(), parties);
        Moment moment =
                new Moment(world.id("mom", 29), world.id("job", 20), attachments.moment(body), now, invalid, List.of());
        senders.forEach(sender -> moment.shares.put(sender, new Share(audience(sender, tags))));
        moments.put(moment.id(), moment);
        return moment;
    }

    List<Moment> all() {
        return List.copyOf(moments.values());
    }

    Moment moment(String id) {
        Moment moment = moments.get(id);
        if (moment == null) {
            throw new WeComError(41059, "invalid moment_id: " + id);
        }
        return moment;
    }

    /** A sender's part (41060). */
    Share share(String momentId, String userId) {
        Share share = moment(momentId).shares.get(userId);
        if (share == null) {
            throw new WeComError(41060, "not a sender of the moment: " + userId);
        }
        return share;
    }

    public void publish(String momentId, String userId) {
        Moment moment = moment(momentId);
        Share share = share(momentId, userId);
        if (moment.cancelled || share.publishTime != null) {
            throw new IllegalArgumentException("nothing to publish for " + userId);
        }
        share.publishTime = world.now();
        share.audience.forEach(contact -> world.deliver("moment", contact, userId, momentId, moment.content()));
    }

    public void like(String momentId, String userId, String externalUserId) {
        seen(momentId, userId, externalUserId).likes.add(new Reaction(externalUserId, world.now()));
    }

    public void comment(String momentId, String userId, String externalUserId) {
        seen(momentId, userId, externalUserId).comments.add(new Reaction(externalUserId, world.now()));
    }

    private Share seen(String momentId, String userId, String externalUserId) {
        Share share = share(momentId, userId);
        if (share.publishTime == null || !share.audience.contains(externalUserId)) {
            throw new IllegalArgumentException(externalUserId + " does not see the moment");
        }
        return share;
    }

    private List<String> audience(String userId, List<String> tags) {
        List<String> audience = new ArrayList<>();
        for (Relation relation : contacts.of(userId)) {
            if (relation.mutual() && (tags.isEmpty() || tags.stream().anyMatch(relation::hasTag))) {
                audience.add(relation.externalUserId());
            }
        }
        return audience;
    }

    private static YearMonth month(long time) {
        return YearMonth.from(Instant.ofEpochSecond(time).atOffset(ZoneOffset.ofHours(8)));
    }
}
