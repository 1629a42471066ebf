package scrm.channel.channel;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import scrm.events.AttributionEvent.SourceTag;
import scrm.events.CorpId;
import scrm.events.UserId;
import scrm.rest.Answers;
import scrm.rest.Cursor;
import scrm.rest.ETag;
import scrm.rest.IfMatch;
import scrm.rest.NotFound;
import scrm.rest.PageRequest;
import scrm.rest.RowId;
import scrm.rest.Slice;

@RestController
@RequestMapping("/v1/corps/{corpId}/channels")
class ChannelController {
    private final Channels channels;
    private final CreateChannel createChannel;
    private final EditChannel editChannel;

    ChannelController(Channels channels, CreateChannel createChannel, EditChannel editChannel) {
        this.channels = channels;
        this.createChannel = createChannel;
        this.editChannel = editChannel;
    }

    @PostMapping
    @Answers(HttpStatus.CREATED)
    ResponseEntity<ChannelView> create(@PathVariable CorpId corpId, @Valid @RequestBody ChannelRequest request) {
        Channel channel = createChannel.create(corpId, request.draft());
        URI location = URI.create("/v1/corps/" + corpId + "/channels/" + channel.id());
        return ETag.created(location, channel.version(), ChannelView.of(channel));
    }

    @GetMapping("/{id}")
    ResponseEntity<ChannelView> get(@PathVariable CorpId corpId, @PathVariable long id) {
        Channel channel = channels.find(corpId, new ChannelId(id)).orElseThrow(() -> NotFound.of("channel"));
        return ETag.ok(channel.version(), ChannelView.of(channel));
    }

    @GetMapping
    Slice<ChannelView> list(
            @PathVariable CorpId corpId,
            @RequestParam @Nullable Long parentId,
            @RequestParam @Nullable String name,
            @RequestParam @Nullable UserId owner,
            @RequestParam Channel.@Nullable Kind kind,
            @RequestParam @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate activeOn,
            PageRequest page) {
        Period.check("activeOn", activeOn);
        Cursor after = page.after();
        List<Channel> found = channels.list(
                corpId,
                new Channels.Filter(parentId == null ? null : new ChannelId(parentId), name, owner, kind, activeOn),
                after == null ? null : new ChannelId(after.number(0)),
                page.fetchSize());
        return Slice.of(found, page, channel -> Cursor.at(channel.id())).map(ChannelView::of);
    }

    @PutMapping("/{id}")
    ResponseEntity<ChannelView> edit(
            @PathVariable CorpId corpId,
            @PathVariable long id,
            IfMatch ifMatch,
            @Valid @RequestBody ChannelRequest request) {
        Channel channel = editChannel.edit(corpId, new ChannelId(id), ifMatch, request.draft());
        return ETag.ok(channel.version(), ChannelView.of(channel));
    }

    /** From now on neither it nor what stands below it gets new live codes; reports keep it. */
    @PostMapping("/{id}/archive")
    ResponseEntity<ChannelView> archive(@PathVariable CorpId corpId, @PathVariable long id) {
        Channel channel = editChannel.archive(corpId, new ChannelId(id));
        return ETag.ok(channel.version(), ChannelView.of(channel));
    }

    /**
     * A channel as a client writes it; an edit replaces all of it.
     *
     * @param name unique among its siblings
     * @param parentId the channel that it is part of; absent: none
     * @param kind its level, below its parent's; absent: as it is if that fits, else the next below its parent's
     * @param tags the corp tags that contacts from here get; made at WeCom if missing
     * @param owner userid of the member who looks after it
     * @param from first day, in the corp's time zone; absent: the parent's
     * @param until last day; absent: the parent's
     * @param note for people
     */
    record ChannelRequest(
            @NotBlank @Size(max = 50) String name,
            @Pattern(regexp = RowId.PATTERN) @Nullable String parentId,
            Channel.@Nullable Kind kind,
            @Size(max = 10) @Nullable List<@NotNull @Valid TagRequest> tags,
            @Nullable UserId owner,
            @Nullable LocalDate from,
            @Nullable LocalDate until,
            @Size(max = 500) @Nullable String note) {
        Channel.Draft draft() {
            return new Channel.Draft(
                    parentId == null ? null : ChannelId.of(parentId),
                    kind,
                    name.strip(),
                    tags == null
                            ? List.of()
                            : tags.stream().map(TagRequest::tag).distinct().toList(),
                    owner,
                    new Period(from, until),
                    note);
        }
    }

    /** A corp tag by its names, 30 characters each at most (document 92117). */
    record TagRequest(
            @NotBlank @Size(max = 30) String groupName,
            @NotBlank @Size(max = 30) String tagName) {
        SourceTag tag() {
            return new SourceTag(groupName.strip(), tagName.strip());
        }
    }

    record ChannelView(
            String id,
            @Nullable String parentId,
            Channel.Kind kind,
            String name,
            List<SourceTag> tags,
            @Nullable UserId owner,
            @Nullable LocalDate from,
            @Nullable LocalDate until,
            @Nullable String note,
            @Nullable Instant archivedAt,
            int version,
            Instant createdAt,
            Instant updatedAt) {
        static ChannelView of(Channel channel) {
            ChannelId parentId = channel.parentId();
            return new ChannelView(
                    channel.id().toString(),
                    parentId == null ? null : parentId.toString(),
                    channel.kind(),
                    channel.name(),
                    channel.tags(),
                    channel.owner(),
                    channel.period().from(),
                    channel.period().until(),
                    channel.note(),
                    channel.archivedAt(),
                    channel.version(),
                    channel.createdAt(),
                    channel.updatedAt());
        }
    }
}
