/// The first code that runs in every JVM of a stack: it ties the process to the one that started
/// it.
///
/// It is packed into a jar of its own, which stands on the class path of services, so it uses the
/// JDK and nothing else.
@NullMarked
package xyz.blueblocks.localstack.guard;

import org.jspecify.annotations.NullMarked;
