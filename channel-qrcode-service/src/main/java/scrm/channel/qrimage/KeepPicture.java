package scrm.channel.qrimage;

import java.time.Clock;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.attachment.MediaContent;
import scrm.attachment.MediaContentId;
import scrm.attachment.MediaContents;
import scrm.events.CorpId;
import scrm.wecom.Media;

@Service
class KeepPicture {
    private final MediaContents contents;
    private final Clock clock;

    KeepPicture(MediaContents contents, Clock clock) {
        this.contents = contents;
        this.clock = clock;
    }

    /** Keeps a picture once, however often it is given. */
    @Transactional
    public MediaContentId keep(CorpId corpId, Picture picture) {
        String filename = "image." + picture.format().extension();
        return contents.keep(corpId, new MediaContent(Media.Type.IMAGE, filename, picture.bytes()), clock.instant());
    }
}
