package scrm.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import scrm.simulator.Corp;
import scrm.simulator.server.ApiCall;
import scrm.simulator.server.Latency;
import scrm.simulator.server.Limits;

/**
 * J5: three overlapping campaigns tag the same contacts in bulk, 30 % of which have the tags already, under a quota
 * that the simulator enforces by sliding windows, with people tagging others meanwhile, and with one of the instances
 * killed. The hour is a minute here: the window that is used up is the minute's, with the burst that the hour's has by
 * default. In the end every contact must have exactly the tags of the campaigns.
 */
final class QuotaBenchmark implements Job {
    private static final String MARK_TAG = "externalcontact/mark_tag";
    private static final int AT_ONCE = 5;
    private static final double BURST = 0.02;
    private static final Duration WECOM_TAKES = Duration.ofMillis(60);
    private static final Duration AFTER_A_KILL = Duration.ofSeconds(30);
    private static final Duration BETWEEN_PEOPLES_EDITS = Duration.ofMillis(500);
    private static final List<String> CAMPAIGNS = List.of("spring", "summer", "autumn");
    private static final String MEMBER = "zhang";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Override
    public String name() {
        return "J5";
    }

    @Override
    public String title() {
        return "bulk tagging under WeCom's quota, beside the least time that it allows";
    }

    /**
     * How much of it.
     *
     * @param contacts in each campaign
     * @param people contacts that people tag meanwhile
     * @param perMinute calls that WeCom allows
     * @param instances of tag-service
     */
    private record Size(int contacts, int people, int perMinute, int instances) {}

    @Override
    public List<Result> run(JobSettings settings) throws IOException, InterruptedException {
        Size size = settings.smoke() ? new Size(60, 20, 1_500, 1) : new Size(3_000, 600, 3_000, 3);
        try (ServiceStack stack = ServiceStack.start(settings, 1)) {
            return new Run(settings, stack, size).measure();
        }
    }

    private static final class Run {
        private final JobSettings settings;
        private final Size size;
        private final ServiceStack stack;
        private final Corp corp;
        private final String corpId;
        private final List<ServiceProcess> instances = new ArrayList<>();
        private final RestClient rest;
        private final List<String> contacts = new ArrayList<>();
        private final List<String> others = new ArrayList<>();
        private Instant killedAt = Instant.MAX;

        Run(JobSettings settings, ServiceStack stack, Size size) throws IOException {
            this.settings = settings;
            this.stack = stack;
            this.size = size;
            corp = stack.corps().getFirst();
            corpId = corp.definition().corpId();
            corp.sendCallbacksTo((URI) null);
            corp.limits(MARK_TAG, new Limits(size.perMinute(), 0, AT_ONCE, true));
            stack.createDatabases(List.of("scrm_tag"));
            settings.progress().accept("starting " + size.instances() + " of tag-service");
            String api = "--scrm.wecom.quota.apis.[" + MARK_TAG + "].";
            List<String> quota = List.of(
                    api + "per-minute=" + size.perMinute(),
                    api + "concurrency=" + AT_ONCE,
                    "--scrm.wecom.quota.minute-burst=" + BURST);
            for (int i = 0; i < size.instances(); i++) {
                instances.add(stack.launch("tag-service", "tag-service-" + i, stack.environment("scrm_tag"), 0, quota)
                        .awaitReady());
            }
            rest = stack.rest(instances.getFirst());
        }

        List<Result> measure() throws InterruptedException {
            prepare();
            List<String> tags = tags("Campaign", CAMPAIGNS);
            String personal = tags("People", List.of("vip")).getFirst();
            List<String> tagged = contacts.subList(0, size.contacts() * 3 / 10);
            settings.progress().accept("tagging " + tagged.size() + " beforehand");
            finish(List.of(bulk(tagged, tags)));
            stack.wecom().latency(Latency.fixed(WECOM_TAKES));

            settings.progress().accept("three campaigns over " + size.contacts() + " contacts");
            long before = lastCall();
            Instant begun = stack.wecom().clock().instant();
            List<String> bulks = new ArrayList<>();
            for (String tag : tags) {
                bulks.add(bulk(contacts, List.of(tag)));
            }
            Map<String, Instant> asked = edit(personal, bulks);
            Instant ended = stack.wecom().clock().instant();
            return results(before, begun, Duration.between(begun, ended), bulks, asked, tags);
        }

