package scrm.tag.timeline;

import java.util.List;

import scrm.events.CorpId;

/** Takes down what happened to contacts. */
public interface Timeline {
    /** Writes entries in the running transaction; those that are there already stay as they are. */
    void write(CorpId corpId, List<TimelineEntry> entries);
}
