package scrm.group.member;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import scrm.events.ChatId;
import scrm.events.CorpId;
import scrm.events.State;
import scrm.events.UserId;
import scrm.group.member.JdbcMembers.Present;
import scrm.group.member.JdbcMembers.Stay;
import scrm.group.member.Spell.Quit;
import scrm.rest.Conflict;
import scrm.rest.Cursor;
import scrm.rest.PageRequest;
import scrm.rest.Slice;

/** Who is in a group, and who was. */
@RestController
class MemberController {
    private final JdbcMembers members;

    MemberController(JdbcMembers members) {
        this.members = members;
    }

    /**
     * Members; empty for a group that nothing is known of.
     *
     * @param history false: who is in now; true: every stay, those that ended too
     * @param memberId with history: only this member's stays
     * @param strangers without history: only contacts who are in now and are no member's contact
     * @param tier without history: only members of this tier
     */
    @GetMapping("/v1/corps/{corpId}/group-chats/{chatId}/members")
    Slice<MemberView> list(
            @PathVariable CorpId corpId,
            @PathVariable ChatId chatId,
            @RequestParam(defaultValue = "false") boolean history,
            @RequestParam(required = false) @Nullable String memberId,
            @RequestParam(defaultValue = "false") boolean strangers,
            @RequestParam(required = false) @Nullable Tier tier,
            PageRequest page) {
        if (history) {
            long after = page.after() == null ? 0 : page.after().number(0);
            return Slice.of(
                            members.stays(corpId, chatId, memberId, after, page.fetchSize()),
                            page,
                            (Stay stay) -> Cursor.at(stay.spell().id()))
                    .map(MemberView::of);
        }
        if (strangers && !members.contactsKnown(corpId)) {
            throw Conflict.of("contacts_not_pulled");
        }
        String after = page.after() == null ? "" : page.after().text(0);
        return Slice.of(
                        members.current(
                                corpId, chatId, tier == null ? null : tier.name(), strangers, after, page.fetchSize()),
                        page,
                        (Present present) -> Cursor.at(present.member().memberId()))
                .map(MemberView::of);
    }

    /**
     * A stay of a member.
     *
     * @param memberId a userid or an external_userid
     * @param joinedAt absent if the member joined before the group was known
     * @param joinScene 1 invited, 2 link, 3 QR; absent until it was read
     * @param state of the join way that was scanned
     * @param quitAt absent while it lasts
     * @param quitScene 0 left, 1 removed; absent if nobody told
     * @param tier what the member is in the group now; absent until that was computed
     */
    record MemberView(
            String memberId,
            boolean external,
            @Nullable String name,
            @Nullable String groupNickname,
            @Nullable Instant joinedAt,
            @Nullable Integer joinScene,
            @Nullable State state,
            @Nullable UserId invitor,
            @Nullable Instant quitAt,
            @Nullable Integer quitScene,
            @Nullable String tier) {
        static MemberView of(Present present) {
            SeenMember member = present.member();
            JoinDetail detail = member.detail();
            return new MemberView(
                    member.memberId(),
                    member.external(),
                    member.name(),
                    member.groupNickname(),
                    member.joinTime(),
                    detail.joinScene() == 0 ? null : detail.joinScene(),
                    detail.state(),
                    detail.invitor(),
                    null,
                    null,
                    present.tier());
        }

        static MemberView of(Stay stay) {
            Spell spell = stay.spell();
            JoinDetail detail = spell.detail();
            Quit quit = spell.quit();
            return new MemberView(
                    stay.memberId(),
                    stay.external(),
                    null,
                    null,
                    spell.joinedAt(),
                    detail == null ? null : detail.joinScene(),
                    detail == null ? null : detail.state(),
                    detail == null ? null : detail.invitor(),
                    quit == null ? null : quit.at(),
                    quit == null ? null : quit.scene(),
                    null);
        }
    }
}
