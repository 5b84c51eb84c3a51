/// Settings that every service has alike, and the clock and randomness that the rest is given.
@NullMarked
package xyz.blueblocks.servicekit.config;

import org.jspecify.annotations.NullMarked;
