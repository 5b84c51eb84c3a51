/// Keeps a receiver attached to two relays of different operators, so that routes can end there and
/// one dead relay is a pause and no more.
@NullMarked
package xyz.blueblocks.sdk.attach;

import org.jspecify.annotations.NullMarked;