        /** Contacts that the service knows from WeCom's own lists. */
        private void prepare() throws InterruptedException {
            settings.progress().accept("making contacts known");
            for (int i = 0; i < size.contacts() + size.people(); i++) {
                (i < size.contacts() ? contacts : others)
                        .add(corp.people().memberAdds(MEMBER, "Contact " + i).externalUserId());
            }
            String job = corpId + "/jobs/"
                    + rest.post(corpId + "/jobs", Map.of("kind", "external-contact-sync"))
                            .get("id")
                            .asString();
            await(() -> rest.get(job).get("state").asString().equals("SUCCEEDED"));
        }

        private List<String> tags(String group, List<String> names) throws InterruptedException {
            List<Map<String, String>> wanted =
                    names.stream().map(name -> Map.of("name", name)).toList();
            List<String> ids = new ArrayList<>();
            rest.post(corpId + "/tag-groups", Map.of("groupName", group, "tags", wanted))
                    .get("tags")
                    .forEach(tag -> ids.add(tag.get("tagId").asString()));
            return ids;
        }

        private String bulk(List<String> to, List<String> tags) throws InterruptedException {
            return rest.post(
                            corpId + "/external-contacts/tags/bulk",
                            Map.of("externalUserIds", to, "userId", MEMBER, "add", tags))
                    .get("id")
                    .asString();
        }

        private void finish(List<String> bulks) throws InterruptedException {
            await(() -> isFinished(bulks));
        }

        private boolean isFinished(List<String> bulks) throws InterruptedException {
            for (String bulk : bulks) {
                if (progress(bulk).at("/bulk/finishedAt").asString("").isEmpty()) {
                    return false;
                }
            }
            return true;
        }

        private JsonNode progress(String bulk) throws InterruptedException {
            return rest.get(corpId + "/external-contacts/tags/bulk/" + bulk);
        }

        /** People tag contacts at their pace until the campaigns are over; one instance is killed in the midst. */
        private Map<String, Instant> edit(String tag, List<String> bulks) throws InterruptedException {
            Map<String, Instant> asked = new HashMap<>();
            boolean killed = instances.size() == 1;
            while (!isFinished(bulks)) {
                if (asked.size() < others.size()) {
                    String contact = others.get(asked.size());
                    asked.put(contact, stack.wecom().clock().instant());
                    rest.post(corpId + "/external-contacts/" + contact + "/tags", Map.of("tagIds", List.of(tag)));
                }
                if (!killed && progress(bulks.getFirst()).at("/job/done").asInt() > size.contacts() / 2) {
                    settings.progress().accept("kill -9 of one instance");
                    instances.getLast().kill();
                    killedAt = stack.wecom().clock().instant();
                    killed = true;
                }
                LockSupport.parkNanos(BETWEEN_PEOPLES_EDITS.toNanos());
            }
            await(() -> marked(0).keySet().containsAll(asked.keySet()));
            return asked;
        }

