/// How much one caller may ask: token buckets per peer and per address, and the memory of what was
/// already asked (replay). Both are bounded: a stranger can fill neither.
@NullMarked
package xyz.blueblocks.servicekit.limit;

import org.jspecify.annotations.NullMarked;
