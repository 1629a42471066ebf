package scrm.tag.report;

import java.time.LocalDate;

import scrm.events.CorpId;
import scrm.events.TagId;

/**
 * What became of a tag on a day.
 *
 * @param day by the corp's calendar
 * @param added relations that got it
 * @param removed relations that lost it
 */
record TagDay(CorpId corpId, TagId tagId, LocalDate day, long added, long removed) {}
