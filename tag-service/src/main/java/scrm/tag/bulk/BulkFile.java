package scrm.tag.bulk;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

import scrm.events.ExternalUserId;
import scrm.events.TagId;
import scrm.events.UserId;
import scrm.rest.csv.CsvFile;
import scrm.rest.csv.CsvRow;
import scrm.tag.corptag.CorpTag;

/**
 * A file of contacts with the tags that each is to get or to lose: {@code external_userid, userid, add, remove}, the
 * last three if wanted. Tags are named by id, as {@code group/tag}, or by their name alone where only one has it;
 * several in a cell are separated by semicolons. What is wrong with a row stops that row alone.
 */
final class BulkFile {
    /** Most contacts in a file. */
    static final int MOST_ROWS = 1_000_000;

    private static final CsvFile FILE =
            new CsvFile(List.of("external_userid"), List.of("userid", "add", "remove"), MOST_ROWS);
    private static final Pattern BETWEEN_TAGS = Pattern.compile("\\s*[;；]\\s*");

    /** So many items are handed on at once. */
    private static final int LOT = 2_000;

    private final Map<String, TagId> tags = new HashMap<>();
    private final Set<String> ambiguous = new HashSet<>();
    private final Consumer<List<Item>> lots;
    private final List<Item> lot = new ArrayList<>();
    private int items;

    /**
     * @param known the corp's tags
     * @param lots takes the items, some at a time
     */
    BulkFile(List<CorpTag> known, Consumer<List<Item>> lots) {
        this.lots = lots;
        for (CorpTag tag : known) {
            name(tag.name(), tag.tagId());
        }
        // What is said more exactly goes before what is not.
        for (CorpTag tag : known) {
            name(tag.groupName() + "/" + tag.name(), tag.tagId());
        }
        for (CorpTag tag : known) {
            tags.put(tag.tagId().value(), tag.tagId());
            ambiguous.remove(tag.tagId().value());
        }
    }

    private void name(String name, TagId tagId) {
        TagId other = tags.put(name, tagId);
        if (other != null && !other.equals(tagId)) {
            ambiguous.add(name);
        }
    }

    /**
     * Reads all rows; returns how many there are.
     *
     * @throws scrm.rest.InvalidRequest if the header cannot be taken, or there are too many rows or none
     */
    int read(InputStream file) throws IOException {
        FILE.forEach(file, row -> add(item(row)));
        handOn();
        return items;
    }

    private void add(Item item) {
        items++;
        lot.add(item);
        if (lot.size() == LOT) {
            handOn();
        }
    }

    private void handOn() {
        if (!lot.isEmpty()) {
            lots.accept(List.copyOf(lot));
            lot.clear();
        }
    }

    private Item item(CsvRow row) {
        row.refuseFormulas();
        if (!row.problems().isEmpty()) {
            return Item.unreadable(row.number(), row.problems().getFirst());
        }
        ExternalUserId contact = row.required("external_userid", ExternalUserId::new, "malformed");
        UserId userId = row.optional("userid", UserId::new, "malformed");
        List<TagId> add = tags(row, "add");
        List<TagId> remove = tags(row, "remove");
        if (row.problems().isEmpty() && add.isEmpty() && remove.isEmpty()) {
            row.note("add", "required");
        }
        if (add.stream().anyMatch(remove::contains)) {
            row.note("remove", "tag_in_both");
        }
        return contact == null || !row.problems().isEmpty()
                ? Item.unreadable(row.number(), row.problems().getFirst())
                : Item.ready(row.number(), contact, userId, add, remove);
    }

    private List<TagId> tags(CsvRow row, String column) {
        List<TagId> found = new ArrayList<>();
        for (String word : BETWEEN_TAGS.split(row.cell(column))) {
            if (!word.isEmpty()) {
                TagId tagId = tag(row, column, word);
                if (tagId != null && !found.contains(tagId)) {
                    found.add(tagId);
                }
            }
        }
        return found;
    }

    private @Nullable TagId tag(CsvRow row, String column, String word) {
        if (ambiguous.contains(word)) {
            row.note(column, "tag_ambiguous");
            return null;
        }
        TagId tagId = tags.get(word);
        if (tagId == null) {
            row.note(column, "not_found");
        }
        return tagId;
    }
}
