package scrm.sop.material;

/**
 * A material.
 *
 * @param value its row
 */
public record MaterialId(long value) {
    @Override
    public String toString() {
        return Long.toString(value);
    }
}
