/// What an operator can set, and how the planner is put together from it. The only place that knows
/// a clock and a random source.
@NullMarked
package xyz.blueblocks.planner.config;

import org.jspecify.annotations.NullMarked;
