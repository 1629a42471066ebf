package scrm.sop.plan;

import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.springframework.stereotype.Service;

import scrm.events.CorpId;
import scrm.rest.FieldProblem;
import scrm.rest.InvalidRequest;
import scrm.rest.NotFound;
import scrm.sop.audience.Segments;
import scrm.sop.webhook.WebhookId;
import scrm.sop.webhook.Webhooks;
import scrm.wecom.Corp;
import scrm.wecom.Corps;

/** Refuses plans with something wrong, naming all of it. Segments are asked of another service: in no transaction. */
@Service
class CheckPlan {
    private final Segments segments;
    private final Webhooks webhooks;
    private final Corps corps;
    private final Clock clock;

    CheckPlan(Segments segments, Webhooks webhooks, Corps corps, Clock clock) {
        this.segments = segments;
        this.webhooks = webhooks;
        this.corps = corps;
        this.clock = clock;
    }

    /** @throws scrm.rest.Unavailable if it asks for segments and tag-service cannot be asked now */
    void check(CorpId corpId, PlanRequest request) {
        ZoneId zone = corps.find(corpId).map(Corp::timezone).orElseThrow(() -> NotFound.of("corp"));
        refuse(request.problems(clock.instant(), zone));
        List<FieldProblem> problems = new ArrayList<>();
        unknown(request.webhooks(), id -> isWebhook(corpId, id), "unknown_webhook", problems);
        unknown(request.segments(), id -> segments.exists(corpId, id), "unknown_segment", problems);
        refuse(problems);
    }

    private boolean isWebhook(CorpId corpId, String id) {
        return webhooks.find(corpId, new WebhookId(Long.parseLong(id))).isPresent();
    }

    private static void unknown(
            Map<String, String> named, Predicate<String> exists, String code, List<FieldProblem> problems) {
        Map<String, Boolean> known = new HashMap<>();
        named.forEach((field, id) -> {
            if (!known.computeIfAbsent(id, exists::test)) {
                problems.add(new FieldProblem(field, code));
            }
        });
    }

    private static void refuse(List<FieldProblem> problems) {
        if (!problems.isEmpty()) {
            throw InvalidRequest.fields(problems);
        }
    }
}
