package scrm.wecom;

import java.util.List;
import org.jspecify.annotations.Nullable;

import scrm.events.ChatId;
import scrm.events.State;
import scrm.wecom.ContactWays.ConfigId;

/** Codes by which contacts join groups (客户群「加入群聊」). Source: document 92229. */
public interface JoinWays {
    /**
     * Makes a code, {@code add_join_way}; its picture comes from {@link #get}. Must not be repeated blindly: each call
     * makes one more, and there is no list to find it in.
     */
    ConfigId add(Caller caller, NewJoinWay joinWay);

    /** One code, {@code get_join_way}. */
    JoinWay get(Caller caller, ConfigId configId);

    /** Replaces everything, {@code update_join_way}. */
    void update(Caller caller, ConfigId configId, NewJoinWay joinWay);

    /** Deletes a code, {@code del_join_way}. */
    void delete(Caller caller, ConfigId configId);

    /**
     * What to make: a QR code (scene 2).
     *
     * @param remark 30 characters at most
     * @param autoCreateRoom whether WeCom opens another group when all are full
     * @param roomBaseName what such groups are called, before their number; 40 characters at most
     * @param roomBaseId their first number
     * @param chatIds 1 to 5, scanned into in this order
     * @param state 30 characters at most; comes back in the member list of the group
     */
    record NewJoinWay(
            String remark,
            boolean autoCreateRoom,
            @Nullable String roomBaseName,
            @Nullable Long roomBaseId,
            List<ChatId> chatIds,
            @Nullable State state) {
        public NewJoinWay {
            chatIds = List.copyOf(chatIds);
        }
    }

    /** @param qrCode URL of the picture */
    record JoinWay(ConfigId configId, NewJoinWay settings, String qrCode) {}
}
