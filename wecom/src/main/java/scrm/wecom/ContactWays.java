package scrm.wecom;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

import scrm.events.State;
import scrm.events.UserId;

/** "Contact me" codes (联系我). Source: document 92228. */
public interface ContactWays {
    /** Makes a code, {@code add_contact_way}. Must not be repeated blindly: each call makes one more. */
    Created add(Caller caller, NewContactWay contactWay);

    /** One code, {@code get_contact_way}. */
    ContactWay get(Caller caller, ConfigId configId);

    /** Codes made in a span, {@code list_contact_way}; resolves what became of an {@link #add} whose reply was lost. */
    Page<ConfigId> list(Caller caller, Instant from, Instant to, @Nullable String cursor, int limit);

    /** Replaces members and the like, {@code update_contact_way}. */
    void update(Caller caller, ConfigId configId, NewContactWay contactWay);

    /** Deletes a code, {@code del_contact_way}. */
    void delete(Caller caller, ConfigId configId);

    /** A code's handle, {@code config_id}; once lost the code can be neither edited nor deleted. */
    record ConfigId(String value) {}

    /**
     * What to make: a QR code (scene 2) that can be given more members later (type 2).
     *
     * @param remark 30 characters at most
     * @param state 30 characters at most
     * @param users 1 to 100
     */
    record NewContactWay(String remark, boolean skipVerify, State state, List<UserId> users) {
        public NewContactWay {
            users = List.copyOf(users);
        }
    }

    /** What {@link #add} returns. */
    record Created(ConfigId configId, String qrCode) {}

    record ContactWay(
            ConfigId configId,
            String remark,
            boolean skipVerify,
            @Nullable State state,
            List<UserId> users,
            String qrCode) {
        public ContactWay {
            users = List.copyOf(users);
        }
    }
}
