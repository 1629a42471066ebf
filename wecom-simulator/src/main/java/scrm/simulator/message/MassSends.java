package scrm.simulator.message;

import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import scrm.simulator.contact.Contacts;
import scrm.simulator.contact.Relation;
import scrm.simulator.directory.Directory;
import scrm.simulator.group.GroupChats;
import scrm.simulator.media.Attachments;
import scrm.simulator.message.MassSend.Receiver;
import scrm.simulator.message.MassSend.Task;
import scrm.simulator.message.Receivers.Found;
import scrm.simulator.server.Fields;
import scrm.simulator.server.WeComError;
import scrm.simulator.server.World;

/** Mass sends of one corp: nothing reaches anybody until members confirm. Source: document 92135. */
public final class MassSends {
    private static final int TEXT_BYTES = 4000;

    private final World world;
    private final Contacts contacts;
    private final Attachments attachments;
    private final Receivers receivers;
    private final Map<String, MassSend> sends = new LinkedHashMap<>();
    private final Map<ReceiverMonth, Integer> received = new HashMap<>();

    public MassSends(World world, Directory directory, Contacts contacts, GroupChats chats, Attachments attachments) {
        this.world = world;
        this.contacts = contacts;
        this.attachments = attachments;
        this.receivers = new Receivers(directory, contacts, chats);
    }

    private record ReceiverMonth(String receiver, YearMonth month) {}

    /** A send that was made, and whom of the named it cannot reach. */
    record Made(MassSend send, List<String> failed) {}

    Made make(Fields body) {
        boolean toGroups = body.text("chat_type", "single").equals("group");
        Found found = toGroups ? receivers.groups(body) : receivers.contacts(body);
        MassSend send = new MassSend(world.id("msg", 29), toGroups, attachments.message(body, TEXT_BYTES), world.now());
        if (found.senders().isEmpty()) {
            throw new WeComError(41048, "no receiver can be reached");
        }
        found.senders().forEach((receiver, sender) -> send.give(sender, receiver));
        sends.put(send.msgid(), send);
        return new Made(send, found.failed());
    }

    /** A send by its id (41046, 41047). */
    MassSend send(String msgid) {
        if (msgid.isEmpty()) {
            throw new WeComError(41046, "missing msgid");
        }
        MassSend send = sends.get(msgid);
        if (send == null) {
            throw new WeComError(41047, "invalid msgid: " + msgid);
        }
        return send;
    }

    List<MassSend> all() {
        return List.copyOf(sends.values());
    }

    /** The member confirms its part; returns how many receivers got it. */
    public int confirm(String msgid, String userId) {
        MassSend send = send(msgid);
        Task task = send.task(userId);
        if (task == null || task.sendTime != null || send.cancelled) {
            throw new IllegalArgumentException(userId + " has nothing to confirm of " + msgid);
        }
        task.sendTime = world.now();
        task.receivers.forEach(receiver -> deliver(send, task, receiver));
        return (int) task.receivers.stream().filter(r -> r.status == 1).count();
    }

    /** A member's own mass send of the client, which counts against the receiver's month too. */
    public void confirmOwn(String receiver) {
        received.merge(month(receiver), 1, Integer::sum);
    }

    private void deliver(MassSend send, Task task, Receiver receiver) {
        ReceiverMonth month = month(receiver.id);
        boolean friend = send.toGroups()
                || contacts.find(task.userId, receiver.id)
                        .filter(Relation::mutual)
                        .isPresent();
        if (!friend) {
            receiver.status = 2;
        } else if (received.getOrDefault(month, 0) >= month.month.lengthOfMonth()) {
            receiver.status = 3;
        } else {
            received.merge(month, 1, Integer::sum);
            receiver.status = 1;
            receiver.sendTime = world.now();
            world.deliver("mass_send", receiver.id, task.userId, send.msgid(), send.content());
        }
    }

    private ReceiverMonth month(String receiver) {
        return new ReceiverMonth(receiver, YearMonth.from(world.instant().atOffset(ZoneOffset.ofHours(8))));
    }
}
