package scrm.localstack.demo;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

import scrm.localstack.Progress;
import scrm.localstack.StackClient;
import scrm.localstack.demo.ChannelScenes.Referral;
import scrm.localstack.demo.ShopScenes.Chain;
import scrm.localstack.demo.ShopScenes.Shop;

/**
 * The story: two channels with a live code each, forty scans, a referral, two shops, losses, a group of thirty, a
 * newcomers' plan over three days. What people do happens in the simulated WeCom and reaches us as signed callbacks;
 * every figure that is told or checked is read through REST at the gateway.
 */
public final class Demo {
    private static final int SUBWAY_SCANS = 25;
    private static final int MOMENTS_SCANS = 15;
    private static final int SHOP_SCANS = 3;
    private static final int SCANS_TOGETHER = 5;
    private static final int LOSSES = 6;
    private static final int GROUP_SIZE = 30;
    private static final int GROUP_CODE_JOINS = 5;
    private static final int QUITS = 4;
    /** Amounts in fen. */
    private static final long SUBWAY_COST = 90_000;

    private static final long MOMENTS_COST_PER_ADD = 500;
    private static final long SUBWAY_ORDER = 40_000;
    private static final long MOMENTS_ORDER = 9_900;
    private static final long REFUND = 10_000;
    private static final int SUBWAY_BUYERS = 3;
    private static final int MOMENTS_BUYERS = 2;
    private static final Duration RESULTS_RIPEN = Duration.ofMinutes(30);
    private static final List<String> MEMBERS = List.of("zhangwei", "lina");
    private static final Map<String, String> MEMBER_NAMES = Map.of("zhangwei", "张伟", "lina", "李娜");

    /** A picture of one pixel: enough for WeCom to take it as an image. */
    private static final String PICTURE =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==";

    private final DemoCorp corp;
    private final Progress progress;
    private final RewardReceiver shop;
    private final Checks checks;
    private final List<Friend> friends = new ArrayList<>();
    private final Set<String> lost = new HashSet<>();
    private String chatId = "";

    private Demo(DemoCorp corp, Progress progress, RewardReceiver shop) {
        this.corp = corp;
        this.progress = progress;
        this.shop = shop;
        this.checks = new Checks(progress);
    }

    /** One relation as the simulator made it. */
    private record Friend(String userId, String externalUserId, String channelId) {
        static Friend of(JsonNode friendship, String channelId) {
            return new Friend(
                    friendship.path("userId").asString(),
                    friendship.path("externalUserId").asString(),
                    channelId);
        }
    }

    /** A channel and its live code, as REST answered. */
    private record Source(String name, String channelId, String liveCodeId, String configId) {
        static Source of(Shop shop) {
            return new Source(
                    shop.name(),
                    shop.channelId(),
                    shop.code().path("id").asString(),
                    shop.code().path("configId").asString());
        }
    }

    /**
     * Plays and tells the story in a corp of its own.
     *
     * @return the sentences in which it did not hold; none if it held
     */
    public static List<String> play(StackClient stack, Progress progress) {
        String corpId = "wwdemo" + Long.toString(Clock.systemUTC().millis(), 36);
        stack.addCorp(corpId, "晨光零售", true);
        DemoCorp corp = new DemoCorp(stack, progress, corpId);
        try (RewardReceiver shop = new RewardReceiver()) {
            return new Demo(corp, progress, shop).play();
        }
    }

