package scrm.group.template;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.events.ChatId;
import scrm.events.CorpId;
import scrm.group.charter.Charter;
import scrm.group.charter.CharterId;
import scrm.group.charter.Charters;
import scrm.group.template.GroupTemplates.Copy;
import scrm.messaging.job.Job;
import scrm.messaging.job.Jobs;
import scrm.rest.Conflict;
import scrm.rest.FieldProblem;
import scrm.rest.InvalidRequest;
import scrm.rest.NotFound;
import scrm.wecom.Corp;
import scrm.wecom.Corps;

/** Makes templates of groups, and begins to make groups by them. */
@Service
class KeepGroupTemplate {
    private final GroupTemplates templates;
    private final Charters charters;
    private final Jobs jobs;
    private final Corps corps;
    private final Clock clock;

    KeepGroupTemplate(GroupTemplates templates, Charters charters, Jobs jobs, Corps corps, Clock clock) {
        this.templates = templates;
        this.charters = charters;
        this.jobs = jobs;
        this.corps = corps;
        this.clock = clock;
    }

    @Transactional
    GroupTemplate create(CorpId corpId, String name, CharterId charterId, @Nullable String channelId) {
        Charter charter =
                charters.find(corpId, charterId).orElseThrow(() -> InvalidRequest.field("charterId", "not_found"));
        if (charter.status() != Charter.Status.APPROVED) {
            throw Conflict.of("charter_not_approved");
        }
        GroupTemplateId id = templates.add(
                corpId, name, charter.definition().during(null, null), channelId, charterId, clock.instant());
        return templates.find(corpId, id).orElseThrow();
    }

    @Transactional
    void delete(CorpId corpId, GroupTemplateId id) {
        if (!templates.delete(corpId, id)) {
            throw NotFound.of("group-template");
        }
    }

    /** Writes down all copies and begins the job that makes them. */
    @Transactional
    Job copy(CorpId corpId, GroupTemplateId id, CopyRequest request) {
        GroupTemplate template = templates.find(corpId, id).orElseThrow(() -> NotFound.of("group-template"));
        List<FieldProblem> problems = new ArrayList<>(request.problems(template, today(corpId)));
        List<ChatId> chatIds = request.chats();
        Set<ChatId> open = charters.open(corpId, chatIds);
        for (int i = 0; i < chatIds.size(); i++) {
            if (!open.contains(chatIds.get(i))) {
                problems.add(new FieldProblem("chatIds[" + i + "]", "not_found"));
            }
        }
        if (!problems.isEmpty()) {
            throw InvalidRequest.fields(problems);
        }
        List<Copy> copies = request.copies(template);
        Job job = jobs.start(
                corpId,
                CopyGroups.KIND,
                new CopyGroups(
                        template.definition(), template.channelId(), chatIds, request.startsOn(), request.endsOn()),
                copies.size());
        templates.plan(corpId, id, job.id(), copies);
        return job;
    }

    private LocalDate today(CorpId corpId) {
        ZoneId zone = corps.find(corpId).map(Corp::timezone).orElseThrow(() -> NotFound.of("corp"));
        return LocalDate.ofInstant(clock.instant(), zone);
    }
}
