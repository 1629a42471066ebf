package scrm.simulator.entry;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

import scrm.simulator.contact.Contact;
import scrm.simulator.contact.Relation;
import scrm.simulator.media.Attachments;
import scrm.simulator.server.Call;
import scrm.simulator.server.Routes;
import scrm.simulator.server.WeComError;
import scrm.simulator.server.World;

/** Welcome codes, valid for 20 s and once, and the messages sent with them. Source: document 92137. */
public final class Welcomes {
    private static final Duration LIFE = Duration.ofSeconds(20);
    private static final int TEXT_BYTES = 4000;

    private final World world;
    private final Attachments attachments;
    private final Map<String, Code> codes = new HashMap<>();
    private final Set<String> configured = new HashSet<>();
    private final Set<Relation> welcomed = new HashSet<>();

    public Welcomes(World world, Attachments attachments) {
        this.world = world;
        this.attachments = attachments;
    }

    private record Code(Relation relation, Instant issuedAt) {}

    public void route(Routes routes) {
        routes.post("externalcontact/send_welcome_msg", this::send);
    }

    /** Whether the console has a welcome for the member; then no codes are issued. */
    public void configured(String userId, boolean yes) {
        if (yes) {
            configured.add(userId);
        } else {
            configured.remove(userId);
        }
    }

    /** A code for a new friendship, or null where WeCom issues none. */
    @Nullable
    String issue(Relation relation) {
        if (configured.contains(relation.userId())
                || relation.chatted()
                || welcomed.contains(relation)
                || relation.contact().type() != Contact.WECHAT) {
            return null;
        }
        String code = world.id("CALLBACK", 34);
        codes.put(code, new Code(relation, world.instant()));
        return code;
    }

    private void send(Call call, ObjectNode reply) {
        String value = call.body().required("welcome_code", 41050);
        Code code = codes.get(value);
        if (code == null || world.instant().isAfter(code.issuedAt.plus(LIFE))) {
            throw new WeComError(41050, "invalid or expired welcome_code");
        }
        if (code.relation.chatted() || welcomed.contains(code.relation)) {
            throw new WeComError(41051, "the contact was welcomed already, or is chatting");
        }
        ObjectNode content = attachments.message(call.body(), TEXT_BYTES);
        welcomed.add(code.relation);
        world.deliver("welcome", code.relation.externalUserId(), code.relation.userId(), value, content);
    }
}
