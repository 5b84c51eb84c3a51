/// What two programs must agree on: frames, messages, errors, limits, event schemas, topic names.
///
/// One wire form, one codec, one file, one page of the specification, one vector file. This module
/// knows no network, no clock and no private key but those it is handed to sign with. Bytes that
/// strangers sent are answered with [xyz.blueblocks.wire.Decoded], never with an exception.
@NullMarked
package xyz.blueblocks.wire;

import org.jspecify.annotations.NullMarked;
