package scrm.group.transfer;

import scrm.events.UserId;
import scrm.wecom.Transfers.Handover;

/**
 * The job that hands groups over; which ones, its items tell.
 *
 * @param newOwner who gets them
 * @param handover whether the owner before has left the corp
 */
record TransferGroupChats(UserId newOwner, Handover handover) {
    static final String KIND = "group-chat-transfer";
}
