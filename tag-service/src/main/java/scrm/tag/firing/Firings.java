package scrm.tag.firing;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;

import scrm.events.CorpId;

/** That rules fired, each once on a trigger. */
interface Firings {
    /** A rule and a contact. */
    record OfRule(ContactKey contact, long ruleId) {}

    /** Firings of a version on a day. */
    record Day(int version, LocalDate day, long firings, Instant lastFiredAt) {}

    /** Takes firings down; returns those that were not there. */
    List<Firing> add(List<Firing> firings);

    /** How deep rules lately fired for contacts; those that did not are missing. */
    Map<OfRule, Integer> depths(Collection<OfRule> rules, Instant since);

    /** A rule's firings by version and day. */
    List<Day> days(CorpId corpId, long ruleId, LocalDate from, LocalDate until);
}