    private List<String> play() {
        corp.await(
                "the services to know corp " + corp.corpId(),
                () -> Stream.of("/channels", "/external-contacts", "/group-chats", "/plans")
                        .allMatch(list -> corp.rest().send("GET", list, null).isOk()));
        corp.passTo(0, LocalTime.of(9, 0));
        chapter("09:00, two members, two channels, a live code each, a plan for newcomers");
        MEMBERS.forEach(
                user -> corp.act("memberJoins", Map.of("userId", user, "name", MEMBER_NAMES.getOrDefault(user, user))));
        Source subway = open("地铁灯箱", Map.of("text", welcome("地铁灯箱"), "attachments", List.of(picture())));
        Source moments =
                open("朋友圈广告", Map.of("arms", List.of(arm(welcome("朋友圈广告")), arm("{contactName}，扫码有礼，回复 1 领取"))));
        publishPlan();

        chapter("forty scans");
        scan(subway, SUBWAY_SCANS);
        scan(moments, MOMENTS_SCANS);

        chapter("a contact brings another");
        ChannelScenes scenes = new ChannelScenes(corp, progress, checks);
        String referralChannel = openChannel("老带新");
        Referral referral =
                scenes.campaign(referralChannel, MEMBERS, friends.get(1).externalUserId(), shop.url());
        scan(new Source("老带新", referralChannel, referral.liveCodeId(), referral.configId()), 1);
        awaitArrivals();

        chapter("two shops of a campaign, their codes out of one file");
        ShopScenes shops = new ShopScenes(corp, progress, checks);
        Chain chain = shops.open(MEMBERS);
        scan(Source.of(chain.byCode()), SHOP_SCANS);
        followLink(chain.byLink());
        awaitArrivals();

        chapter("what goes on around a channel");
        scenes.openLink(subway.liveCodeId());
        scenes.lure(subway.channelId(), friends.get(1).externalUserId(), MEMBERS.getFirst());
        scenes.roster(moments.liveCodeId(), MEMBERS.getLast());

        LocalDate firstDay = corp.now().toLocalDate();
        chapter("what the channels cost, and what some contacts buy");
        cost(subway, "FIXED", SUBWAY_COST, firstDay);
        cost(moments, "PER_ADD", MOMENTS_COST_PER_ADD, firstDay);
        buy(subway, SUBWAY_BUYERS, SUBWAY_ORDER);
        buy(moments, MOMENTS_BUYERS, MOMENTS_ORDER);
        refund(subway);

        chapter("some think again");
        lose();

        chapter("a group of thirty");
        JsonNode groupCode = gather(subway.channelId());
        Shop leadingOn =
                shops.leadingOn(chain.byCode(), MEMBERS, groupCode.path("id").asString());
        scan(Source.of(leadingOn), 1);
        shops.invited(leadingOn);
        shops.rotate(groupCode, chatId, openGroup("晨光福利二群", List.of(MEMBERS.get(1))));

        sendStep(1, "one hour after the add", () -> corp.pass(Duration.ofMinutes(65)));
        sendStep(2, "day 1, 10:00", () -> corp.passTo(1, LocalTime.of(10, 1)));
        sendStep(3, "day 3", () -> corp.passTo(2, LocalTime.of(10, 30)));

        scenes.reward(referral, shop);

        progress.print("");
        progress.print("What REST tells now:");
        Telling telling = new Telling(corp, progress, checks);
        telling.funnel(subway.name(), subway.channelId(), SUBWAY_SCANS, lossesOf(subway));
        telling.funnel(moments.name(), moments.channelId(), MOMENTS_SCANS, lossesOf(moments));
        telling.funnel("老带新", referralChannel, 1, 0);
        telling.tree("开业季", chain.campaign(), firstDay, SHOP_SCANS + 2L);
        telling.earnings(
                subway.name(), subway.channelId(), firstDay, SUBWAY_BUYERS * SUBWAY_ORDER - REFUND - SUBWAY_COST);
        telling.earnings(
                moments.name(),
                moments.channelId(),
                firstDay,
                MOMENTS_BUYERS * MOMENTS_ORDER - MOMENTS_SCANS * MOMENTS_COST_PER_ADD);
        telling.experiment(moments.name(), moments.liveCodeId(), MOMENTS_SCANS);
        telling.cohort(subway.name(), subway.channelId(), firstDay, SUBWAY_SCANS);
        telling.reconciliation();
        telling.timeline(oneWhoStayed());
        telling.group(chatId, GROUP_SIZE, QUITS);
        telling.sends(3L * (friends.size() - lost.size()));
        return checks.broken();
    }

    private void chapter(String title) {
        progress.print("");
        progress.say("[" + corp.now().format(DateTimeFormatter.ofPattern("EEE HH:mm", Locale.ENGLISH)) + "] " + title);
    }

