package scrm.simulator.message;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** A moment that members are asked to publish. */
final class Moment {
    private final String id;
    private final String jobId;
    private final ObjectNode content;
    private final long createTime;
    private final List<String> invalidSenders;
    private final List<String> invalidTags;
    final Map<String, Share> shares = new LinkedHashMap<>();
    boolean cancelled;

    Moment(
            String id,
            String jobId,
            ObjectNode content,
            long createTime,
            List<String> invalidSenders,
            List<String> invalidTags) {
        this.id = id;
        this.jobId = jobId;
        this.content = content;
        this.createTime = createTime;
        this.invalidSenders = invalidSenders;
        this.invalidTags = invalidTags;
    }

    /** One member's part: who may see it, whether it is out, how it was received. */
    static final class Share {
        final List<String> audience;
        final List<Reaction> likes = new ArrayList<>();
        final List<Reaction> comments = new ArrayList<>();

        @Nullable
        Long publishTime;

        Share(List<String> audience) {
            this.audience = audience;
        }
    }

    record Reaction(String externalUserId, long at) {
        void show(ObjectNode to) {
            to.put("external_userid", externalUserId);
            to.put("create_time", at);
        }
    }

    String id() {
        return id;
    }

    String jobId() {
        return jobId;
    }

    ObjectNode content() {
        return content;
    }

    long createTime() {
        return createTime;
    }

    List<String> invalidSenders() {
        return invalidSenders;
    }

    List<String> invalidTags() {
        return invalidTags;
    }
}
