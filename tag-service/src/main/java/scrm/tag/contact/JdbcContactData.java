package scrm.tag.contact;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.tag.contact.JdbcContactList.ListedTag;
import scrm.tag.corptag.CorpTagBook;

/** A contact's profile, relations and tags. */
@Repository
class JdbcContactData implements PersonalData {
    /** First the contact, for its lock covers what hangs on it. */
    private static final List<String> TABLES =
            List.of("external_contact", "follow_user", "follow_user_tag", "personal_tag");

    private final JdbcClient client;
    private final JdbcContactList contacts;
    private final CorpTagBook book;

    JdbcContactData(JdbcClient client, JdbcContactList contacts, CorpTagBook book) {
        this.client = client;
        this.contacts = contacts;
        this.book = book;
    }

    @Override
    public String section() {
        return "contact";
    }

    @Override
    public Object export(CorpId corpId, ExternalUserId externalUserId) {
        return contacts.find(corpId, externalUserId)
                .<Object>map(contact -> ContactController.ContactView.of(
                        contact,
                        book.find(
                                corpId,
                                contact.followUsers().stream()
                                        .flatMap(followUser -> followUser.tags().stream())
                                        .map(ListedTag::tagId)
                                        .collect(Collectors.toSet()))))
                .orElseGet(Map::of);
    }

    @Override
    public void erase(CorpId corpId, ExternalUserId externalUserId) {
        TABLES.forEach(table -> client.sql(
                        "DELETE FROM " + table + " WHERE corp_id = :corpId AND external_userid = :externalUserId")
                .param("corpId", corpId.value())
                .param("externalUserId", externalUserId.value())
                .update());
    }
}
