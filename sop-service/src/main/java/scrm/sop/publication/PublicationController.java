package scrm.sop.publication;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.events.UserId;
import scrm.rest.Cursor;
import scrm.rest.InvalidRequest;
import scrm.rest.NotFound;
import scrm.rest.PageRequest;
import scrm.rest.Slice;
import scrm.rest.Times;
import scrm.sop.moment.MemberState;
import scrm.sop.moment.Moment;
import scrm.sop.moment.MomentId;
import scrm.sop.moment.MomentMembers;
import scrm.sop.publication.Publications.Member;
import scrm.sop.publication.Publications.Place;
import scrm.sop.publication.Publications.Rank;
import scrm.sop.publication.Publications.Reaction;

/** Who published moments, whom they reached, and what those said. */
@RestController
@RequestMapping("/v1/corps/{corpId}/moments")
class PublicationController {
    private static final Duration LONGEST = Duration.ofDays(366);

    private final MomentMembers momentMembers;
    private final Publications publications;

    PublicationController(MomentMembers momentMembers, Publications publications) {
        this.momentMembers = momentMembers;
        this.publications = publications;
    }

    /** Each member who is asked, in the order of their ids; those of departments once WeCom has told who they are. */
    @GetMapping("/{id}/members")
    Slice<MomentMemberView> members(
            @PathVariable CorpId corpId,
            @PathVariable long id,
            @RequestParam @Nullable MemberState state,
            PageRequest page) {
        Cursor after = page.after();
        List<Member> found = publications.members(
                corpId, known(corpId, id), state, after == null ? null : new UserId(after.text(0)), page.fetchSize());
        return Slice.of(found, page, member -> Cursor.at(member.userId())).map(MomentMemberView::of);
    }

    /** Comments and likes under all members' copies. */
    @GetMapping("/{id}/reactions")
    Slice<MomentReactionView> reactions(@PathVariable CorpId corpId, @PathVariable long id, PageRequest page) {
        Cursor after = page.after();
        List<Reaction> found = publications.reactions(
                corpId, known(corpId, id), after == null ? 0 : after.number(0), page.fetchSize());
        return Slice.of(found, page, reaction -> Cursor.at(reaction.id())).map(MomentReactionView::of);
    }

    /**
     * Members by how much they published of what they were asked for, the most reliable first.
     *
     * @param from when members were asked, at the earliest
     * @param until before then; at most 366 days after {@code from}
     */
    @GetMapping("/publications")
    Slice<PublisherView> ranking(
            @PathVariable CorpId corpId, @RequestParam Instant from, @RequestParam Instant until, PageRequest page) {
        Times.check("from", from);
        Times.check("until", until);
        if (!until.isAfter(from) || Duration.between(from, until).compareTo(LONGEST) > 0) {
            throw InvalidRequest.field("until", "out_of_range", from, from.plus(LONGEST));
        }
        Cursor after = page.after();
        List<Rank> found = publications.ranking(
                corpId,
                from,
                until,
                after == null ? null : new Place(Math.toIntExact(after.number(0)), new UserId(after.text(1))),
                page.fetchSize());
        return Slice.of(found, page, rank -> Cursor.at(rank.permille(), rank.userId()))
                .map(PublisherView::of);
    }

    private MomentId known(CorpId corpId, long id) {
        return momentMembers.find(corpId, new MomentId(id)).map(Moment::id).orElseThrow(() -> NotFound.of("moment"));
    }

    /**
     * A member's copy.
     *
     * @param publishedAt when it was seen that it is published: WeCom does not tell when it was
     * @param customers for how many contacts it is meant
     * @param reached how many can see it
     */
    record MomentMemberView(
            UserId userId,
            MemberState state,
            @Nullable Instant publishedAt,
            int customers,
            int reached,
            int comments,
            int likes) {
        static MomentMemberView of(Member member) {
            return new MomentMemberView(
                    member.userId(),
                    member.state(),
                    member.publishedAt(),
                    member.customers(),
                    member.reached(),
                    member.comments(),
                    member.likes());
        }
    }

    /**
     * A comment or a like.
     *
     * @param userId under whose copy
     * @param kind {@code COMMENT} or {@code LIKE}
     * @param byExternalUserId whose it is, if a contact's
     * @param byUserId whose it is, if a member's
     */
    record MomentReactionView(
            UserId userId,
            String kind,
            @Nullable ExternalUserId byExternalUserId,
            @Nullable UserId byUserId,
            Instant reactedAt) {
        static MomentReactionView of(Reaction reaction) {
            return new MomentReactionView(
                    reaction.userId(),
                    reaction.kind(),
                    reaction.said().externalUserId(),
                    reaction.said().userId(),
                    reaction.said().at());
        }
    }

    /** @param completion published of asked, from 0 to 1 */
    record PublisherView(
            UserId userId, int asked, int published, double completion, long reached, long comments, long likes) {
        static PublisherView of(Rank rank) {
            return new PublisherView(
                    rank.userId(),
                    rank.asked(),
                    rank.published(),
                    rank.permille() / 1000.0,
                    rank.reached(),
                    rank.comments(),
                    rank.likes());
        }
    }
}
