package scrm.sop.content;

/** What is to be said, before it is known to whom. */
public sealed interface Wording permits MessageContent, MaterialWording {}
