package scrm.sop.plan;

import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Service;

import scrm.events.CorpId;
import scrm.rest.FieldProblem;
import scrm.rest.InvalidRequest;
import scrm.rest.NotFound;
import scrm.sop.audience.Segments;
import scrm.wecom.Corp;
import scrm.wecom.Corps;

/** Refuses plans with something wrong, naming all of it. Segments are asked of another service: in no transaction. */
@Service
class CheckPlan {
    private final Segments segments;
    private final Corps corps;
    private final Clock clock;

    CheckPlan(Segments segments, Corps corps, Clock clock) {
        this.segments = segments;
        this.corps = corps;
        this.clock = clock;
    }

    /** @throws scrm.rest.Unavailable if it asks for segments and tag-service cannot be asked now */
    void check(CorpId corpId, PlanRequest request) {
        ZoneId zone = corps.find(corpId).map(Corp::timezone).orElseThrow(() -> NotFound.of("corp"));
        refuse(request.problems(clock.instant(), zone));
        refuse(unknownSegments(corpId, request.segments()));
    }

    private List<FieldProblem> unknownSegments(CorpId corpId, Map<String, String> named) {
        Map<String, Boolean> known = new HashMap<>();
        List<FieldProblem> problems = new ArrayList<>();
        named.forEach((field, segmentId) -> {
            if (!known.computeIfAbsent(segmentId, id -> segments.exists(corpId, id))) {
                problems.add(new FieldProblem(field, "unknown_segment"));
            }
        });
        return problems;
    }

    private static void refuse(List<FieldProblem> problems) {
        if (!problems.isEmpty()) {
            throw InvalidRequest.fields(problems);
        }
    }
}
