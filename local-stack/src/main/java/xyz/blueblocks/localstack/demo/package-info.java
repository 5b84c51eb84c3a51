/// What `bb demo` does: makes its own input, two people, and tells the story of a transfer from
/// what really happened.
///
/// Uses the SDK and the services as any user would; it holds no shortcut into either.
@NullMarked
package xyz.blueblocks.localstack.demo;

import org.jspecify.annotations.NullMarked;
