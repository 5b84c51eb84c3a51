/// What a person needs to check an audit entry from files alone: the entry, the opening of its
/// leaf, the proof, and the log's pinned key.
///
/// Pure functions of bytes; nothing here asks a server, so nothing here has to trust one.
///
/// Source: docs/spec/audit-log.md.
@NullMarked
package xyz.blueblocks.wire.audit;

import org.jspecify.annotations.NullMarked;
