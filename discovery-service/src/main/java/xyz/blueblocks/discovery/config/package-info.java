/// What discovery is told from outside, and how its parts are put together.
@NullMarked
package xyz.blueblocks.discovery.config;

import org.jspecify.annotations.NullMarked;
