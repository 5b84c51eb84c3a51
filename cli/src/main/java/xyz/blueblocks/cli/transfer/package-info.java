/// `bb send` and `bb receive`.
///
/// What a sender says of a file is shown only after it was made harmless, and is never a path:
/// where a file goes is the receiver's choice alone.
@NullMarked
package xyz.blueblocks.cli.transfer;

import org.jspecify.annotations.NullMarked;
