package scrm.localstack.demo;

import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import scrm.localstack.Progress;
import scrm.localstack.StackClient;
import scrm.localstack.demo.ChannelScenes.Referral;
import scrm.localstack.demo.GroupScenes.Gathered;
import scrm.localstack.demo.ShopScenes.Chain;
import scrm.localstack.demo.ShopScenes.Shop;

/**
 * The story: two channels with a live code each, forty scans, a referral, two shops, losses, a group of thirty, a
 * newcomers' plan over seven days, a group from its charter to its end. What people do happens in the simulated WeCom
 * and reaches us as signed callbacks; every figure that is told or checked is read through REST at the gateway.
 */
public final class Demo {
    /** The company's system that hears of rewards. */
    static final String SHOP = "shop";

    private static final int SUBWAY_SCANS = 25;
    private static final int MOMENTS_SCANS = 15;
    private static final int SHOP_SCANS = 3;
    private static final int LOSSES = 6;
    /** Amounts in fen. */
    private static final long SUBWAY_COST = 90_000;

    private static final long MOMENTS_COST_PER_ADD = 500;
    private static final long SUBWAY_ORDER = 40_000;
    private static final long MOMENTS_ORDER = 9_900;
    private static final long REFUND = 10_000;
    private static final int SUBWAY_BUYERS = 3;
    private static final int MOMENTS_BUYERS = 2;

    private final DemoCorp corp;
    private final Progress progress;
    private final CompanySystems systems;
    private final Checks checks;
    private final Circle circle;
    private final SourceScenes sources;
    private final SaleScenes sales;
    private final PlanScenes plan;
    private final GroupScenes groups;

    private Demo(DemoCorp corp, Progress progress, CompanySystems systems) {
        this.corp = corp;
        this.progress = progress;
        this.systems = systems;
        this.checks = new Checks(progress);
        this.circle = new Circle(corp, progress, checks);
        this.sources = new SourceScenes(corp, progress);
        this.sales = new SaleScenes(corp, progress);
        this.plan = new PlanScenes(corp, progress, checks, systems);
        this.groups = new GroupScenes(corp, progress, checks);
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
        try (CompanySystems systems = new CompanySystems()) {
            return new Demo(corp, progress, systems).play();
        }
    }

