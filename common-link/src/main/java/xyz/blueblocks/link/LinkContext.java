package xyz.blueblocks.link;

import java.time.InstantSource;

/// What all links of one listener, or of one dialling, have in common.
///
/// @param settings times and bounds
/// @param clock the time of day, for the life of tokens
/// @param identity who this end is
/// @param handler whom to tell
record LinkContext(
        LinkSettings settings, InstantSource clock, LinkIdentity identity, LinkHandler handler) {}
