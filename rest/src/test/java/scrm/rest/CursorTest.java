package scrm.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

import scrm.events.UserId;

class CursorTest {
    private static final Instant AT = Instant.parse("2026-01-31T08:00:00.123456Z");

    @Test
    void aCursorGivesBackWhatItWasMadeOf() {
        Cursor cursor = Cursor.decode(Cursor.at(AT, 7, new UserId("张")).encode("list"), "list");
        assertThat(cursor.instant(0)).isEqualTo(AT);
        assertThat(cursor.number(1)).isEqualTo(7);
        assertThat(cursor.text(2)).isEqualTo("张");
    }

    @Test
    void aPartOfAnotherKindOrNoneIsMalformed() {
        Cursor cursor = Cursor.at("a");
        assertThatExceptionOfType(InvalidRequest.class).isThrownBy(() -> cursor.number(0));
        assertThatExceptionOfType(InvalidRequest.class).isThrownBy(() -> cursor.instant(0));
        assertThatExceptionOfType(InvalidRequest.class).isThrownBy(() -> cursor.text(1));
    }

    @Test
    void randomBytesAreRefusedByTheTypeAlone() {
        Random random = new Random(20261122);
        for (int i = 0; i < 100_000; i++) {
            byte[] bytes = new byte[random.nextInt(40)];
            random.nextBytes(bytes);
            if (bytes.length > 0) {
                bytes[0] = 1;
            }
            String text = Base64.getUrlEncoder().encodeToString(bytes);
            assertThatExceptionOfType(InvalidRequest.class).isThrownBy(() -> Cursor.decode(text, "list"));
        }
    }

    @Test
    void aSliceSaysThatThereIsMoreOnlyIfThereIs() {
        PageRequest page = new PageRequest(2, null, false, "list");
        assertThat(Slice.of(List.of(1, 2), page, Cursor::at).next()).isNull();
        Slice<Integer> slice = Slice.of(List.of(1, 2, 3), page, Cursor::at);
        assertThat(slice.items()).containsExactly(1, 2);
        assertThat(Cursor.decode(String.valueOf(slice.next()), "list").number(0))
                .isEqualTo(2);
    }
}
