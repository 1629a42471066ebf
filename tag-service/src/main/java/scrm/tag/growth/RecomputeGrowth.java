package scrm.tag.growth;

/**
 * Look at all contacts of a corp, for its model is another one.
 *
 * @param version of the model; once there is a later one, there is nothing to do
 * @param tagsToo whether levels that did not change are shown anew as well
 */
record RecomputeGrowth(int version, boolean tagsToo) {
    static final String KIND = "growth-recompute";
}
