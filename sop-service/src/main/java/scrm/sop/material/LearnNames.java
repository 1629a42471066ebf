package scrm.sop.material;

import org.springframework.stereotype.Service;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.wecom.Caller;
import scrm.wecom.ExternalContacts;
import scrm.wecom.ExternalContacts.ExternalContact;

/** Asks WeCom what a contact is called because somebody is waiting to see it; in no transaction. */
@Service
public class LearnNames {
    private final ExternalContacts contacts;
    private final RenderMaterial materials;
    private final TellFacts tellFacts;

    LearnNames(ExternalContacts contacts, RenderMaterial materials, TellFacts tellFacts) {
        this.contacts = contacts;
        this.materials = materials;
        this.tellFacts = tellFacts;
    }

    /**
     * Keeps the contact's name, if a version of a material uses it.
     *
     * @throws scrm.wecom.WeComException if WeCom does not tell it
     */
    public void learn(CorpId corpId, MaterialId id, int version, ExternalUserId contact) {
        if (materials.callsByName(corpId, id, version)) {
            ExternalContact told = contacts.get(Caller.person(corpId), contact);
            tellFacts.named(corpId, contact, told.name(), ContactNameWorker.remarks(told));
        }
    }
}
