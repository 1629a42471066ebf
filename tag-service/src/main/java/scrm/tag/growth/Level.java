package scrm.tag.growth;

/** A growth level; the first is the highest. */
enum Level {
    S,
    A,
    B,
    C;

    boolean isAbove(Level other) {
        return compareTo(other) < 0;
    }
}
