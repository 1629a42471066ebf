package scrm.simulator.group;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Somebody in a group.
 *
 * @param joinScene 1 direct invite, 2 invite link, 3 QR code
 */
record ChatMember(
        String id,
        boolean external,
        String name,
        @Nullable String unionId,
        long joinTime,
        int joinScene,
        @Nullable String invitor,
        @Nullable String state) {

    void show(ObjectNode to, boolean withName) {
        to.put("userid", id);
        to.put("type", external ? 2 : 1);
        if (unionId != null) {
            to.put("unionid", unionId);
        }
        to.put("join_time", joinTime);
        to.put("join_scene", joinScene);
        if (invitor != null) {
            to.putObject("invitor").put("userid", invitor);
        }
        to.put("group_nickname", "");
        if (withName) {
            to.put("name", name);
        }
        if (state != null) {
            to.put("state", state);
        }
    }
}