    private String openChannel(String name) {
        return corp.rest()
                .post("/channels", Map.of("name", name, "tags", List.of(Map.of("groupName", "来源渠道", "tagName", name))))
                .path("id")
                .asString();
    }

    private static String welcome(String name) {
        return "{contactName}，您好，我是{memberName}，欢迎来自" + name + "的您";
    }

    private static Map<String, Object> picture() {
        return Map.of("type", "image", "filename", "welcome.png", "content", PICTURE);
    }

    /** One of the wordings that contacts are split among evenly. */
    private static Map<String, Object> arm(String text) {
        return Map.of("weight", 1, "text", text);
    }

    private Source open(String name, Map<String, Object> welcome) {
        String channelId = openChannel(name);
        Map<String, Object> introducing = new HashMap<>(welcome);
        introducing.put("memberNames", MEMBER_NAMES);
        JsonNode code = corp.rest()
                .post(
                        "/live-codes",
                        Map.of("channelId", channelId, "name", name + "活码", "users", MEMBERS, "welcome", introducing));
        String path = "/live-codes/" + code.path("id").asString();
        corp.await(
                "live code of " + name,
                () -> corp.rest().get(path).path("status").asString().equals("ACTIVE"));
        JsonNode active = corp.rest().get(path);
        progress.print("  channel %s (%s), live code %s, state %s"
                .formatted(
                        channelId,
                        name,
                        active.path("configId").asString(),
                        active.path("state").asString()));
        return new Source(
                name,
                channelId,
                active.path("id").asString(),
                active.path("configId").asString());
    }

    private void publishPlan() {
        JsonNode plan = corp.rest()
                .post(
                        "/plans",
                        Map.of(
                                "name",
                                "新客培育",
                                "trigger",
                                Map.of("type", "CONTACT_ADDED"),
                                "steps",
                                List.of(
                                        step(Map.of("after", "PT1H"), "这里有一份新人指南"),
                                        step(Map.of("day", 1, "at", "10:00"), "昨天的问题都解决了吗？"),
                                        step(Map.of("day", 3), "送您一张优惠券"))));
        JsonNode published = corp.rest().post("/plans/" + plan.path("id").asString() + "/publish", Map.of());
        progress.print("  plan %s (%s) is %s"
                .formatted(
                        published.path("id").asString(),
                        published.path("name").asString(),
                        published.path("status").asString()));
        corp.await(
                "the plan to run",
                () -> corp.rest()
                                .get("/plans/" + plan.path("id").asString())
                                .path("publishedVersion")
                                .asInt()
                        > 0);
    }

    private static Map<String, Object> step(Map<String, Object> when, String text) {
        return Map.of("when", when, "content", Map.of("text", text));
    }

    /** In small groups, as people come: a welcome must be out within 20 s, and this may be a busy little machine. */
    private void scan(Source source, int count) {
        for (int i = 1; i <= count; i++) {
            JsonNode friendship = corp.act(
                    "contactScans",
                    Map.of("configIdOrState", source.configId(), "contactName", source.name() + "客户" + i));
            friends.add(Friend.of(friendship, source.channelId()));
            if (i % SCANS_TOGETHER == 0 || i == count) {
                awaitWelcomes();
            }
        }
    }

    /** Comes by an acquisition link, from a page or an advertisement. */
    private void followLink(Shop shop) {
        JsonNode friendship = corp.act(
                "contactFollowsLink",
                Map.of(
                        "linkId",
                        shop.code().path("configId").asString(),
                        "customerChannel",
                        shop.code().path("state").asString(),
                        "contactName",
                        shop.name() + "客户"));
        friends.add(Friend.of(friendship, shop.channelId()));
        awaitWelcomes();
    }

    private void awaitWelcomes() {
        int all = friends.size();
        corp.await(
                "attribution of %d contacts".formatted(all),
                () -> corp.all("/attributions").size() == all);
        corp.await(
                "their welcomes",
                () -> channels()
                                .mapToLong(id ->
                                        corp.funnel(id).path("welcomesPending").asLong())
                                .sum()
                        == 0);
    }

