package scrm.channel.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

import scrm.channel.livecode.LiveCode;
import scrm.channel.livecode.TestLiveCodes;
import scrm.events.ChatId;

class RotationTest {
    private final List<ChatId> counted = new ArrayList<>();

    @Test
    void aCodeWhoseFirstGroupHasRoomStaysAndCountsNoOther() {
        LiveCode code = code(List.of("a", "b", "c"), List.of("a", "b", "c"));

        Rotation rotation = rotate(code, chats("a", "b", "c"), Map.of("a", 9, "b", 0, "c", 0));

        assertThat(rotation.differsFrom(code)).isFalse();
        assertThat(counted).containsExactly(new ChatId("a"));
    }

    @Test
    void aFullGroupMakesRoomForTheNext() {
        Rotation rotation = rotate(
                code(List.of("a", "b", "c"), List.of("a", "b", "c")),
                chats("a", "b", "c"),
                Map.of("a", 10, "b", 3, "c", 0));

        assertThat(rotation.open()).containsExactly(new ChatId("b"), new ChatId("c"));
        assertThat(rotation.exhausted()).isFalse();
    }

    @Test
    void aGroupThatIsGoneDropsOut() {
        Rotation rotation = rotate(code(List.of("a", "b"), List.of("a", "b")), chats("a", "b"), Map.of("b", 3));

        assertThat(rotation.open()).containsExactly(new ChatId("b"));
    }

    @Test
    void aGroupThatHasRoomAgainIsFilledUpOnceAnotherIsFull() {
        Rotation rotation = rotate(code(List.of("a", "b"), List.of("b")), chats("b"), Map.of("a", 4, "b", 10));

        assertThat(rotation.open()).containsExactly(new ChatId("a"));
    }

    @Test
    void whenNoneHasRoomTheCodeGoesOnWithTheLastOneThatLives() {
        Rotation rotation = rotate(
                code(List.of("a", "b", "c"), List.of("a", "b", "c")), chats("a", "b", "c"), Map.of("a", 10, "b", 11));

        assertThat(rotation.open()).containsExactly(new ChatId("b"));
        assertThat(rotation.exhausted()).isTrue();
    }

    @Test
    void theTargetIsNeverEmptyEvenWhenAllGroupsAreGone() {
        Rotation rotation = rotate(code(List.of("a"), List.of("a")), chats("a"), Map.of());

        assertThat(rotation.open()).containsExactly(new ChatId("a"));
        assertThat(rotation.exhausted()).isTrue();
    }

    @Test
    void aGroupThatWeComHasOpenedJoinsTheCodeAndIsNext() {
        Rotation rotation =
                rotate(code(List.of("a"), List.of("a")), chats("a", "opened"), Map.of("a", 10, "opened", 1));

        assertThat(rotation.groups().chatIds()).containsExactly(new ChatId("a"), new ChatId("opened"));
        assertThat(rotation.open()).containsExactly(new ChatId("opened"));
    }

    @Test
    void noMoreThanFiveAreOpenAtOnceAndNoMoreThanAHundredAreKept() {
        List<String> many = IntStream.range(0, 100).mapToObj(i -> "g" + i).toList();
        Map<String, Integer> members = Stream.concat(many.stream(), Stream.of("opened"))
                .collect(Collectors.toMap(id -> id, id -> id.equals("g0") ? 10 : 0));

        Rotation rotation = rotate(code(many, List.of("g0")), chats("g0", "opened"), members);

        assertThat(rotation.open()).hasSize(5).first().isEqualTo(new ChatId("g1"));
        assertThat(rotation.groups().chatIds())
                .hasSize(100)
                .contains(new ChatId("opened"))
                .doesNotContain(new ChatId("g0"));
    }

    private Rotation rotate(LiveCode code, List<ChatId> atWeCom, Map<String, Integer> members) {
        return Rotation.of(code, atWeCom, chatId -> {
            counted.add(chatId);
            Integer count = members.get(chatId.value());
            return count == null ? OptionalInt.empty() : OptionalInt.of(count);
        });
    }

    private static List<ChatId> chats(String... ids) {
        return Stream.of(ids).map(ChatId::new).toList();
    }

    private static LiveCode code(List<String> chatIds, List<String> open) {
        return TestLiveCodes.aGroupCode(
                chatIds.stream().map(ChatId::new).toList(),
                open.stream().map(ChatId::new).toList());
    }
}
