/// Sends messages and files: offers, chunks, receipts, resumption.
///
/// In: a request, a way to find routes. Out: a delivery with the receiver's signed receipt, or one
/// error with a sentence. Circuits and sessions below it come and go while a transfer lasts.
/// Specification: docs/spec/transfer.md.
@NullMarked
package xyz.blueblocks.sdk.transfer;

import org.jspecify.annotations.NullMarked;
