package scrm.simulator.message;

import java.time.Duration;
import java.util.List;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import scrm.simulator.message.MassSend.Receiver;
import scrm.simulator.message.MassSend.Task;
import scrm.simulator.message.MassSends.Made;
import scrm.simulator.server.Call;
import scrm.simulator.server.Paging;
import scrm.simulator.server.Routes;
import scrm.simulator.server.WeComError;
import scrm.simulator.server.World;

/** The calls about mass sends. Sources: documents 92135, 97610, 97611, 93338. */
public final class MassSendApi {
    /** How long tasks and results answer 41063; WeCom does not publish it. */
    private static final Duration DISPATCHING = Duration.ofSeconds(2);

    private static final long MONTH = 31 * 86_400L;
    private static final int REMINDERS = 3;

    private final World world;
    private final MassSends sends;

    public MassSendApi(World world, MassSends sends) {
        this.world = world;
        this.sends = sends;
    }

    public void route(Routes routes) {
        routes.post("externalcontact/add_msg_template", this::add);
        routes.post("externalcontact/get_groupmsg_list_v2", this::list);
        routes.post("externalcontact/get_groupmsg_task", this::tasks);
        routes.post("externalcontact/get_groupmsg_send_result", this::results);
        routes.post("externalcontact/remind_groupmsg_send", this::remind);
        routes.post("externalcontact/cancel_groupmsg_send", this::cancel);
    }

    private void add(Call call, ObjectNode reply) {
        Made made = sends.make(call.body());
        made.failed().forEach(reply.putArray("fail_list")::add);
        reply.put("msgid", made.send().msgid());
    }

    private void list(Call call, ObjectNode reply) {
        boolean toGroups = call.body().required("chat_type").equals("group");
        long from = call.body().requiredNumber("start_time");
        long to = call.body().requiredNumber("end_time");
        if (to - from > MONTH) {
            throw new WeComError(40035, "the span is more than a month");
        }
        // Sends of the API have no creator: asking for one, or for personal sends, finds none of them.
        boolean ours = call.body().text("creator", "").isEmpty() && call.body().number("filter_type", 2) != 1;
        List<MassSend> asked = sends.all().stream()
                .filter(send ->
                        ours && send.toGroups() == toGroups && send.createTime() >= from && send.createTime() <= to)
                .toList();
        int limit = call.body().limit(50, 100);
        Paging.page(reply, "group_msg_list", asked, call.body().text("cursor"), limit, send -> {
            ObjectNode shown = JsonNodeFactory.instance.objectNode();
            shown.put("msgid", send.msgid());
            shown.put("create_time", send.createTime());
            shown.put("create_type", 0);
            shown.setAll(send.content());
            return shown;
        });
    }

    private void tasks(Call call, ObjectNode reply) {
        MassSend send = dispatched(call);
        int limit = call.body().limit(500, 1000);
        Paging.page(reply, "task_list", send.tasks(), call.body().text("cursor"), limit, task -> {
            ObjectNode shown = JsonNodeFactory.instance.objectNode();
            shown.put("userid", task.userId);
            shown.put("status", task.sendTime == null ? 0 : 2);
            if (task.sendTime != null) {
                shown.put("send_time", task.sendTime);
            }
            return shown;
        });
    }

    private void results(Call call, ObjectNode reply) {
        MassSend send = dispatched(call);
        Task task = send.task(call.body().required("userid"));
        if (task == null) {
            throw new WeComError(40003, "invalid userid: not a sender");
        }
        List<Receiver> asked = send.toGroups()
                ? task.receivers.stream().filter(r -> r.status != 0).toList()
                : task.receivers;
        int limit = call.body().limit(500, 1000);
        Paging.page(reply, "send_list", asked, call.body().text("cursor"), limit, receiver -> {
            ObjectNode shown = JsonNodeFactory.instance.objectNode();
            shown.put(send.toGroups() ? "chat_id" : "external_userid", receiver.id);
            shown.put("userid", task.userId);
            shown.put("status", receiver.status);
            if (receiver.sendTime != null) {
                shown.put("send_time", receiver.sendTime);
            }
            return shown;
        });
    }

    private void remind(Call call, ObjectNode reply) {
        MassSend send = living(call);
        long since = world.now() - 86_400;
        if (send.reminders.stream().filter(at -> at > since).count() >= REMINDERS) {
            throw new WeComError(41094, "reminded " + REMINDERS + " times in 24 h");
        }
        send.reminders.add(world.now());
    }

    private void cancel(Call call, ObjectNode reply) {
        living(call).cancelled = true;
    }

    private MassSend living(Call call) {
        MassSend send = sends.send(call.body().text("msgid", ""));
        if (send.cancelled) {
            throw new WeComError(41093, "cancelled already");
        }
        return send;
    }

    private MassSend dispatched(Call call) {
        MassSend send = sends.send(call.body().text("msgid", ""));
        if (world.now() < send.createTime() + DISPATCHING.toSeconds()) {
            throw new WeComError(41063, "still dispatching, try again later");
        }
        return send;
    }
}
