package scrm.tag.growth;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.events.CorpId;
import scrm.events.EventId;
import scrm.events.TaggingEvent.GrowthLevelChanged;
import scrm.events.UserId;
import scrm.messaging.Outbox;
import scrm.messaging.TransactionBatch;
import scrm.tag.growth.GrowthModel.KindDay;
import scrm.tag.growth.GrowthModel.Share;
import scrm.tag.growth.Growths.Moves;
import scrm.tag.growth.TagLevels.Shown;
import scrm.wecom.Corp;
import scrm.wecom.Corps;

/**
 * Finds out anew where contacts stand, from all that they did: so that it does not matter in which order, how often or
 * by whom it is asked for. Levels that changed are told, counted and shown by tags, in the same transaction.
 */
@Service
@Transactional
class RefreshGrowth {
    private static final int BATCH = 500;

    private final GrowthModels models;
    private final Growths growths;
    private final TagLevels tags;
    private final Outbox outbox;
    private final Corps corps;
    private final Clock clock;
    private final TransactionBatch.Sink<Moved> touched = this::refreshTouched;

    RefreshGrowth(GrowthModels models, Growths growths, TagLevels tags, Outbox outbox, Corps corps, Clock clock) {
        this.models = models;
        this.growths = growths;
        this.tags = tags;
        this.outbox = outbox;
        this.corps = corps;
        this.clock = clock;
    }

    /** Why contacts are looked at. */
    enum Cause {
        /** They did something. */
        DEED,
        /** Time passed. */
        TIME,
        /** The model is another one. */
        MODEL,
        /** As {@link #MODEL}, and levels are shown by other tags. */
        MODEL_AND_TAGS
    }

    /** A contact did something, or a member follows it now. */
    private record Moved(ContactKey contact, @Nullable UserId follower) {}

    /** Of these corps, those whose contacts grow. */
    Set<CorpId> growing(Collection<CorpId> corpIds) {
        return models.enabled(corpIds).keySet();
    }

    /** A contact did something; looked at before the transaction commits. */
    void did(ContactKey contact) {
        TransactionBatch.add(touched, new Moved(contact, null));
    }

    /** A member follows a contact; its level is shown to this one as well. */
    void followed(ContactKey contact, UserId follower) {
        TransactionBatch.add(touched, new Moved(contact, follower));
    }

    private void refreshTouched(List<Moved> all) {
        Map<CorpId, List<Moved>> byCorp =
                all.stream().collect(groupingBy(one -> one.contact().corpId()));
        models.enabled(byCorp.keySet()).forEach((corpId, model) -> {
            List<Moved> ofCorp = byCorp.getOrDefault(corpId, List.of());
            Map<ContactKey, Standing> after =
                    refresh(corpId, model, ofCorp.stream().map(Moved::contact).collect(toSet()), Cause.DEED);
            List<Shown> newRelations = new ArrayList<>();
            for (Moved one : ofCorp) {
                Standing standing = after.get(one.contact());
                if (one.follower() != null && standing != null) {
                    newRelations.add(new Shown(one.contact(), Set.of(one.follower()), standing.level()));
                }
            }
            tags.showOn(corpId, model.model(), newRelations);
        });
    }

    /** Looks at contacts of a corp because its model is another one. */
    void recompute(CorpId corpId, Collection<ContactKey> contacts, boolean tagsToo) {
        GrowthModels.Version model = models.enabled(Set.of(corpId)).get(corpId);
        if (model != null && !contacts.isEmpty()) {
            refresh(corpId, model, Set.copyOf(contacts), tagsToo ? Cause.MODEL_AND_TAGS : Cause.MODEL);
        }
    }

    /** Looks at contacts whose level falls, or for whom somebody's word ends; returns how many there were. */
    int due() {
        List<ContactKey> due = growths.due(clock.instant(), BATCH);
        Map<CorpId, List<ContactKey>> byCorp = due.stream().collect(groupingBy(ContactKey::corpId));
        Map<CorpId, GrowthModels.Version> growing = models.enabled(byCorp.keySet());
        byCorp.forEach((corpId, contacts) -> {
            GrowthModels.Version model = growing.get(corpId);
            if (model == null) {
                growths.rest(contacts);
            } else {
                refresh(corpId, model, Set.copyOf(contacts), Cause.TIME);
            }
        });
        return due.size();
    }

