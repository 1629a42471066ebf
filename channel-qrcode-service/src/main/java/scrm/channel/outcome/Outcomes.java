package scrm.channel.outcome;

import java.util.Collection;
import java.util.List;

/** What is stored of contacts' relations and of what they did. What is locked stays so until the transaction ends. */
interface Outcomes {
    /** All relations of the contacts, locked. */
    List<Relation> lockRelations(Collection<Contact> contacts);

    /** All joins of the contacts; waits for those that are being recorded. */
    List<Join> joins(Collection<Contact> contacts);

    /** All first answers of the contacts; waits for those that are being recorded. */
    List<Answer> answers(Collection<Contact> contacts);

    /** All orders of the contacts, locked. */
    List<Order> lockOrders(Collection<Contact> contacts);

    /** Writes what contacts did after these relations began. */
    void storeRelations(List<Relation> relations);

    /** Writes what these orders count for. */
    void storeOrders(List<Order> orders);
}
