/// The whole system, seen only through SDK, CLI, HTTP and Kafka; never a class of a service.
@NullMarked
package xyz.blueblocks.e2e;

import org.jspecify.annotations.NullMarked;
