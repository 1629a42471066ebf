package scrm.tag.bitmap;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.roaringbitmap.RoaringBitmap;

/** All that is true of some contacts; of what is not said here, nothing is. */
public final class Facts {
    private final RoaringBitmap contacts = new RoaringBitmap();
    private final Map<Term, RoaringBitmap> bitmaps = new HashMap<>();

    /** Somebody of whom these facts tell. */
    public void tellOf(int ordinal, int partition) {
        contacts.add(ordinal);
        set(Term.EVERYONE, ordinal);
        set(Term.partition(partition), ordinal);
    }

    /** These are gone: nothing is true of them any more. */
    public void tellOfGone(RoaringBitmap ordinals) {
        contacts.or(ordinals);
    }

    /** A term is true of a contact. */
    public void set(Term term, int ordinal) {
        bitmaps.computeIfAbsent(term, _ -> new RoaringBitmap()).add(ordinal);
    }

    /** Of whom a term is true; nothing was said of it yet. */
    void set(Term term, RoaringBitmap ordinals) {
        bitmaps.put(term, ordinals);
        if (term.kind() == Term.Kind.PARTITION) {
            contacts.or(ordinals);
        }
    }

    /** A day of a contact. */
    public void set(DayFact fact, LocalDate day, int ordinal) {
        set(fact.known(), ordinal);
        int number = DayFact.number(day);
        for (int digit = 0; digit < DayFact.DIGITS; digit++) {
            if ((number >>> digit & 1) == 1) {
                set(fact.digit(digit), ordinal);
            }
        }
    }

    /** Nothing is said of the contacts of these partitions. */
    public void drop(Set<Integer> partitions) {
        for (int partition : partitions) {
            RoaringBitmap dropped = bitmaps.get(Term.partition(partition));
            if (dropped != null) {
                RoaringBitmap its = dropped.clone();
                contacts.andNot(its);
                bitmaps.values().forEach(bitmap -> bitmap.andNot(its));
            }
        }
    }

    RoaringBitmap contacts() {
        return contacts;
    }

    Map<Term, RoaringBitmap> bitmaps() {
        return bitmaps;
    }
}
