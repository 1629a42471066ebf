package scrm.attachment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import scrm.rest.FieldProblem;
import scrm.wecom.Attachment;
import scrm.wecom.Media;

class KeptAttachmentTest {
    private static final MediaContentId BYTES = new MediaContentId(7);
    private static final List<KeptAttachment> ALL = List.of(
            new KeptAttachment.Image(BYTES),
            new KeptAttachment.Video(BYTES),
            new KeptAttachment.File(BYTES),
            new KeptAttachment.Link("标题", null, "desc", "https://example.com/"),
            new KeptAttachment.MiniProgram("门店", BYTES, "wx1", "pages/shop"));

    @Test
    void everyKindIsReadAsItWasWritten() {
        JsonMapper json = JdbcAttachments.mapper().build();
        TypeReference<List<KeptAttachment>> type = new TypeReference<>() {};

        String written = json.writerFor(type).writeValueAsString(ALL);

        assertThat(json.readValue(written, type)).isEqualTo(ALL);
        assertThat(written)
                .contains("\"type\":\"image\"", "\"contentId\":7", "\"type\":\"mini_program\"", "\"coverId\":7");
    }

    @Test
    void bytesBecomeTheMediaThatWeComHas() {
        assertThat(ALL.stream().map(attachment -> attachment.uploaded(id -> "media" + id)))
                .containsExactly(
                        new Attachment.Image("media7", null),
                        new Attachment.Video("media7"),
                        new Attachment.File("media7"),
                        new Attachment.Link("标题", null, "desc", "https://example.com/"),
                        new Attachment.MiniProgram("门店", "media7", "wx1", "pages/shop"));
    }

    @Test
    void onlyALinkNeedsNoBytes() {
        assertThat(ALL.stream().filter(attachment -> attachment.content().isEmpty()))
                .singleElement()
                .isInstanceOf(KeptAttachment.Link.class);
    }

    @Test
    void aRequestIsToldAllThatIsWrongWithIt() {
        List<FieldProblem> problems = new ArrayList<>();

        request("song", null, null).problems("attachments[0]", problems);
        request("image", null, null).problems("attachments[1]", problems);
        request("image", new byte[] {1, 2, 3, 4, 5, 6, 7}, "a.png").problems("attachments[2]", problems);
        request("file", new byte[3], "a.txt").problems("attachments[3]", problems);
        request("link", null, null).problems("attachments[4]", problems);
        request("video", new byte[7], "a.mp4").problems("attachments[5]", problems);

        assertThat(problems)
                .extracting(FieldProblem::field, FieldProblem::code)
                .containsExactly(
                        tuple("attachments[0].type", "not_allowed"),
                        tuple("attachments[1].content", "required"),
                        tuple("attachments[2].content", "media_type"),
                        tuple("attachments[3].content", "too_short"),
                        tuple("attachments[4].title", "required"),
                        tuple("attachments[4].url", "required"));
    }

    @Test
    void picturesAreKnownByTheirFirstBytes() {
        byte[] png = {(byte) 0x89, 'P', 'N', 'G', 0, 0, 0};
        byte[] jpeg = {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF, 0, 0, 0};

        assertThat(new MediaContent(Media.Type.IMAGE, "x", png).problem()).isEmpty();
        assertThat(new MediaContent(Media.Type.IMAGE, "x", jpeg).problem()).isEmpty();
        assertThat(new MediaContent(Media.Type.IMAGE, "x.png", new byte[7]).problem())
                .contains("media_type");
        assertThat(new MediaContent(Media.Type.FILE, "x", new byte[MediaContent.MAX_BYTES + 1]).problem())
                .contains("too_large");
    }

    private static AttachmentRequest request(String type, byte[] content, String filename) {
        return new AttachmentRequest(type, filename, content, null, null, null, null, null, null, null);
    }
}
