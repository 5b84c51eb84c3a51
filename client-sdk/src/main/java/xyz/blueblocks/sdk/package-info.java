/// The facade: what an application opens, and what it can then do.
///
/// The only way into the network for programs that hold a person's keys. It trusts no service: what
/// discovery, planner and relays answer is checked here. No Quarkus. The packages below do the work
/// and know nothing of the facade.
@NullMarked
package xyz.blueblocks.sdk;

import org.jspecify.annotations.NullMarked;
