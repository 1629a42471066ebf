package scrm.simulator.media;

import java.time.Duration;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

import scrm.simulator.server.Call;
import scrm.simulator.server.Routes;
import scrm.simulator.server.WeComError;
import scrm.simulator.server.World;

/** Uploads of one corp; the bytes are not kept, only their size. Sources: documents 90253, 90256, 95098. */
public final class MediaStore {
    private static final Duration LIFE = Duration.ofDays(3);
    private static final int MEGABYTE = 1 << 20;
    private static final Map<String, Integer> LIMITS =
            Map.of("image", 10 * MEGABYTE, "voice", 2 * MEGABYTE, "video", 10 * MEGABYTE, "file", 20 * MEGABYTE);
    private static final int SMALLEST = 6;
    private static final int IMAGE_URL_LIMIT = 2 * MEGABYTE;
    private static final int IMAGE_URLS_PER_DAY = 1000;
    private static final int IMAGE_URLS_PER_MONTH = 3000;

    private final World world;
    private final Map<String, Medium> media = new HashMap<>();
    private final Map<Object, Integer> imageUrls = new HashMap<>();

    public MediaStore(World world) {
        this.world = world;
    }

    /** What an upload is for. */
    enum Use {
        MESSAGE,
        MOMENT,
        ALBUM
    }

    private record Medium(String type, Use use, long createdAt) {}

    public void route(Routes routes) {
        routes.post("media/upload", this::upload);
        routes.post("media/uploadimg", this::uploadImageUrl);
        routes.post("media/upload_attachment", this::uploadAttachment);
    }

    /** Checks a media id's being there, its age (40007) and its kind (40145). */
    void check(String mediaId, String type, Use use) {
        Medium medium = media.get(mediaId);
        if (medium == null || medium.createdAt + LIFE.toSeconds() <= world.now()) {
            throw new WeComError(40007, "invalid media_id: " + mediaId);
        }
        if (!medium.type.equals(type)) {
            throw new WeComError(40145, "media_id is of type " + medium.type + ", not " + type);
        }
        if (medium.use != use) {
            throw new WeComError(41072, "media_id was uploaded for another use");
        }
    }

    private void upload(Call call, ObjectNode reply) {
        String type = call.query().required("type", 40004);
        keep(call, type, Use.MESSAGE, LIMITS.getOrDefault(type, 0), reply);
    }

    private void uploadAttachment(Call call, ObjectNode reply) {
        String type = call.query().required("media_type", 40004);
        long use = call.query().number("attachment_type", 1);
        if (use != 1 && use != 2) {
            throw new WeComError(40035, "attachment_type is 1 or 2");
        }
        boolean fits = type.equals("image") || (use == 1 && type.equals("video"));
        keep(call, type, use == 1 ? Use.MOMENT : Use.ALBUM, fits ? 10 * MEGABYTE : 0, reply);
    }

    private void keep(Call call, String type, Use use, int limit, ObjectNode reply) {
        if (limit == 0) {
            throw new WeComError(40004, "invalid media type: " + type);
        }
        size(call, limit);
        String id = world.id("3", 60);
        media.put(id, new Medium(type, use, world.now()));
        reply.put("type", type);
        reply.put("media_id", id);
        reply.put("created_at", Long.toString(world.now()));
    }

    private void uploadImageUrl(Call call, ObjectNode reply) {
        size(call, IMAGE_URL_LIMIT);
        LocalDate day = LocalDate.ofInstant(world.instant(), ZoneOffset.ofHours(8));
        if (imageUrls.merge(day, 1, Integer::sum) > IMAGE_URLS_PER_DAY
                || imageUrls.merge(YearMonth.from(day), 1, Integer::sum) > IMAGE_URLS_PER_MONTH) {
            throw new WeComError(45009, "reach max upload quota limit");
        }
        reply.put("url", "https://wework.qpic.cn/wwpic/" + world.id("", 20) + "/0");
    }

    private static void size(Call call, int limit) {
        int size = Multipart.fileSize(call);
        if (size < SMALLEST) {
            throw new WeComError(40006, "invalid media size: " + size);
        }
        if (size > limit) {
            throw new WeComError(45001, "media size out of limit: " + size);
        }
    }
}
