package scrm.simulator.group;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import scrm.simulator.server.Call;
import scrm.simulator.server.Days;
import scrm.simulator.server.Routes;
import scrm.simulator.server.WeComError;
import scrm.simulator.server.World;

/** What happened in groups: by owner, or by day. Source: document 92133. */
public final class GroupStatistics {
    private final World world;
    private final GroupChats chats;

    public GroupStatistics(World world, GroupChats chats) {
        this.world = world;
        this.chats = chats;
    }

    private record Figures(
            long newChats,
            long chats,
            long spokenChats,
            long newMembers,
            long members,
            long spokenMembers,
            long messages) {

        void show(ObjectNode to) {
            to.put("new_chat_cnt", newChats);
            to.put("chat_total", chats);
            to.put("chat_has_msg", spokenChats);
            to.put("new_member_cnt", newMembers);
            to.put("member_total", members);
            to.put("member_has_msg", spokenMembers);
            to.put("msg_total", messages);
        }

        long by(long order) {
            return order == 2 ? newChats : order == 3 ? newMembers : chats;
        }
    }

    private record OfOwner(String owner, Figures figures) {}

    public void route(Routes routes) {
        routes.post("externalcontact/groupchat/statistic", this::byOwner);
        routes.post("externalcontact/groupchat/statistic_group_by_day", this::byDay);
    }

    private void byOwner(Call call, ObjectNode reply) {
        Days days = days(call);
        List<OfOwner> all = new ArrayList<>();
        for (String owner : owners(call)) {
            all.add(new OfOwner(owner, figures(List.of(owner), days)));
        }
        long order = call.body().number("order_by", 1);
        Comparator<OfOwner> comparator = Comparator.comparingLong(one -> one.figures.by(order));
        all.sort(call.body().flag("order_asc", false) ? comparator : comparator.reversed());
        int from = Math.min(call.body().integer("offset", 0), all.size());
        int to = Math.min(from + call.body().limit(500, 1000), all.size());
        reply.put("total", all.size());
        reply.put("next_offset", to);
        ArrayNode items = reply.putArray("items");
        all.subList(from, to).forEach(one -> {
            ObjectNode item = items.addObject().put("owner", one.owner);
            one.figures.show(item.putObject("data"));
        });
    }

    private void byDay(Call call, ObjectNode reply) {
        Days days = days(call);
        List<String> owners = owners(call);
        ArrayNode items = reply.putArray("items");
        for (LocalDate day = days.first(); !day.isAfter(days.last()); day = day.plusDays(1)) {
            ObjectNode item = items.addObject().put("stat_time", Days.start(day));
            figures(owners, new Days(day, day)).show(item.putObject("data"));
        }
    }

    private Days days(Call call) {
        long begin = call.body().requiredNumber("day_begin_time");
        Days days = Days.of(begin, call.body().number("day_end_time", begin), world);
        if (!days.last().isBefore(Days.day(world.now()))) {
            throw new WeComError(40035, "yesterday is the latest");
        }
        return days;
    }

    private static List<String> owners(Call call) {
        List<String> owners = call.body().object("owner_filter").texts("userid_list");
        if (owners.isEmpty() || owners.size() > 100) {
            throw new WeComError(40035, "owner_filter.userid_list holds 1 to 100");
        }
        return owners;
    }

    private Figures figures(List<String> owners, Days days) {
        long end = Days.start(days.last().plusDays(1));
        List<GroupChat> all = owners.stream()
                .flatMap(owner -> chats.ownedBy(owner).stream())
                .filter(chat -> chat.createTime() < end)
                .toList();
        return new Figures(
                all.stream().filter(chat -> days.hold(chat.createTime())).count(),
                all.size(),
                all.stream()
                        .filter(chat -> chat.spoken.stream().anyMatch(s -> days.hold(s.at())))
                        .count(),
                all.stream()
                        .flatMap(chat -> chat.members.values().stream())
                        .filter(member -> days.hold(member.joinTime()))
                        .count(),
                all.stream()
                        .flatMap(chat -> chat.members.values().stream())
                        .filter(member -> member.joinTime() < end)
                        .count(),
                all.stream()
                        .flatMap(chat -> chat.spoken.stream()
                                .filter(s -> days.hold(s.at()))
                                .map(s -> chat.id() + s.memberId()))
                        .distinct()
                        .count(),
                all.stream()
                        .flatMap(chat -> chat.spoken.stream())
                        .filter(s -> days.hold(s.at()))
                        .count());
    }
}
