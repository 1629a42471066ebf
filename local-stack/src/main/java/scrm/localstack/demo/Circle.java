package scrm.localstack.demo;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

import scrm.localstack.Progress;
import scrm.localstack.demo.ShopScenes.Shop;

/** The contacts of the story: how they come, and who goes again. */
final class Circle {
    private static final int SCANS_TOGETHER = 5;

    private final List<Friend> friends = new ArrayList<>();
    private final Set<String> lost = new HashSet<>();
    private final DemoCorp corp;
    private final Progress progress;
    private final Checks checks;

    Circle(DemoCorp corp, Progress progress, Checks checks) {
        this.corp = corp;
        this.progress = progress;
        this.checks = checks;
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

    /** In small groups, as people come: a welcome must be out within 20 s, and this may be a busy little machine. */
    void scan(Source source, int count) {
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
    void followLink(Shop shop) {
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
    void awaitArrivals() {
        int all = friends.size();
        corp.await(
                "tags of %d contacts".formatted(all),
                () -> corp.all("/external-contacts").stream()
                                .filter(Circle::isTagged)
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

    /** Half are deleted by the contact, half by the member. */
    void lose(int losses) {
        List<Friend> leaving =
                IntStream.range(0, losses).mapToObj(i -> friends.get(i * 7)).toList();
        for (int i = 0; i < leaving.size(); i++) {
            Friend friend = leaving.get(i);
            corp.act(
                    i % 2 == 0 ? "contactDeletes" : "memberDeletes",
                    Map.of("userId", friend.userId(), "externalUserId", friend.externalUserId()));
            lost.add(friend.externalUserId());
        }
        corp.await("the losses", () -> corp.all("/external-contacts?lost=true").size() == losses);
        progress.print("  %d contacts lost".formatted(losses));
    }

    private Stream<String> channels() {
        return friends.stream().map(Friend::channelId).distinct();
    }

    long lossesOf(Source source) {
        return friends.stream()
                .filter(friend ->
                        friend.channelId().equals(source.channelId()) && lost.contains(friend.externalUserId()))
                .count();
    }

    /** Everybody who came, first come first. */
    List<String> contacts() {
        return friends.stream().map(Friend::externalUserId).toList();
    }

    /** Who is still there, first come first. */
    List<String> staying() {
        return contacts().stream().filter(contact -> !lost.contains(contact)).toList();
    }

    /** Who came by that, first come first. */
    List<String> of(Source source) {
        return friends.stream()
                .filter(friend -> friend.channelId().equals(source.channelId()))
                .map(Friend::externalUserId)
                .toList();
    }
}
