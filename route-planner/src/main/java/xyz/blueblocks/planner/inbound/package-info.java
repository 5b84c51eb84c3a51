/// What reaches the planner: the topics that make its view, and signed route requests.
///
/// One class per trust level: [xyz.blueblocks.planner.inbound.ViewReader] reads what services
/// wrote, and [xyz.blueblocks.planner.inbound.RoutesResource] what a stranger signed.
@NullMarked
package xyz.blueblocks.planner.inbound;

import org.jspecify.annotations.NullMarked;