        private List<Result> results(
                long before,
                Instant begun,
                Duration took,
                List<String> bulks,
                Map<String, Instant> asked,
                List<String> tags)
                throws InterruptedException {
            List<ApiCall> calls = calls(before);
            long refused = calls.stream()
                    .filter(call -> call.errcode() == 45009 || call.errcode() == 45033)
                    .count();
            long changing = asked.size();
            for (String bulk : bulks) {
                changing += progress(bulk).at("/bulk/calls").asLong();
            }
            double minutes = took.toNanos() / 60e9;
            double ideal = (calls.size() - size.perMinute() * BURST) / (size.perMinute() * (1 - BURST));
            double share = calls.size() / allowed(took);
            Map<String, Instant> marked = marked(before);
            List<Double> waits = asked.entrySet().stream()
                    .map(one -> Duration.between(one.getValue(), marked.get(one.getKey()))
                                    .toNanos()
                            / 1e6)
                    .toList();
            double p99 = Samples.percentile(waits, 99);
            double perPair = (double) calls.size() / changing;
            boolean smoke = settings.smoke();
            List<Result> results = new ArrayList<>();
            results.add(Result.of("calls for each pair that really changes", perPair, "calls")
                    .withGoal("<= 1.02", perPair <= 1.02));
            results.add(Result.of("calls refused with 45009 or 45033, of " + calls.size(), (double) refused, "calls")
                    .withGoal("0", refused == 0));
            results.add(aimed(!smoke, Result.of("quota used", share, "of 1"), ">= 0.98", share >= 0.98));
            if (killedAt.isBefore(Instant.MAX)) {
                long until = calls.stream()
                        .filter(call -> call.at().isBefore(killedAt))
                        .count();
                long after = calls.stream()
                        .filter(call ->
                                !call.at().isBefore(killedAt) && call.at().isBefore(killedAt.plus(AFTER_A_KILL)))
                        .count();
                results.add(Result.of(
                        "quota used until an instance is killed",
                        until / allowed(Duration.between(begun, killedAt)),
                        "of 1"));
                results.add(Result.of(
                        "quota used in the 30 s after that",
                        after / (AFTER_A_KILL.toSeconds() / 60.0 * size.perMinute() * (1 - BURST)),
                        "of 1"));
            }
            results.add(new Result(
                    "time taken",
                    minutes,
                    "min",
                    null,
                    null,
                    "least in which the quota allows these calls: %.2f min".formatted(ideal),
                    minutes / ideal,
                    null,
                    null));
            results.add(aimed(
                    !smoke,
                    Result.of("a person's edit to its call, p99 of " + waits.size(), p99, "ms"),
                    "<= 1000 ms",
                    p99 <= 1_000));
            long wrong = wrong(tags);
            results.add(Result.of("contacts with other tags than the campaigns'", (double) wrong, "contacts")
                    .withGoal("0", wrong == 0));
            return results;
        }

        /** Calls that the quota lets pass in a time that begins with a full burst. */
        private double allowed(Duration time) {
            return size.perMinute() * BURST + time.toNanos() / 60e9 * size.perMinute() * (1 - BURST);
        }

        private static Result aimed(boolean aimed, Result result, String goal, boolean reached) {
            return aimed ? result.withGoal(goal, reached) : result;
        }

        /** Contacts that carry a tag by REST and should not, or the other way round. */
        private long wrong(List<String> tags) throws InterruptedException {
            long wrong = 0;
            for (String tag : tags) {
                Set<String> right = new HashSet<>(contacts);
                List<String> more = new ArrayList<>();
                rest.forEach(corpId + "/external-contacts?tagId=" + tag, contact -> {
                    String id = contact.get("externalUserId").asString();
                    if (!right.remove(id)) {
                        more.add(id);
                    }
                });
                wrong += right.size() + more.size();
            }
            return wrong;
        }

        private long lastCall() {
            return calls(0).stream().mapToLong(ApiCall::number).max().orElse(0);
        }

        private List<ApiCall> calls(long after) {
            return stack.wecom()
                    .ledger()
                    .calls(call -> call.number() > after && call.path().equals(MARK_TAG));
        }

        /** When each contact that people tag was first told of to WeCom. */
        private Map<String, Instant> marked(long after) {
            Map<String, Instant> first = new HashMap<>();
            Set<String> wanted = new HashSet<>(others);
            for (ApiCall call : calls(after)) {
                String contact =
                        JSON.readTree(call.body()).path("external_userid").asString();
                if (wanted.contains(contact)) {
                    first.putIfAbsent(contact, call.at());
                }
            }
            return first;
        }

        /** Something that becomes true. */
        private interface Condition {
            boolean holds() throws InterruptedException;
        }

        private static void await(Condition condition) throws InterruptedException {
            long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(20);
            while (!condition.holds()) {
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException("It did not come to an end in twenty minutes");
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
            }
        }
    }
}
