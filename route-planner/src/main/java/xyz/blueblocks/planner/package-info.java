/// In: peers and relay reports from Kafka, route requests over HTTP. Out: routes.
///
/// Keeps what relays are worth in memory, on every replica. It must never learn who talks to whom:
/// a request names capacities and exclusions, not a person.
@NullMarked
package xyz.blueblocks.planner;

import org.jspecify.annotations.NullMarked;
