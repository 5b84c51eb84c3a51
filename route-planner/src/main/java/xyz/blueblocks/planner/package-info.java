/// In: peers and relay reports from Kafka, signed route requests over HTTP. Out: routes.
///
/// Every replica keeps what it knows in memory and can be started and killed at will. It learns who
/// asks for a route to whom, the honest limit of a planner; it must never learn what travels, and
/// writes down no route it gave out.
@NullMarked
package xyz.blueblocks.planner;

import org.jspecify.annotations.NullMarked;
