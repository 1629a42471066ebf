package scrm.tag.bitmap;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Set;
import org.roaringbitmap.RoaringBitmap;

/**
 * The bitmaps of a corp as a stream of bytes: for each term a mark that one follows, then the term's kind, value,
 * length and bitmap as Roaring writes it. Terms that tell partitions come first, so that a reader knows at once whose
 * contacts to keep.
 */
public final class BitmapFile {
    /** Another number is another form, or another meaning of a {@link Term}. */
    public static final int FORMAT = 1;

    private BitmapFile() {}

    /**
     * Writes what an index holds. Each bitmap is copied in its turn, so that changes go on meanwhile: one that happens
     * may be found in some bitmaps and not in others, and must be made again by whoever reads them.
     */
    public static void write(CorpIndex index, OutputStream stream) throws IOException {
        DataOutputStream out = new DataOutputStream(stream);
        for (Term term : index.terms()) {
            RoaringBitmap bitmap = index.copy(term);
            if (!bitmap.isEmpty()) {
                ByteBuffer bytes = ByteBuffer.allocate(bitmap.serializedSizeInBytes());
                bitmap.serialize(bytes);
                out.writeBoolean(true);
                out.writeUTF(term.kind().name());
                out.writeUTF(term.value());
                out.writeInt(bytes.capacity());
                out.write(bytes.array());
            }
        }
        out.writeBoolean(false);
        out.flush();
    }

    /**
     * Reads what was written, as far as it concerns the contacts of some partitions.
     *
     * @throws IOException if it was not written by {@link #write}, or not to its end
     */
    public static Facts read(InputStream stream, Set<Integer> partitions) throws IOException {
        DataInputStream in = new DataInputStream(stream);
        Facts facts = new Facts();
        RoaringBitmap kept = new RoaringBitmap();
        while (in.readBoolean()) {
            Term term = term(in);
            RoaringBitmap bitmap = bitmap(in);
            if (term.kind() == Term.Kind.PARTITION && partitions.contains(Integer.parseInt(term.value()))) {
                kept.or(bitmap);
            }
            bitmap.and(kept);
            if (!bitmap.isEmpty()) {
                facts.set(term, bitmap);
            }
        }
        return facts;
    }

    private static Term term(DataInputStream in) throws IOException {
        String kind = in.readUTF();
        try {
            return new Term(Term.Kind.valueOf(kind), in.readUTF());
        } catch (IllegalArgumentException e) {
            throw new IOException("No kind of term: " + kind, e);
        }
    }

    private static RoaringBitmap bitmap(DataInputStream in) throws IOException {
        int length = in.readInt();
        byte[] bytes = in.readNBytes(Math.max(length, 0));
        if (bytes.length != length) {
            throw new EOFException("A bitmap of %d bytes ends after %d".formatted(length, bytes.length));
        }
        RoaringBitmap bitmap = new RoaringBitmap();
        bitmap.deserialize(ByteBuffer.wrap(bytes));
        return bitmap;
    }
}
