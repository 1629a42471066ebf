package scrm.group.health;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import scrm.events.ChatId;
import scrm.events.CorpId;
import scrm.events.UserId;
import scrm.group.health.Alert.Cause;
import scrm.group.health.Alerts.Filter;
import scrm.group.health.HealthController.Definitions;
import scrm.group.health.HealthController.SignView;
import scrm.rest.Cursor;
import scrm.rest.NotFound;
import scrm.rest.PageRequest;
import scrm.rest.Slice;
import scrm.rest.problem.Languages;

/** Groups that somebody should look after before they die. */
@RestController
@RequestMapping("/v1/corps/{corpId}/health-alerts")
class AlertController {
    private final Alerts alerts;

    AlertController(Alerts alerts) {
        this.alerts = alerts;
    }

    /**
     * The latest first.
     *
     * @param open whether only those that are open are wanted, or only those that are not
     * @param watch whether groups with a single sign are wanted too, which are only to be watched
     * @param owner of the group
     */
    @GetMapping
    Slice<HealthAlertView> list(
            @PathVariable CorpId corpId,
            @RequestParam @Nullable Boolean open,
            @RequestParam(defaultValue = "false") boolean watch,
            @RequestParam @Nullable Cause cause,
            @RequestParam @Nullable ChatId chatId,
            @RequestParam @Nullable UserId owner,
            PageRequest page,
            @RequestHeader(name = HttpHeaders.ACCEPT_LANGUAGE, required = false) @Nullable String acceptLanguage) {
        Definitions definitions = new Definitions(Languages.preferred(acceptLanguage));
        Cursor after = page.after();
        List<Alert> found = alerts.list(
                corpId,
                new Filter(open, watch, cause, chatId, owner),
                after == null ? null : after.number(0),
                page.fetchSize());
        return Slice.of(found, page, alert -> Cursor.at(alert.id()))
                .map(alert -> HealthAlertView.of(alert, definitions));
    }

    /** One alert. */
    @GetMapping("/{id}")
    HealthAlertView find(
            @PathVariable CorpId corpId,
            @PathVariable long id,
            @RequestHeader(name = HttpHeaders.ACCEPT_LANGUAGE, required = false) @Nullable String acceptLanguage) {
        Definitions definitions = new Definitions(Languages.preferred(acceptLanguage));
        return alerts.find(corpId, id)
                .map(alert -> HealthAlertView.of(alert, definitions))
                .orElseThrow(() -> NotFound.of("health-alert"));
    }

    /**
     * An alert.
     *
     * @param cause {@code DYING}: several signs at once; {@code QUIT_BURST}: many quit at once
     * @param open closes by itself once no sign is left
     * @param watched true: only one sign so far, which is no alert yet
     * @param day of the corp's calendar on which it was opened
     * @param reasons what was seen last while it was open
     * @param raisedAt when it became an alert
     */
    record HealthAlertView(
            String id,
            ChatId chatId,
            Cause cause,
            boolean open,
            boolean watched,
            LocalDate day,
            List<SignView> reasons,
            Instant openedAt,
            @Nullable Instant raisedAt,
            @Nullable Instant closedAt) {
        static HealthAlertView of(Alert alert, Definitions definitions) {
            return new HealthAlertView(
                    Long.toString(alert.id()),
                    alert.chatId(),
                    alert.cause(),
                    alert.open(),
                    alert.raisedAt() == null,
                    alert.day(),
                    SignView.all(alert.signs(), definitions),
                    alert.openedAt(),
                    alert.raisedAt(),
                    alert.closedAt());
        }
    }
}
