package scrm.sop.material;

import java.util.List;

import scrm.events.CorpId;

/** Where a material is used: every feature that sends materials has a bean of it. */
public interface MaterialUses {
    /** Most uses that each tells. */
    int MOST = 100;

    /** Its uses of the material, the newest first; {@value #MOST} at most. */
    List<Use> of(CorpId corpId, MaterialId id);

    /**
     * One use.
     *
     * @param kind what uses it, for example {@code CALENDAR}, {@code PLAN} or {@code GROUP_MESSAGE}
     * @param id which one
     * @param name for people
     */
    record Use(String kind, String id, String name) {}
}
