/// Tests of the running planner: real Kafka, real HTTP.
@NullMarked
package xyz.blueblocks.planner.inbound;

import org.jspecify.annotations.NullMarked;
