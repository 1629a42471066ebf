package scrm.tag.growth;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.events.CorpId;
import scrm.events.TagId;
import scrm.events.UserId;
import scrm.tag.corptag.CorpTagBook;
import scrm.tag.corptag.TagName;
import scrm.tag.tagging.AssignTags;
import scrm.tag.tagging.AssignTags.Edit;
import scrm.tag.tagging.AssignTags.Occasion;

/** Shows levels by the tags of a group, of which a relation has one. */
@Service
@Transactional
class TagLevels {
    private static final String SOURCE = "GROWTH";

    private final Growths growths;
    private final CorpTagBook book;
    private final AssignTags assign;

    TagLevels(Growths growths, CorpTagBook book, AssignTags assign) {
        this.growths = growths;
        this.book = book;
        this.assign = assign;
    }

    /** A level to be shown on relations of a contact. */
    record Shown(ContactKey contact, Set<UserId> relations, Level level) {}

    /** Shows levels on all relations that last. */
    void show(CorpId corpId, GrowthModel model, Collection<Standing> standings) {
        if (model.tagGroup() != null && !standings.isEmpty()) {
            Map<ContactKey, Set<UserId>> followers =
                    growths.followers(standings.stream().map(Standing::contact).toList());
            showOn(
                    corpId,
                    model,
                    standings.stream()
                            .map(standing -> new Shown(
                                    standing.contact(),
                                    followers.getOrDefault(standing.contact(), Set.of()),
                                    standing.level()))
                            .toList());
        }
    }

    /** Shows levels on some relations. */
    void showOn(CorpId corpId, GrowthModel model, List<Shown> all) {
        String group = model.tagGroup();
        if (group == null || all.isEmpty()) {
            return;
        }
        Map<Level, TagName> names = new HashMap<>();
        Arrays.stream(Level.values()).forEach(level -> names.put(level, new TagName(group, level.name())));
        Map<TagName, TagId> known = book.find(corpId, names.values());
        List<Edit> edits = new ArrayList<>();
        for (Shown shown : all) {
            TagName name = Objects.requireNonNull(names.get(shown.level()));
            Set<TagId> others = new HashSet<>(known.values());
            TagId own = known.get(name);
            others.remove(own);
            for (UserId userId : shown.relations()) {
                Occasion occasion =
                        new Occasion(userId, shown.contact().externalUserId(), SOURCE, "growth-model", null);
                if (own == null) {
                    assign.addByName(corpId, occasion, List.of(name));
                }
                edits.add(new Edit(occasion, own == null ? List.of() : List.of(own), others));
            }
        }
        assign.change(
                corpId,
                edits.stream()
                        .filter(edit -> !edit.add().isEmpty() || !edit.remove().isEmpty())
                        .toList());
    }
}
