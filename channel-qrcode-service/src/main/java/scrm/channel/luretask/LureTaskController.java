package scrm.channel.luretask;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import scrm.channel.lure.Lure;
import scrm.events.CorpId;
import scrm.events.UserId;
import scrm.rest.Cursor;
import scrm.rest.NotFound;
import scrm.rest.PageRequest;
import scrm.rest.Slice;

/** Who is to look at which lure, and why. */
@RestController
@RequestMapping("/v1/corps/{corpId}/channels/lure-tasks")
class LureTaskController {
    private final LureTasks tasks;
    private final FinishLureTask finishLureTask;

    LureTaskController(LureTasks tasks, FinishLureTask finishLureTask) {
        this.tasks = tasks;
        this.finishLureTask = finishLureTask;
    }

    @GetMapping
    Slice<LureTaskView> list(
            @PathVariable CorpId corpId,
            @RequestParam LureTask.@Nullable Status status,
            @RequestParam @Nullable UserId owner,
            PageRequest page) {
        Cursor after = page.after();
        List<LureTask> found = tasks.list(
                corpId, new LureTasks.Filter(status, owner), after == null ? 0 : after.number(0), page.fetchSize());
        return Slice.of(found, page, task -> Cursor.at(task.id())).map(LureTaskView::of);
    }

    @GetMapping("/{id}")
    LureTaskView get(@PathVariable CorpId corpId, @PathVariable long id) {
        return LureTaskView.of(tasks.find(corpId, id).orElseThrow(() -> NotFound.of("lure-task")));
    }

    /** Somebody did it. One that is closed already is answered as it is. */
    @PostMapping("/{id}/done")
    LureTaskView done(@PathVariable CorpId corpId, @PathVariable long id) {
        return LureTaskView.of(finishLureTask.done(corpId, id));
    }

    /**
     * A task.
     *
     * @param about the last day, the stock or the rotation day that gave the reason
     * @param told what became of the app message to the owner
     * @param closedAt when it was done, or no longer needed
     */
    record LureTaskView(
            String id,
            String lureId,
            String channelId,
            String title,
            Lure.Reason reason,
            String about,
            UserId owner,
            LureTask.Status status,
            LureTask.Told told,
            Instant raisedAt,
            @Nullable Instant closedAt) {
        static LureTaskView of(LureTask task) {
            return new LureTaskView(
                    Long.toString(task.id()),
                    task.lureId().toString(),
                    task.channelId().toString(),
                    task.title(),
                    task.cause().reason(),
                    task.cause().about(),
                    task.owner(),
                    task.status(),
                    task.told(),
                    task.raisedAt(),
                    task.closedAt());
        }
    }
}
