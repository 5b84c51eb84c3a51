package xyz.blueblocks.link;

import java.time.Instant;
import xyz.blueblocks.crypto.identity.PeerId;

/// Whom a good session token speaks of, and until when.
///
/// @param peer the token's subject
/// @param expires the end of the token's life
public record TokenSubject(PeerId peer, Instant expires) {}
