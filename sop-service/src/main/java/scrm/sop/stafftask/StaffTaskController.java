package scrm.sop.stafftask;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import scrm.events.ChatId;
import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.events.UserId;
import scrm.rest.Cursor;
import scrm.rest.NotFound;
import scrm.rest.PageRequest;
import scrm.rest.Slice;

/** Who is to do what. */
@RestController
@RequestMapping("/v1/corps/{corpId}/staff-tasks")
class StaffTaskController {
    private final StaffTasks tasks;
    private final RaiseStaffTasks raiseStaffTasks;

    StaffTaskController(StaffTasks tasks, RaiseStaffTasks raiseStaffTasks) {
        this.tasks = tasks;
        this.raiseStaffTasks = raiseStaffTasks;
    }

    /** The newest first. */
    @GetMapping
    Slice<StaffTaskView> list(
            @PathVariable CorpId corpId,
            @RequestParam @Nullable UserId userId,
            @RequestParam StaffTask.@Nullable Status status,
            PageRequest page) {
        Cursor after = page.after();
        List<StaffTask> found = tasks.list(
                corpId,
                new StaffTasks.Filter(userId, status),
                after == null ? null : after.number(0),
                page.fetchSize());
        return Slice.of(found, page, task -> Cursor.at(task.id())).map(StaffTaskView::of);
    }

    @GetMapping("/{id}")
    StaffTaskView get(@PathVariable CorpId corpId, @PathVariable long id) {
        return StaffTaskView.of(tasks.find(corpId, id).orElseThrow(() -> NotFound.of("staff-task")));
    }

    /** The member did it. One that is closed already is answered as it is. */
    @PostMapping("/{id}/done")
    StaffTaskView done(@PathVariable CorpId corpId, @PathVariable long id) {
        return StaffTaskView.of(raiseStaffTasks.done(corpId, id));
    }

    /**
     * A task.
     *
     * @param externalUserId the contact that it is about, if it is about one
     * @param chatId the group chat that it is about, if it is about one
     * @param told what became of the latest app message to the member
     * @param messages how many were sent or tried
     * @param closedAt when it was done, or no longer needed
     */
    record StaffTaskView(
            String id,
            UserId userId,
            @Nullable ExternalUserId externalUserId,
            @Nullable ChatId chatId,
            String text,
            StaffTask.Status status,
            StaffTask.Told told,
            int messages,
            Instant raisedAt,
            @Nullable Instant closedAt) {
        static StaffTaskView of(StaffTask task) {
            return new StaffTaskView(
                    Long.toString(task.id()),
                    task.userId(),
                    task.externalUserId(),
                    task.chatId(),
                    task.text(),
                    task.status(),
                    task.told(),
                    task.messages(),
                    task.raisedAt(),
                    task.closedAt());
        }
    }
}