    private Map<ContactKey, Standing> refresh(
            CorpId corpId, GrowthModels.Version model, Set<ContactKey> contacts, Cause cause) {
        Instant now = clock.instant();
        Map<ContactKey, Standing> before = growths.lock(contacts, now);
        Map<ContactKey, List<Share>> shares = shares(corpId, model.model(), contacts, now);
        Map<ContactKey, Standing> after = new LinkedHashMap<>();
        List<Change> changes = new ArrayList<>();
        before.forEach((contact, standing) -> {
            double worth = shares.getOrDefault(contact, List.of()).stream()
                    .mapToDouble(Share::points)
                    .sum();
            Standing next = standing.counted(model, worth, now);
            after.put(contact, next);
            if (standing.isNew() || next.level() != standing.level()) {
                changes.add(new Change(standing, next, reason(standing, next, cause)));
            }
        });
        growths.save(after.values());
        changed(corpId, model.model(), changes, now);
        if (cause == Cause.MODEL_AND_TAGS) {
            tags.show(corpId, model.model(), after.values());
        }
        return after;
    }

    /** What each kind of behaviour is worth, for each contact. */
    Map<ContactKey, List<Share>> shares(
            CorpId corpId, GrowthModel model, Collection<ContactKey> contacts, Instant now) {
        ZoneId zone = zone(corpId);
        Map<ContactKey, Map<KindDay, Integer>> deeds =
                growths.deeds(contacts, model.kinds(), model.countedFrom(now), zone);
        Map<ContactKey, List<Share>> shares = new LinkedHashMap<>();
        deeds.forEach((contact, times) -> shares.put(contact, model.shares(times, zone, now)));
        return shares;
    }

    private static String reason(Standing before, Standing after, Cause cause) {
        if (before.isNew()) {
            return "NEW";
        }
        if (cause == Cause.MODEL || cause == Cause.MODEL_AND_TAGS) {
            return "MODEL";
        }
        boolean fell = before.level().isAbove(after.level());
        return fell && before.manualUntil() == null && cause == Cause.TIME ? "DECAY" : "POINTS";
    }

    /** A contact whose level is another one. */
    record Change(Standing before, Standing after, String reason) {
        @Nullable
        Level from() {
            return before.isNew() ? null : before.level();
        }
    }

    /** Tells, counts and shows levels that changed. */
    void changed(CorpId corpId, GrowthModel model, List<Change> changes, Instant now) {
        changes.forEach(change -> outbox.append(event(change, now)));
        LocalDate today = LocalDate.ofInstant(now, zone(corpId));
        record Way(@Nullable Level from, Level to) {}
        growths.moved(
                corpId,
                changes.stream()
                        .collect(groupingBy(
                                change -> new Way(change.from(), change.after().level()), counting()))
                        .entrySet()
                        .stream()
                        .map(way -> new Moves(
                                today, way.getKey().from(), way.getKey().to(), way.getValue()))
                        .toList());
        tags.show(corpId, model, changes.stream().map(Change::after).toList());
    }

    private static GrowthLevelChanged event(Change change, Instant now) {
        ContactKey contact = change.after().contact();
        Level from = change.from();
        String to = change.after().level().name();
        return new GrowthLevelChanged(
                EventId.derived(
                        "growth",
                        contact.corpId().value(),
                        contact.externalUserId().value(),
                        to,
                        now.toString()),
                contact.corpId(),
                now,
                contact.externalUserId(),
                from == null ? null : from.name(),
                to,
                change.reason());
    }

    /** The corp's time zone. */
    ZoneId zone(CorpId corpId) {
        return corps.find(corpId).map(Corp::timezone).orElse(ZoneOffset.UTC);
    }
}
