package scrm.tag.bitmap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.roaringbitmap.RoaringBitmap;

import scrm.tag.bitmap.Term.Kind;

class BitmapFileTest {
    private static final int PARTITIONS = 3;
    private static final int CONTACTS = 5_000;
    private static final int TAGS = 40;

    private final Random random = new Random(20261130);

    @Test
    void whatIsWrittenIsRead() throws IOException {
        CorpIndex index = indexOf(0, CONTACTS);

        assertThat(bitmaps(read(write(index), Set.of(0, 1, 2)))).isEqualTo(bitmaps(index));
    }

    @Test
    void contactsOfOtherPartitionsAreNotRead() throws IOException {
        CorpIndex index = indexOf(0, CONTACTS);
        byte[] bytes = write(index);
        index.forget(List.of(0, 2));

        assertThat(bitmaps(read(bytes, Set.of(1)))).isEqualTo(bitmaps(index));
        assertThat(bitmaps(read(bytes, Set.of(7)))).isEmpty();
    }

    /** Contacts come and change between one bitmap and the next; made again, their changes give what is. */
    @Test
    void changesWhileItIsWrittenAreMadeGoodByMakingThemAgain() throws IOException {
        CorpIndex index = indexOf(0, CONTACTS);
        Facts changed = facts(CONTACTS - 500, CONTACTS + 500);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream() {
            private int writes;

            @Override
            public synchronized void write(byte[] some, int offset, int length) {
                super.write(some, offset, length);
                if (++writes == 60) {
                    index.set(changed);
                }
            }
        };
        BitmapFile.write(index, bytes);

        CorpIndex again = read(bytes.toByteArray(), Set.of(0, 1, 2));
        assertThat(bitmaps(again)).isNotEqualTo(bitmaps(index));
        again.set(changed);
        assertThat(bitmaps(again)).isEqualTo(bitmaps(index));
    }

    @Test
    void aFileThatEndsTooEarlyIsRefusedWhereverItEnds() throws IOException {
        byte[] bytes = write(indexOf(0, 50));

        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> read(cut, Set.of(0, 1, 2))).isInstanceOf(IOException.class);
        }
    }

    private CorpIndex indexOf(int from, int until) {
        CorpIndex index = new CorpIndex();
        index.add(facts(from, until));
        return index;
    }

    private Facts facts(int from, int until) {
        Facts facts = new Facts();
        for (int ordinal = from; ordinal < until; ordinal++) {
            facts.tellOf(ordinal, ordinal % PARTITIONS);
            for (int tag = 0; tag < TAGS; tag++) {
                if (random.nextInt(TAGS) <= tag) {
                    facts.set(new Term(Kind.TAG, "标签" + tag), ordinal);
                }
            }
            facts.set(DayFact.ADDED, LocalDate.of(2026, 1, 1).plusDays(random.nextInt(300)), ordinal);
        }
        return facts;
    }

    private static byte[] write(CorpIndex index) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BitmapFile.write(index, bytes);
        return bytes.toByteArray();
    }

    private static CorpIndex read(byte[] bytes, Set<Integer> partitions) throws IOException {
        CorpIndex index = new CorpIndex();
        index.add(BitmapFile.read(new ByteArrayInputStream(bytes), partitions));
        return index;
    }

    private static Map<Term, RoaringBitmap> bitmaps(CorpIndex index) {
        Map<Term, RoaringBitmap> all = new HashMap<>();
        index.terms().forEach(term -> all.put(term, index.copy(term)));
        return all;
    }
}
