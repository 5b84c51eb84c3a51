/// What this peer asks of discovery: to be known, who else is, and ways to them.
///
/// Believes nobody's word: descriptors and key records count with their owners' signatures.
@NullMarked
package xyz.blueblocks.sdk.directory;

import org.jspecify.annotations.NullMarked;
