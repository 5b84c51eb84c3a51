package xyz.blueblocks.audit.core;

/// Identity of an event: two events are the same event when both members are equal.
///
/// @param source URN of the authenticated producer
/// @param id the producer's own name for it
public record EventName(String source, String id) {}