    /** Every contact is stored, attributed, welcomed, tagged and enrolled. */
    private void awaitArrivals() {
        int all = friends.size();
        corp.await(
                "tags of %d contacts".formatted(all),
                () -> corp.all("/external-contacts").stream()
                                .filter(Demo::isTagged)
                                .count()
                        == all);
        corp.await(
                "enrolment of %d contacts".formatted(all),
                () -> corp.all("/enrolments").size() == all);
        Map<String, String> channelOf = corp.all("/attributions").stream()
                .collect(Collectors.toMap(
                        a -> a.path("externalUserId").asString(),
                        a -> a.path("firstTouch").path("channelId").asString()));
        checks.equal(
                "contacts attributed to the channel that they scanned",
                (long) all,
                friends.stream()
                        .filter(friend -> friend.channelId().equals(channelOf.get(friend.externalUserId())))
                        .count());
        progress.print("  %d contacts stored, attributed, tagged, enrolled".formatted(all));
    }

    private static boolean isTagged(JsonNode contact) {
        return contact.path("followUsers")
                .valueStream()
                .anyMatch(follow -> !follow.path("tags").isEmpty());
    }

    /** For that day alone. */
    private void cost(Source source, String kind, long amount, LocalDate day) {
        corp.rest()
                .post(
                        "/costs",
                        Map.of(
                                "channelId",
                                source.channelId(),
                                "kind",
                                kind,
                                "currency",
                                "CNY",
                                "amount",
                                amount,
                                "from",
                                day.toString(),
                                "until",
                                day.toString()));
    }

    private void buy(Source source, int buyers, long amount) {
        List<Friend> ofSource = friends.stream()
                .filter(friend -> friend.channelId().equals(source.channelId()))
                .toList();
        for (int i = 0; i < buyers; i++) {
            corp.rest()
                    .post(
                            "/conversions",
                            Map.of(
                                    "orderId",
                                    order(source, i),
                                    "externalUserId",
                                    ofSource.get(i).externalUserId(),
                                    "currency",
                                    "CNY",
                                    "amount",
                                    amount,
                                    "occurredAt",
                                    corp.now().toInstant().toString()));
        }
        progress.print("  %s: %d orders of %.2f yuan".formatted(source.name(), buyers, amount / 100.0));
    }

    private void refund(Source source) {
        corp.rest()
                .post(
                        "/conversions/" + order(source, 0) + "/refunds",
                        Map.of(
                                "refundId",
                                "1",
                                "amount",
                                REFUND,
                                "occurredAt",
                                corp.now().toInstant().toString()));
        progress.print("  %s: %.2f yuan paid back".formatted(source.name(), REFUND / 100.0));
    }

    private static String order(Source source, int number) {
        return "order-" + source.channelId() + "-" + number;
    }

    /** Half are deleted by the contact, half by the member. */
    private void lose() {
        List<Friend> leaving =
                IntStream.range(0, LOSSES).mapToObj(i -> friends.get(i * 7)).toList();
        for (int i = 0; i < leaving.size(); i++) {
            Friend friend = leaving.get(i);
            corp.act(
                    i % 2 == 0 ? "contactDeletes" : "memberDeletes",
                    Map.of("userId", friend.userId(), "externalUserId", friend.externalUserId()));
            lost.add(friend.externalUserId());
        }
        corp.await("the losses", () -> corp.all("/external-contacts?lost=true").size() == LOSSES);
        progress.print("  %d contacts lost".formatted(LOSSES));
    }

