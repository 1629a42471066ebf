package scrm.events;

/** What WeCom said by a callback. Source: documents 92130, 90930. */
public sealed interface WeComEvent extends Event
        permits AppEvent,
                CorpTagEvent,
                CustomerAcquisitionEvent,
                DirectoryEvent,
                ExternalContactEvent,
                GroupChatEvent,
                UnrecognizedCallback {}
