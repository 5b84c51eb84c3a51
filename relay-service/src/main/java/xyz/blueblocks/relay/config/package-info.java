/// How a relay is set up and put together; the only place that knows every part.
@NullMarked
package xyz.blueblocks.relay.config;

import org.jspecify.annotations.NullMarked;
