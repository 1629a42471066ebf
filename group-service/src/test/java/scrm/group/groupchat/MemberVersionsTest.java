package scrm.group.groupchat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

import scrm.events.GroupChatEvent.MemberChange;

class MemberVersionsTest {
    @Test
    void aChangeFromTheCurrentVersionFollows() {
        MemberVersions versions = MemberVersions.NONE.at("v1");

        assertThat(versions.areFollowedBy(change("v1", "v2"))).isTrue();
        assertThat(versions.after(change("v1", "v2")).current()).isEqualTo("v2");
    }

    @Test
    void aChangeFromAnotherVersionShowsAGapAndThatThatVersionIsOld() {
        MemberVersions versions = MemberVersions.NONE.at("v1").after(change("v5", "v6"));

        assertThat(versions.areFollowedBy(change("v5", "v6"))).isFalse();
        assertThat(versions.current()).isEqualTo("v1");
        assertThat(versions.areAheadOf("v5")).isTrue();
        assertThat(versions.areAheadOf("v6")).isFalse();
    }

    @Test
    void aReadingOfAVersionThatWasPassedLags() {
        MemberVersions versions = MemberVersions.NONE.at("v1").after(change("v1", "v2"));

        assertThat(versions.areAheadOf("v1")).isTrue();
        assertThat(versions.areAheadOf("v2")).isFalse();
        assertThat(versions.areAheadOf("v3")).isFalse();
    }

    @Test
    void aChangeWhoseListIsIncompleteDoesNotFollow() {
        MemberVersions versions = MemberVersions.NONE.at("v1");

        assertThat(versions.areFollowedBy(new MemberChange(0, 2, List.of("m1"), "v1", "v2")))
                .isFalse();
        assertThat(versions.areFollowedBy(new MemberChange(0, 0, List.of(), "v1", "v2")))
                .isFalse();
        assertThat(versions.areFollowedBy(MemberChange.NONE)).isFalse();
    }

    @Test
    void onlyTheLatestVersionsAreRemembered() {
        MemberVersions versions = MemberVersions.NONE.at("v0");
        for (int i = 0; i < 100; i++) {
            versions = versions.after(change("v" + i, "v" + (i + 1)));
        }

        assertThat(versions.current()).isEqualTo("v100");
        assertThat(versions.earlier()).hasSize(20).endsWith("v99").doesNotContain("v79");
    }

    private static MemberChange change(String last, String cur) {
        return new MemberChange(0, 1, List.of("m1"), last, cur);
    }
}
