package scrm.group.task;

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
import scrm.events.UserId;
import scrm.rest.Cursor;
import scrm.rest.NotFound;
import scrm.rest.PageRequest;
import scrm.rest.Slice;

/** Who is to do what about which group. */
@RestController
@RequestMapping("/v1/corps/{corpId}/group-chats/tasks")
class GroupTaskController {
    private final GroupTasks tasks;
    private final RaiseGroupTask raiseGroupTask;

    GroupTaskController(GroupTasks tasks, RaiseGroupTask raiseGroupTask) {
        this.tasks = tasks;
        this.raiseGroupTask = raiseGroupTask;
    }

    @GetMapping
    Slice<GroupTaskView> list(
            @PathVariable CorpId corpId,
            @RequestParam(required = false) GroupTask.@Nullable Status status,
            @RequestParam(required = false) GroupTask.@Nullable Kind kind,
            @RequestParam(required = false) @Nullable UserId owner,
            PageRequest page) {
        Cursor after = page.after();
        List<GroupTask> found = tasks.list(
                corpId,
                new GroupTasks.Filter(status, kind, owner),
                after == null ? 0 : after.number(0),
                page.fetchSize());
        return Slice.of(found, page, task -> Cursor.at(task.id())).map(GroupTaskView::of);
    }

    @GetMapping("/{id}")
    GroupTaskView get(@PathVariable CorpId corpId, @PathVariable long id) {
        return GroupTaskView.of(tasks.find(corpId, id).orElseThrow(() -> NotFound.of("group-task")));
    }

    /** Somebody did it. One that is closed already is answered as it is. */
    @PostMapping("/{id}/done")
    GroupTaskView done(@PathVariable CorpId corpId, @PathVariable long id) {
        return GroupTaskView.of(raiseGroupTask.done(corpId, id));
    }

    /**
     * A task.
     *
     * @param about what gave it: the group that is to be dissolved, the charter of the group that is to be made, or the
     *     merge
     * @param told what became of the latest app message to the owner
     * @param messages how many were sent or tried
     * @param closedAt when it was done, or no longer needed
     */
    record GroupTaskView(
            String id,
            GroupTask.Kind kind,
            String about,
            @Nullable ChatId chatId,
            UserId owner,
            String text,
            GroupTask.Status status,
            GroupTask.Told told,
            int messages,
            Instant raisedAt,
            @Nullable Instant closedAt) {
        static GroupTaskView of(GroupTask task) {
            return new GroupTaskView(
                    Long.toString(task.id()),
                    task.kind(),
                    task.about(),
                    task.chatId(),
                    task.owner(),
                    task.text(),
                    task.status(),
                    task.told(),
                    task.messages(),
                    task.raisedAt(),
                    task.closedAt());
        }
    }
}
