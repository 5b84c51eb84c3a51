/// What every HTTP request meets before anything else looks at it: an id, the limit of its address,
/// and the limit of its size.
@NullMarked
package xyz.blueblocks.servicekit.edge;

import org.jspecify.annotations.NullMarked;
