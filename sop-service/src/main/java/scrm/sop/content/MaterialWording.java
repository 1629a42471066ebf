package scrm.sop.content;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

import scrm.sop.material.MaterialId;

/**
 * A material, put into words for each receiver when it is said.
 *
 * @param materialId which material
 * @param version which of its versions; null in what is not decided yet: the newest then
 */
public record MaterialWording(
        MaterialId materialId, @Nullable Integer version) implements Wording {
    /** The version of what is decided. */
    public int decidedVersion() {
        return Objects.requireNonNull(version);
    }
}
