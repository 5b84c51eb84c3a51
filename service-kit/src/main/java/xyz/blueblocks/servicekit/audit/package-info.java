/// The producer's side of the audit log (protocol section 9): an event is on this machine's disk
/// before anything is granted, and on Kafka as soon as Kafka can be reached.
@NullMarked
package xyz.blueblocks.servicekit.audit;

import org.jspecify.annotations.NullMarked;
