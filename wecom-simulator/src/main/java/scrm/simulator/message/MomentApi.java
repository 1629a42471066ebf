package scrm.simulator.message;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import scrm.simulator.message.Moment.Share;
import scrm.simulator.server.Call;
import scrm.simulator.server.Paging;
import scrm.simulator.server.Routes;
import scrm.simulator.server.WeComError;
import scrm.simulator.server.World;

/** The calls about moments. Sources: documents 95094, 97612, 93333. */
public final class MomentApi {
    /** How long a job stays in status 1, then 2; WeCom does not publish it. */
    private static final int STARTED_SECONDS = 1;

    private static final int DONE_AFTER_SECONDS = 3;
    private static final long JOB_LIFE_SECONDS = 86_400;
    private static final long SPAN_SECONDS = 30 * 86_400L;

    private final World world;
    private final Moments moments;

    public MomentApi(World world, Moments moments) {
        this.world = world;
        this.moments = moments;
    }

    public void route(Routes routes) {
        routes.post(
                "externalcontact/add_moment_task",
                (call, reply) -> reply.put("jobid", moments.make(call.body()).jobId()));
        routes.get("externalcontact/get_moment_task_result", this::jobResult);
        routes.post("externalcontact/get_moment_list", this::list);
        routes.post("externalcontact/get_moment_task", this::tasks);
        routes.post("externalcontact/get_moment_customer_list", this::customers);
        routes.post("externalcontact/get_moment_send_result", this::sendResult);
        routes.post("externalcontact/get_moment_comments", this::comments);
        routes.post(
                "externalcontact/cancel_moment_task",
                (call, reply) -> moments.moment(call.body().required("moment_id", 41059)).cancelled = true);
    }

    private void jobResult(Call call, ObjectNode reply) {
        String jobId = call.query().required("jobid", 40058);
        Moment moment = moments.all().stream()
                .filter(m -> m.jobId().equals(jobId) && world.now() < m.createTime() + JOB_LIFE_SECONDS)
                .findFirst()
                .orElseThrow(() -> new WeComError(40035, "invalid jobid"));
        long age = world.now() - moment.createTime();
        reply.put("status", age < STARTED_SECONDS ? 1 : age < DONE_AFTER_SECONDS ? 2 : 3);
        reply.put("type", "add_moment_task");
        if (age >= DONE_AFTER_SECONDS) {
            ObjectNode result = reply.putObject("result");
            result.put("errcode", 0);
            result.put("errmsg", "ok");
            result.put("moment_id", moment.id());
            ArrayNode users = result.putObject("invalid_sender_list").putArray("user_list");
            moment.invalidSenders().forEach(users::add);
            ArrayNode tags = result.putObject("invalid_external_contact_list").putArray("tag_list");
            moment.invalidTags().forEach(tags::add);
        }
    }

    private void list(Call call, ObjectNode reply) {
        long from = call.body().requiredNumber("start_time");
        long to = call.body().requiredNumber("end_time");
        if (to - from > SPAN_SECONDS) {
            throw new WeComError(40035, "the span is more than 30 days");
        }
        boolean ours = call.body().text("creator", "").isEmpty() && call.body().number("filter_type", 2) != 1;
        List<Moment> asked = moments.all().stream()
                .filter(m -> ours && m.createTime() >= from && m.createTime() <= to)
                .toList();
        Paging.page(
                reply,
                "moment_list",
                asked,
                call.body().text("cursor"),
                call.body().limit(20, 20),
                moment -> {
                    ObjectNode shown = JsonNodeFactory.instance.objectNode();
                    shown.put("moment_id", moment.id());
                    shown.put("create_time", moment.createTime());
                    shown.put("create_type", 0);
                    shown.put("visible_type", 1);
                    shown.setAll(moment.content());
                    return shown;
                });
    }

    private void tasks(Call call, ObjectNode reply) {
        Moment moment = moments.moment(call.body().required("moment_id", 41059));
        List<Map.Entry<String, Share>> shares = List.copyOf(moment.shares.entrySet());
        int limit = call.body().limit(500, 1000);
        Paging.page(
                reply,
                "task_list",
                shares,
                call.body().text("cursor"),
                limit,
                share -> JsonNodeFactory.instance
                        .objectNode()
                        .put("userid", share.getKey())
                        .put("publish_status", share.getValue().publishTime == null ? 0 : 1));
    }

    private void customers(Call call, ObjectNode reply) {
        String userId = call.body().required("userid");
        Share share = share(call);
        int limit = call.body().limit(500, 1000);
        Paging.page(
                reply,
                "customer_list",
                share.audience,
                call.body().text("cursor"),
                limit,
                contact -> JsonNodeFactory.instance
                        .objectNode()
                        .put("userid", userId)
                        .put("external_userid", contact));
    }

    private void sendResult(Call call, ObjectNode reply) {
        Share share = share(call);
        if (share.publishTime == null) {
            throw new WeComError(41061, "not published");
        }
        int limit = call.body().limit(3000, 5000);
        Paging.page(
                reply,
                "customer_list",
                share.audience,
                call.body().text("cursor"),
                limit,
                contact -> JsonNodeFactory.instance.objectNode().put("external_userid", contact));
    }

    private void comments(Call call, ObjectNode reply) {
        Share share = share(call);
        if (share.publishTime == null) {
            throw new WeComError(41061, "not published");
        }
        ArrayNode comments = reply.putArray("comment_list");
        share.comments.forEach(comment -> comment.show(comments.addObject()));
        ArrayNode likes = reply.putArray("like_list");
        share.likes.forEach(like -> like.show(likes.addObject()));
    }

    private Share share(Call call) {
        return moments.share(
                call.body().required("moment_id", 41059), call.body().required("userid", 41060));
    }
}
