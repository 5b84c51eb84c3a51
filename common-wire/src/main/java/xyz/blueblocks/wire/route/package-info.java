/// Admission to a route: one token per hop, and the sealed capability that brings them.
///
/// A relay learns from its token that a planner of the network allows this circuit, how much it may
/// carry and how urgent it is; not who asked, and not where else the route leads.
@NullMarked
package xyz.blueblocks.wire.route;

import org.jspecify.annotations.NullMarked;
