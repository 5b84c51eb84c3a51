/// The log in PostgreSQL, and what the log tells Kafka.
///
/// Implements the ports of core. Every change of the log happens in one transaction under one
/// advisory lock, so replicas need no other agreement.
@NullMarked
package xyz.blueblocks.audit.outbound;

import org.jspecify.annotations.NullMarked;
