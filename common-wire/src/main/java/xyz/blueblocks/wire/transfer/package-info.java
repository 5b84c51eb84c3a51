/// Bodies of messages inside a session, in binary: offers, epochs, acknowledgements of chunks.
///
/// What surrounds them (records, cells, layers) and what a CHUNK holds is sealed, and so lives in
/// the crypto module. Payloads are read where they lie: nothing here copies a megabyte.
@NullMarked
package xyz.blueblocks.wire.transfer;

import org.jspecify.annotations.NullMarked;
