package xyz.blueblocks.audit.core;

/// What a name in the store is the name of; keeps an address from matching an equal record id.
public enum TagKind {
    /// source and id of an event
    EVENT("event"),
    /// a person whom entries speak of, as the owner of a [SubjectKey]
    SUBJECT("subject"),
    /// a person who may read an entry
    PARTY("party"),
    RECORD("record"),
    /// nonce of a signed request, or id of a proof of possession
    ONCE("once");

    private final String label;

    TagKind(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }
}