    private List<String> play() {
        corp.awaitServices();
        ContactScenes contacts = new ContactScenes(corp, progress, checks);
        contacts.tags();
        corp.passTo(0, LocalTime.of(9, 0));
        chapter("09:00, two members, two channels, a live code each, a plan for newcomers");
        DemoCorp.MEMBERS.forEach(user -> corp.act(
                "memberJoins", Map.of("userId", user, "name", DemoCorp.MEMBER_NAMES.getOrDefault(user, user))));
        Source subway = sources.open(
                "地铁灯箱", Map.of("text", SourceScenes.welcome("地铁灯箱"), "attachments", List.of(SourceScenes.picture())));
        Source moments = sources.open(
                "朋友圈广告",
                Map.of(
                        "arms",
                        List.of(
                                SourceScenes.arm(SourceScenes.welcome("朋友圈广告")),
                                SourceScenes.arm("{contactName}，扫码有礼，回复 1 领取"))));
        plan.publish(contacts.tag(ContactScenes.BIG), contacts.tag(ContactScenes.GREETED));

        chapter("forty scans");
        circle.scan(subway, SUBWAY_SCANS);
        circle.scan(moments, MOMENTS_SCANS);

        chapter("a contact brings another");
        String inviter = circle.contacts().get(1);
        ChannelScenes scenes = new ChannelScenes(corp, progress, checks);
        String referralChannel = sources.channel("老带新");
        Referral referral = scenes.campaign(referralChannel, DemoCorp.MEMBERS, inviter, systems.url(SHOP));
        circle.scan(new Source("老带新", referralChannel, referral.liveCodeId(), referral.configId()), 1);
        circle.awaitArrivals();

        chapter("two shops of a campaign, their codes out of one file");
        ShopScenes shops = new ShopScenes(corp, progress, checks);
        Chain chain = shops.open(DemoCorp.MEMBERS);
        circle.scan(Source.of(chain.byCode()), SHOP_SCANS);
        circle.followLink(chain.byLink());
        circle.awaitArrivals();

        chapter("what goes on around a channel");
        scenes.openLink(subway.liveCodeId());
        scenes.lure(subway.channelId(), inviter, DemoCorp.MEMBERS.getFirst());
        scenes.roster(moments.liveCodeId(), DemoCorp.MEMBERS.getLast());

        LocalDate firstDay = corp.now().toLocalDate();
        chapter("what the channels cost, and what some contacts buy");
        sales.cost(subway, "FIXED", SUBWAY_COST, firstDay);
        sales.cost(moments, "PER_ADD", MOMENTS_COST_PER_ADD, firstDay);
        contacts.prepare(SUBWAY_ORDER);
        List<String> large = circle.of(subway).subList(0, SUBWAY_BUYERS);
        List<String> small = circle.of(moments).subList(0, MOMENTS_BUYERS);
        sales.buy(subway, large, SUBWAY_ORDER);
        sales.buy(moments, small, MOMENTS_ORDER);
        contacts.grown(large, small);
        sales.refund(subway, REFUND);

        chapter("some think again");
        circle.lose(LOSSES);

        chapter("one is asked, some are found, and tagged together");
        String asked = circle.staying().getLast();
        contacts.survey(asked);
        contacts.invite((int) large.stream().filter(circle.staying()::contains).count() + 1);

        chapter("a group of thirty");
        Gathered group = groups.gather(circle.staying(), subway.channelId());
        Shop leadingOn = shops.leadingOn(
                chain.byCode(), DemoCorp.MEMBERS, group.code().path("id").asString());
        circle.scan(Source.of(leadingOn), 1);
        shops.invited(leadingOn);
        shops.rotate(group.code(), group.chatId(), groups.open("晨光福利二群", List.of(DemoCorp.MEMBERS.get(1))));

        sevenDays(contacts, large);

        scenes.reward(referral, systems);

        progress.print("");
        progress.print("What REST tells now:");
        Telling telling = new Telling(corp, progress, checks);
        telling.funnel(subway.name(), subway.channelId(), SUBWAY_SCANS, circle.lossesOf(subway));
        telling.funnel(moments.name(), moments.channelId(), MOMENTS_SCANS, circle.lossesOf(moments));
        telling.funnel("老带新", referralChannel, 1, 0);
        telling.tree("开业季", chain.campaign(), firstDay, SHOP_SCANS + 2L);
        telling.earnings(
                subway.name(),
                subway.channelId(),
                firstDay,
                SUBWAY_BUYERS * SUBWAY_ORDER + PlanScenes.GOAL - REFUND - SUBWAY_COST);
        telling.earnings(
                moments.name(),
                moments.channelId(),
                firstDay,
                MOMENTS_BUYERS * MOMENTS_ORDER - MOMENTS_SCANS * MOMENTS_COST_PER_ADD);
        telling.experiment(moments.name(), moments.liveCodeId(), MOMENTS_SCANS);
        telling.cohort(subway.name(), subway.channelId(), firstDay, SUBWAY_SCANS);
        telling.reconciliation();
        // Those who came first quit the group again.
        telling.timeline(circle.staying().get(GroupScenes.QUITS + 1));
        telling.group(group.chatId(), GroupScenes.SIZE, GroupScenes.QUITS);
        telling.sends(4L * circle.staying().size() - 4);
        contacts.compare(circle.staying().size());
        contacts.erase(asked);

        List<String> members = circle.staying().stream()
                .filter(contact -> !contact.equals(asked))
                .toList();
        GroupLifeScenes life = new GroupLifeScenes(corp, progress, checks, groups);
        chapter("a group with a charter");
        life.begin(members);
        chapter("five weeks later");
        life.decline(members);
        life.foresee();
        chapter("its last day is over");
        life.close();
        return checks.broken();
    }

    private void sevenDays(ContactScenes contacts, List<String> large) {
        List<String> staying = circle.staying();
        List<String> valued = large.stream().filter(staying::contains).toList();
        List<String> others =
                staying.stream().filter(contact -> !valued.contains(contact)).toList();
        chapter("seven days of the plan");
        plan.guide(staying.size());
        plan.care(staying, valued);
        plan.call(staying, valued, contacts.tag(ContactScenes.GREETED));
        plan.coupon(staying, others.getFirst(), others.get(1));
        plan.moment(staying.getLast());
        plan.week(staying, others.getFirst());
    }

    private void chapter(String title) {
        progress.print("");
        progress.say("[" + corp.now().format(DateTimeFormatter.ofPattern("EEE HH:mm", Locale.ENGLISH)) + "] " + title);
    }
}
