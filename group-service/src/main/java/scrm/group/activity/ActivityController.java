package scrm.group.activity;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import scrm.events.ChatId;
import scrm.events.CorpId;
import scrm.rest.InvalidRequest;

/** What only a client with conversation archiving can tell: how much is said in a group. */
@RestController
class ActivityController {
    /** For longer WeCom's statistics do not reach back either. */
    private static final int MOST_DAYS_AGO = 180;

    private final TellActivity tell;
    private final CorpCalendar calendar;

    ActivityController(TellActivity tell, CorpCalendar calendar) {
        this.tell = tell;
        this.calendar = calendar;
    }

    /**
     * Tells what was said in a group on a day. Telling a day again takes the place of what was told before, so it may
     * be repeated, and told while the day still lasts.
     */
    @PostMapping("/v1/corps/{corpId}/group-chats/{chatId}/activity")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void told(@PathVariable CorpId corpId, @PathVariable ChatId chatId, @Valid @RequestBody ActivityRequest request) {
        LocalDate today = calendar.today(corpId);
        tell.told(corpId, chatId, request.checked(today));
    }

    /**
     * A day in a group.
     *
     * @param day of the corp's calendar, today or one of the 180 before
     * @param messages how many there were
     * @param speakers how many members said something
     * @param byMember who said how much; may be left out, or be a part
     */
    record ActivityRequest(
            @NotNull LocalDate day,
            @NotNull @Min(0) @Max(10_000_000) Integer messages,
            @NotNull @Min(0) @Max(100_000) Integer speakers,
            @Nullable @Size(max = 1000) List<@Valid Speaker> byMember) {
        ToldDay checked(LocalDate today) {
            if (day.isAfter(today) || day.isBefore(today.minusDays(MOST_DAYS_AGO))) {
                throw InvalidRequest.field("day", "out_of_range", today.minusDays(MOST_DAYS_AGO), today);
            }
            if (speakers > messages) {
                throw InvalidRequest.field("speakers", "too_large", messages);
            }
            return new ToldDay(day, new GroupDay.Talk(messages, speakers), members());
        }

        private Map<String, Integer> members() {
            Map<String, Integer> members = new HashMap<>();
            long left = messages;
            List<Speaker> all = Objects.requireNonNullElse(byMember, List.of());
            for (int i = 0; i < all.size(); i++) {
                Speaker speaker = all.get(i);
                if (members.put(speaker.memberId(), speaker.messages()) != null) {
                    throw InvalidRequest.field("byMember[" + i + "].memberId", "duplicate");
                }
                left -= speaker.messages();
                if (left < 0) {
                    throw InvalidRequest.field("byMember[" + i + "].messages", "too_large", left + speaker.messages());
                }
            }
            return members;
        }
    }

    /**
     * What a member said.
     *
     * @param memberId a userid or an external_userid
     */
    record Speaker(
            @NotBlank @Size(max = 64) String memberId,
            @NotNull @Min(0) Integer messages) {}
}
