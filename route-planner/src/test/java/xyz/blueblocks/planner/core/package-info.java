/// Tests of the planner's decisions, on real keys and signatures.
@NullMarked
package xyz.blueblocks.planner.core;

import org.jspecify.annotations.NullMarked;
