/// Where discovery's knowledge lives and goes: PostgreSQL, the peers topic, the planners.
/// Implements the ports of core.
@NullMarked
package xyz.blueblocks.discovery.outbound;

import org.jspecify.annotations.NullMarked;
