/// Links of this client and the circuits on them, seen from an end: set-up, cells, credit, CLOSE.
///
/// Nothing here knows what a cell holds. Frames come on a link's event loop and are lent for the
/// call; cells go out from whatever thread fills them. Specification: docs/spec/circuit.md,
/// docs/spec/link.md.
@NullMarked
package xyz.blueblocks.sdk.circuit;

import org.jspecify.annotations.NullMarked;
