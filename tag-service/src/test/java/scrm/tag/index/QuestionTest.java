package scrm.tag.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.roaringbitmap.RoaringBitmap;

class QuestionTest {
    @Test
    void aPartTravelsAsItIs() throws IOException {
        Question.Part part = new Question.Part(List.of(3, 7), 1L << 40, RoaringBitmap.bitmapOf(1, 70_000, -5));

        assertThat(Question.Part.of(part.toBytes())).isEqualTo(part);
    }
}
