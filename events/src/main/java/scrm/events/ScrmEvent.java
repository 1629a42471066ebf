package scrm.events;

/** What one of our services decided; the others may build on it. */
public sealed interface ScrmEvent extends Event
        permits AttributionEvent, ConversionEvent, GroupCodeEvent, GroupEvent, SopEvent, TaggingEvent {}
