package scrm.tag.index;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.roaringbitmap.RoaringBitmap;

import scrm.tag.bitmap.Expression;

/**
 * What is asked.
 *
 * @param expression who is meant
 * @param counted whether all who are meant are counted
 * @param from the ordinal from which on members are wanted
 * @param limit how many members are wanted, at most
 */
public record Question(Expression expression, boolean counted, long from, int limit) {
    /** Count and members, all of them. */
    public static final int ALL = Integer.MAX_VALUE;

    /**
     * What one instance answers.
     *
     * @param partitions those whose contacts it answers for
     * @param count of its contacts that are meant; 0 unless counted
     * @param members the first of its contacts that are meant
     */
    public record Part(List<Integer> partitions, long count, RoaringBitmap members) {
        public Part {
            partitions = List.copyOf(partitions);
        }

        /** As it travels: how many partitions, each, the count, the members as Roaring writes them. */
        public byte[] toBytes() {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (DataOutputStream out = new DataOutputStream(bytes)) {
                out.writeInt(partitions.size());
                for (int partition : partitions) {
                    out.writeInt(partition);
                }
                out.writeLong(count);
                members.serialize(out);
            } catch (IOException e) {
                throw new UncheckedIOException("memory does not fail", e);
            }
            return bytes.toByteArray();
        }

        /**
         * As it was written.
         *
         * @throws IOException if it was not
         */
        static Part of(byte[] bytes) throws IOException {
            DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
            List<Integer> partitions = new ArrayList<>();
            for (int left = in.readInt(); left > 0; left--) {
                partitions.add(in.readInt());
            }
            long count = in.readLong();
            RoaringBitmap members = new RoaringBitmap();
            members.deserialize(in);
            return new Part(partitions, count, members);
        }
    }

    /**
     * What all instances answer together.
     *
     * @param count of all contacts that are meant; 0 unless counted
     * @param members the first of all
     */
    public record Answer(long count, RoaringBitmap members) {}
}
