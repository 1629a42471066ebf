package scrm.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import scrm.simulator.Corp;

/**
 * What a first sync of all groups takes, list, details, members and announcements, in the heap of 384 MB that every
 * service gets. Beside it: a bare loop over WeCom's API that reads the same groups, five at a time as well, and stores
 * nothing. The corp of four times the size shows whether the time of a group or the memory grows with their number.
 */
final class GroupSyncBenchmark implements Job {
    private static final JsonMapper JSON = new JsonMapper();

    /** WeCom allows 10,000 calls of an API a minute: to be faster is of no use. */
    private static final double WECOMS_PACE = 10_000 / 60.0;

    private static final int AT_ONCE = 5;
    private static final int PAGE = 1000;

    @Override
    public String name() {
        return "groups";
    }

    @Override
    public String title() {
        return "groups: first sync of all customer groups, beside a bare loop over the API";
    }

    @Override
    public List<Result> run(JobSettings settings) throws IOException, InterruptedException {
        int groups = settings.smoke() ? 60 : 1_000;
        int members = settings.smoke() ? 20 : 100;
        try (ServiceStack stack = ServiceStack.start(settings, 2)) {
            stack.createDatabases(List.of("scrm_group"));
            settings.progress().accept("starting group-service");
            RestClient rest =
                    stack.rest(stack.launch("group-service", "scrm_group").awaitReady());
            List<Result> results = new ArrayList<>();
            List<Double> perGroup = new ArrayList<>();
            for (int number = 0; number < 2; number++) {
                int size = number == 0 ? groups : 4 * groups;
                Corp corp = stack.corps().get(number);
                corp.populateGroups(size, members);
                String what = "%,d groups of %d".formatted(size, members);
                settings.progress().accept("the bare loop: " + what);
                double bare = bareLoop(stack.wecom().baseUrl(), corp, size, members);
                settings.progress().accept("the sync: " + what);
                double ours = sync(rest, corp, size, members);
                perGroup.add(ours / size);
                results.add(new Result(
                        "sync of " + what,
                        ours,
                        "s",
                        null,
                        null,
                        String.format(Locale.ROOT, "bare loop %.2f s", bare),
                        ours / bare,
                        null,
                        null));
                results.add(goal(
                        settings,
                        Result.of("pace of " + what, size / ours, "groups/s"),
                        "> 167, WeCom's own",
                        size / ours > WECOMS_PACE));
            }
            double growth = perGroup.get(1) / perGroup.get(0);
            results.add(goal(
                    settings,
                    Result.of("time of a group at four times the size", growth, "times"),
                    "< 1.3",
                    growth < 1.3));
            return results;
        }
    }

    /** A smoke measures nothing that a goal could be held to. */
    private static Result goal(JobSettings settings, Result result, String text, boolean reached) {
        return settings.smoke() ? result : result.withGoal(text, reached);
    }

    /** Seconds that the service takes, whose report must tell of every group and every member. */
    private static double sync(RestClient rest, Corp corp, int groups, int members) throws InterruptedException {
        String corpId = corp.definition().corpId();
        long begin = System.nanoTime();
        String jobId = rest.post(corpId + "/jobs", Map.of("kind", "group-chat-sync"))
                .get("id")
                .asString();
        JsonNode job;
        do {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
            job = rest.get(corpId + "/jobs/" + jobId);
        } while (job.get("state").asString().equals("RUNNING"));
        double seconds = (System.nanoTime() - begin) / 1e9;
        JsonNode counts =
                rest.get(corpId + "/group-chats/sync-reports/" + jobId).get("counts");
        if (counts.get("groupsRead").asInt() != groups
                || counts.get("membersAtWeCom").asInt() != groups * (members + 1)) {
            throw new IllegalStateException("The sync has not read everything: " + job + " " + counts);
        }
        return seconds;
    }

    /** Seconds that it takes to list and read all groups and to throw them away. */
    private static double bareLoop(URI weCom, Corp corp, int groups, int members)
            throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient();
                ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
            Api api = new Api(http, weCom, token(http, weCom, corp));
            long begin = System.nanoTime();
            List<Future<Integer>> sizes = new ArrayList<>();
            String cursor = "";
            do {
                JsonNode page = api.post(
                        "externalcontact/groupchat/list", "{\"limit\":%d,\"cursor\":\"%s\"}".formatted(PAGE, cursor));
                for (JsonNode chat : page.get("group_chat_list")) {
                    String body = "{\"chat_id\":\"%s\",\"need_name\":1}"
                            .formatted(chat.get("chat_id").asString());
                    sizes.add(threads.submit(() -> api.post("externalcontact/groupchat/get", body)
                            .path("group_chat")
                            .path("member_list")
                            .size()));
                }
                cursor = page.path("next_cursor").asString("");
            } while (!cursor.isEmpty());
            int read = 0;
            for (Future<Integer> size : sizes) {
                read += size.get();
            }
            if (read != groups * (members + 1)) {
                throw new IllegalStateException("The bare loop read " + read + " members");
            }
            return (System.nanoTime() - begin) / 1e9;
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        }
    }

    private static String token(HttpClient http, URI weCom, Corp corp) throws IOException, InterruptedException {
        URI uri = weCom.resolve("/cgi-bin/gettoken?corpid=" + corp.definition().corpId() + "&corpsecret="
                + corp.definition().secret());
        return JSON.readTree(http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                        .body())
                .get("access_token")
                .asString();
    }

    private record Api(HttpClient http, URI weCom, String token) {
        JsonNode post(String path, String body) throws IOException, InterruptedException {
            HttpRequest request = HttpRequest.newBuilder(weCom.resolve("/cgi-bin/" + path + "?access_token=" + token))
                    .POST(BodyPublishers.ofString(body))
                    .build();
            return JSON.readTree(http.send(request, BodyHandlers.ofString()).body());
        }
    }
}
