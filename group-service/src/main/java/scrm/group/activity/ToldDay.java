package scrm.group.activity;

import java.time.LocalDate;
import java.util.Map;

/**
 * What a client with conversation archiving says of a day.
 *
 * @param day of the corp's calendar
 * @param talk of all members
 * @param byMember messages by member; need not be all of them
 */
record ToldDay(LocalDate day, GroupDay.Talk talk, Map<String, Integer> byMember) {}
