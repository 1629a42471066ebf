package scrm.group.member;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import scrm.events.ChatId;
import scrm.events.CorpId;
import scrm.group.member.JdbcOverlaps.Duplicate;
import scrm.group.member.JdbcOverlaps.Overlap;
import scrm.rest.Cursor;
import scrm.rest.InvalidRequest;
import scrm.rest.PageRequest;
import scrm.rest.Slice;

/** The same contacts in several groups; which groups one is in, {@code group-chats?memberId=} tells. */
@RestController
@RequestMapping("/v1/corps/{corpId}/group-chats")
class OverlapController {
    private final JdbcOverlaps overlaps;

    OverlapController(JdbcOverlaps overlaps) {
        this.overlaps = overlaps;
    }

    /** Groups that contacts of this group are in too, those with most of them first. */
    @GetMapping("/overlaps")
    Slice<Overlap> overlaps(@PathVariable CorpId corpId, @RequestParam ChatId chatId, PageRequest page) {
        Cursor after = page.after();
        Overlap place = after == null ? null : new Overlap(new ChatId(after.text(1)), Math.toIntExact(after.number(0)));
        return Slice.of(
                overlaps.overlaps(corpId, chatId, place, page.fetchSize()),
                page,
                overlap -> Cursor.at(overlap.shared(), overlap.chatId()));
    }

    /**
     * Contacts who are in many groups, in the order of their ids.
     *
     * @param moreThan in more than so many; at least 1
     */
    @GetMapping("/duplicates")
    Slice<Duplicate> duplicates(
            @PathVariable CorpId corpId, @RequestParam(defaultValue = "1") int moreThan, PageRequest page) {
        if (moreThan < 1) {
            throw InvalidRequest.field("moreThan", "too_small", 1);
        }
        String after = page.after() == null ? "" : page.after().text(0);
        return Slice.of(
                overlaps.duplicates(corpId, moreThan, after, page.fetchSize()),
                page,
                duplicate -> Cursor.at(duplicate.externalUserId()));
    }
}