    /**
     * @param channelId the channel of the code by which the last ones come
     * @return that code
     */
    private JsonNode gather(String channelId) {
        List<String> contacts = friends.stream()
                .map(Friend::externalUserId)
                .filter(contact -> !lost.contains(contact))
                .toList();
        List<String> first = new ArrayList<>(List.of(MEMBERS.get(1)));
        first.addAll(contacts.subList(0, GROUP_SIZE - 7));
        chatId = openGroup("晨光福利群", first);
        int joined = first.size() + 1;
        JsonNode code = openGroupCode(channelId);
        for (String contact : contacts.subList(GROUP_SIZE - 7, GROUP_SIZE - 2)) {
            corp.act(
                    "contactJoinsGroup",
                    Map.of("configIdOrState", code.path("configId").asString(), "externalUserId", contact));
            joined++;
        }
        awaitMembers(joined);
        String joins = "/live-codes/" + code.path("id").asString() + "/group-joins";
        corp.await("joins by the group code", () -> corp.all(joins).size() == GROUP_CODE_JOINS);
        progress.print("  %d came by the group code".formatted(GROUP_CODE_JOINS));
        checks.equal("members of the full group", GROUP_SIZE, groupSize());
        corp.act("quitsGroup", Map.of("chatId", chatId, "memberId", contacts.get(0)));
        corp.act("quitsGroup", Map.of("chatId", chatId, "memberId", contacts.get(1)));
        corp.act("ownerRemoves", Map.of("chatId", chatId, "memberIds", List.of(contacts.get(2), contacts.get(3))));
        awaitMembers(joined - QUITS);
        progress.print("  %d joined, %d quit or were removed, %d are in".formatted(joined, QUITS, joined - QUITS));
        return code;
    }

    private String openGroup(String name, List<String> members) {
        String id = corp.act(
                        "memberCreatesGroup", Map.of("userId", MEMBERS.getFirst(), "name", name, "memberIds", members))
                .path("id")
                .asString();
        corp.await(
                "the group " + name,
                () -> corp.rest().send("GET", "/group-chats/" + id, null).isOk());
        return id;
    }

    /** A live code that leads into the group. */
    private JsonNode openGroupCode(String channelId) {
        String path = "/live-codes/"
                + corp.rest()
                        .post(
                                "/live-codes",
                                Map.of(
                                        "channelId",
                                        channelId,
                                        "kind",
                                        "GROUP",
                                        "name",
                                        "福利群码",
                                        "groups",
                                        Map.of("chatIds", List.of(chatId))))
                        .path("id")
                        .asString();
        corp.await(
                "the group code",
                () -> corp.rest().get(path).path("status").asString().equals("ACTIVE"));
        return corp.rest().get(path);
    }

    private void awaitMembers(int count) {
        corp.await("%d members".formatted(count), () -> groupSize() == count);
    }

    private int groupSize() {
        return corp.rest().get("/group-chats/" + chatId).path("memberCount").asInt();
    }

    /** Time passes, a step comes due, members confirm what they are asked to send, contacts receive it. */
    private void sendStep(int step, String when, Runnable timePasses) {
        timePasses.run();
        chapter("step " + step + " of the plan: " + when);
        int receivers = friends.size() - lost.size();
        corp.await(
                "step %d at WeCom".formatted(step),
                () -> corp.deliveries("HANDED_OVER") + corp.deliveries("SENT") == (long) receivers * step);
        Set<String> confirmed = new HashSet<>();
        corp.all("/group-messages?status=CREATED").forEach(message -> {
            corp.act(
                    "memberConfirmsSend",
                    Map.of(
                            "msgid",
                            message.path("msgid").asString(),
                            "userId",
                            message.path("sender").asString()));
            confirmed.add(message.path("id").asString());
        });
        corp.pass(RESULTS_RIPEN);
        corp.await("the results of step %d".formatted(step), () -> corp.deliveries("SENT") == (long) receivers * step);
        progress.print(
                "  %d group messages confirmed, %d contacts received them".formatted(confirmed.size(), receivers));
    }

    private Stream<String> channels() {
        return friends.stream().map(Friend::channelId).distinct();
    }

    private long lossesOf(Source source) {
        return friends.stream()
                .filter(friend ->
                        friend.channelId().equals(source.channelId()) && lost.contains(friend.externalUserId()))
                .count();
    }

    /** A contact of the group, for those who came first quit it again. */
    private String oneWhoStayed() {
        return friends.stream()
                .map(Friend::externalUserId)
                .filter(id -> !lost.contains(id))
                .skip(QUITS + 1)
                .findFirst()
                .orElseThrow();
    }
}
