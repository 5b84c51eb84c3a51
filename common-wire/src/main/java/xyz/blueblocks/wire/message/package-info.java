/// Every JSON message of the protocol: one record and codec each.
///
/// `fromJson` reads an object and answers `E010` with the name of what is wrong; `toJson` writes
/// everything but the signature, which [xyz.blueblocks.wire.json.SignedJson] adds. A record's
/// optional members are [java.util.Optional] components, because they are read far more often than
/// written. Nothing here decides whether a message is true, fresh or allowed; where several rooms
/// need the same such decision (key records, descriptors) it is a method that takes the time.
@NullMarked
package xyz.blueblocks.wire.message;

import org.jspecify.annotations.NullMarked;
