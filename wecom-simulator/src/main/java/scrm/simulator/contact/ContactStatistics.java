package scrm.simulator.contact;

import java.time.LocalDate;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import scrm.simulator.directory.Directory;
import scrm.simulator.server.Call;
import scrm.simulator.server.Days;
import scrm.simulator.server.Routes;
import scrm.simulator.server.WeComError;
import scrm.simulator.server.World;

/** What members did with contacts, by day, all asked for taken together. Source: document 92132. */
public final class ContactStatistics {
    private final World world;
    private final Directory directory;
    private final Contacts contacts;

    public ContactStatistics(World world, Directory directory, Contacts contacts) {
        this.world = world;
        this.directory = directory;
        this.contacts = contacts;
    }

    public void route(Routes routes) {
        routes.post("externalcontact/get_user_behavior_data", this::behavior);
    }

    private void behavior(Call call, ObjectNode reply) {
        List<String> userIds = call.body().texts("userid");
        List<Long> parties = call.body().numbers("partyid");
        if (userIds.size() > 100 || parties.size() > 100 || (userIds.isEmpty() && parties.isEmpty())) {
            throw new WeComError(40035, "userid and partyid hold 1 to 100");
        }
        Days days =
                Days.of(call.body().requiredNumber("start_time"), call.body().requiredNumber("end_time"), world);
        List<String> members = directory.expand(userIds, parties);
        ArrayNode data = reply.putArray("behavior_data");
        for (LocalDate day = days.first(); !day.isAfter(days.last()); day = day.plusDays(1)) {
            show(data.addObject(), members, new Days(day, day));
        }
    }

    private void show(ObjectNode to, List<String> members, Days day) {
        List<Relation> relations =
                members.stream().flatMap(userId -> contacts.of(userId).stream()).toList();
        long chatting = relations.stream()
                .filter(r -> r.chatTimes().stream().anyMatch(day::hold))
                .count();
        long messages = relations.stream()
                .flatMap(r -> r.chatTimes().stream())
                .filter(day::hold)
                .count();
        long fresh = relations.stream().filter(r -> day.hold(r.createTime())).count();
        to.put("stat_time", Days.start(day.first()));
        to.put("chat_cnt", chatting);
        to.put("message_cnt", messages);
        if (chatting > 0) {
            to.put("reply_percentage", 100.0);
            to.put("avg_reply_time", 1);
        }
        to.put(
                "negative_feedback_cnt",
                relations.stream().filter(r -> r.contactDeleted).count());
        to.put("new_apply_cnt", fresh);
        to.put("new_contact_cnt", fresh);
    }
}
