/// The one exception of this library.
///
/// Apart from everything else, because everything else throws it.
@NullMarked
package xyz.blueblocks.sdk.error;

import org.jspecify.annotations.NullMarked;
