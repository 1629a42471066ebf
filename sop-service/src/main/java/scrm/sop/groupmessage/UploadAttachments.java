package scrm.sop.groupmessage;

import java.util.List;
import org.springframework.stereotype.Service;

import scrm.events.CorpId;
import scrm.wecom.Attachment;
import scrm.wecom.Caller;
import scrm.wecom.Media;

/** Turns attachments into those that WeCom takes: what is bytes with us must be there as media first. */
@Service
class UploadAttachments {
    private final MediaContents contents;
    private final Media media;

    UploadAttachments(MediaContents contents, Media media) {
        this.contents = contents;
        this.media = media;
    }

    List<Attachment> upload(CorpId corpId, List<MessageAttachment> attachments) {
        return attachments.stream()
                .map(attachment -> upload(corpId, attachment))
                .toList();
    }

    private Attachment upload(CorpId corpId, MessageAttachment attachment) {
        return switch (attachment) {
            case MessageAttachment.Image image -> new Attachment.Image(mediaId(corpId, image.contentId()), null);
            case MessageAttachment.Video video -> new Attachment.Video(mediaId(corpId, video.contentId()));
            case MessageAttachment.File file -> new Attachment.File(mediaId(corpId, file.contentId()));
            case MessageAttachment.Link link ->
                new Attachment.Link(link.title(), link.picUrl(), link.desc(), link.url());
            case MessageAttachment.MiniProgram program ->
                new Attachment.MiniProgram(
                        program.title(), mediaId(corpId, program.coverId()), program.appid(), program.page());
        };
    }

    private String mediaId(CorpId corpId, MediaContentId id) {
        MediaContent content = contents.find(corpId, id).orElseThrow();
        Media.Type type = switch (content.type()) {
            case IMAGE -> Media.Type.IMAGE;
            case VIDEO -> Media.Type.VIDEO;
            case FILE -> Media.Type.FILE;
        };
        return media.mediaId(Caller.bulk(corpId), type, content.filename(), content.bytes());
    }
}
